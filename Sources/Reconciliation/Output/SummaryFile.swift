// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Writes `summary.json`. Money is text in major units, as everywhere outside the program.
enum SummaryFile {
    static let name = "summary.json"

    static func bytes(_ summary: FileJobSummary) -> [UInt8] {
        var json = JSONText()
        let money = { (minor: Int128) in Money.text(minor: minor, decimals: summary.currency.decimals) }
        json.object { json in
            json.put("version", summary.version)
            json.put("engine", summary.engine)
            json.put("currency", summary.currency.code)
            json.put("as_of", summary.asOf.description)
            if let change = summary.change { put(change, &json) }
            putRows(summary, &json)
            json.object("findings") { json in
                json.put("total", summary.findings)
                json.object("counts") { json in
                    for code in summary.codes where code.count > 0 { json.put(code.code.text, code.count) }
                }
                json.object("amounts") { json in
                    for code in summary.codes where code.count > 0 { json.put(code.code.text, money(code.stake)) }
                }
            }
            putFees(summary, money, &json)
            json.object("settlement") { json in
                json.put("days", summary.settlementDays)
                json.put("net", money(summary.net))
                if let deposited = summary.deposited {
                    json.put("deposited", money(deposited))
                    json.put("difference", money(summary.net - deposited))
                } else {
                    json.putNull("deposited")
                    json.putNull("difference")
                }
                json.put("rows_whose_net_differs", summary.netDiffers)
                json.object("differences") { json in
                    json.put("explained", summary.explained.explained)
                    json.put("ambiguous", summary.explained.ambiguous)
                    json.put("not_decided", summary.explained.undecided)
                    json.put("unexplained", summary.explained.unexplained)
                }
            }
            putConservation(summary, money, &json)
            putFiles(summary, money, &json)
            if !summary.notRead.isEmpty {
                json.array("not_read") { json in summary.notRead.forEach { json.element($0) } }
            }
            putSettings(summary, &json)
        }
        return Array((json.text + "\n").utf8)
    }

    /// What is new in this run, where runs go on from one another.
    private static func put(_ change: CarryChange, _ json: inout JSONText) {
        json.object("carry") { json in
            json.put("run", change.run)
            json.array("known_files") { json in
                for name in change.known { json.element(name) }
            }
            json.put("carried_rows_touched", change.touched)
            json.object("till_rows_open") { json in
                json.put("before", change.tillsBefore)
                json.put("closed", change.tillsClosed)
                json.put("opened", change.tillsOpened)
                json.put("now", change.tillsNow)
            }
            json.object("acquirer_rows_open") { json in
                json.put("before", change.chargesBefore)
                json.put("closed", change.chargesClosed)
                json.put("opened", change.chargesOpened)
                json.put("now", change.chargesNow)
            }
        }
    }

    private static func putRows(_ summary: FileJobSummary, _ json: inout JSONText) {
        json.object("rows") { json in
            for side in [FileJobSummary.File.Side.till, .acquirer, .bank, .receipt, .order] {
                let files = summary.files.filter { $0.side == side }
                if files.isEmpty, side == .receipt || side == .order { continue }
                json.put("\(side.rawValue)_read", files.reduce(0) { $0 + $1.rows + $1.quarantined })
            }
            json.put("matched", summary.matched)
            json.put("in_transit", summary.buckets.inTransit.rows)
            if summary.waitsForTills { json.put("acquirer_in_transit", summary.buckets.acquirerInTransit.rows) }
            json.put("declined", summary.buckets.declined.rows)
            json.put("quarantined", summary.quarantined)
        }
    }

    private static func putFees(
        _ summary: FileJobSummary, _ money: (Int128) -> String, _ json: inout JSONText
    ) {
        json.object("fees") { json in
            json.put("as_contract", summary.fees.asContract)
            json.put("over", summary.fees.over)
            json.put("over_by", money(summary.fees.overBy))
            json.put("under", summary.fees.under)
            json.put("under_by", money(summary.fees.underBy))
            json.put("not_checked", summary.fees.notChecked)
            if summary.fees.partsDiffer > 0 { json.put("parts_differ", summary.fees.partsDiffer) }
        }
    }

    private static func putConservation(
        _ summary: FileJobSummary, _ money: (Int128) -> String, _ json: inout JSONText
    ) {
        let buckets = summary.buckets
        var sides: [(String, Bool, [(String, Bucket)])] = [
            (
                "till", summary.tillIsConserved,
                [
                    ("matched", buckets.tillMatched), ("booked_twice", buckets.tillRepeated),
                    ("not_settled", buckets.notSettled), ("in_transit", buckets.inTransit),
                    ("outcome_unknown", buckets.unknown), ("declined", buckets.declined),
                ]
            ),
            (
                "acquirer", summary.acquirerIsConserved,
                [
                    ("matched", buckets.acquirerMatched), ("charged_twice", buckets.acquirerRepeated),
                    ("without_sale", buckets.withoutSale),
                ] + (summary.waitsForTills ? [("in_transit", buckets.acquirerInTransit)] : [])
                    + (summary.hasDisputes
                        ? [("charged_back", buckets.chargedBack), ("represented", buckets.represented)] : [])
            ),
        ]
        let has = { (side: FileJobSummary.File.Side) in summary.files.contains { $0.side == side } }
        if has(.receipt) { sides.append(("receipt", summary.receiptsAreConserved, summary.sides.receipts)) }
        if has(.order) { sides.append(("order", summary.ordersAreConserved, summary.sides.orders)) }
        json.object("conservation") { json in
            json.put("holds", summary.isConserved)
            for (side, holds, parts) in sides {
                json.object(side) { json in
                    json.put("holds", holds)
                    for (name, bucket) in parts {
                        json.object(name) { json in
                            json.put("rows", bucket.rows)
                            json.put("amount", money(bucket.amount))
                        }
                    }
                }
            }
        }
    }

    private static func putFiles(
        _ summary: FileJobSummary, _ money: (Int128) -> String, _ json: inout JSONText
    ) {
        json.array("files") { json in
            for file in summary.files {
                json.object { json in
                    json.put("name", file.name)
                    json.put("side", file.side.rawValue)
                    json.put("bytes", file.bytes)
                    json.put("sha256", file.sha256)
                    if let encoding = file.encoding { json.put("encoding", encoding) }
                    json.put("rows", file.rows)
                    json.put("quarantined", file.quarantined)
                    json.put("amount", money(file.amount))
                    if file.side == .acquirer { json.put("fee", money(file.fee)) }
                }
            }
        }
    }

    private static func putSettings(_ summary: FileJobSummary, _ json: inout JSONText) {
        json.object("tariff") { json in
            json.put("version", summary.tariffVersion)
            json.put("rows", summary.tariffRows)
        }
        json.object("calendar") { json in
            json.put("zone", summary.zone)
            let clock = CivilTime(secondsSinceEpoch: Int64(summary.cutOff)).clock
            json.put("cut_off", String(clock.prefix(5)))
            json.put("settle_after_days", summary.settleAfterDays)
            guard !summary.sources.isEmpty else { return }
            json.array("sources") { json in
                for source in summary.sources { json.object { put(source.profile, files: source.files, &$0) } }
            }
        }
    }

    private static func put(_ profile: SourceProfile, files: [String], _ json: inout JSONText) {
        json.put("side", profile.side.rawValue)
        if let file = profile.file { json.put("file", file) }
        if let zone = profile.zone { json.put("zone", zone.name) }
        if let cutOff = profile.businessDay?.cutOff {
            json.put("cut_off", String(CivilTime(secondsSinceEpoch: Int64(cutOff)).clock.prefix(5)))
        }
        if let days = profile.lagDays { json.put("lag_days", days) }
        json.array("used_for") { json in
            for file in files { json.element(file) }
        }
    }
}
