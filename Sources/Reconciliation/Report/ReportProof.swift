// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Why the report can be believed: rows put aside, where every row went, the files and their digests.
struct ReportProof {
    let report: Report

    private var summary: FileJobSummary { report.summary }

    func write(to html: inout HTMLText) {
        quarantined(&html)
        buckets(&html)
        files(&html)
        settings(&html)
    }

    private func quarantined(_ html: inout HTMLText) {
        guard !report.quarantine.isEmpty else { return }
        html.element("h2") { $0.both("读不懂的行", "Rows put aside") }
        if report.quarantine.count < summary.quarantined {
            html.element("p") { html in
                html.both(
                    "前 \(report.quarantine.count) 行，共 \(report.count(summary.quarantined)) 行，全部见 quarantine.csv",
                    "The first \(report.quarantine.count) of \(report.count(summary.quarantined)); all are in quarantine.csv"
                )
            }
        }
        html.element("div", "class=\"wide\"") { html in
            html.table(
                [("位置", "where"), ("原因", "reason"), ("内容", "row")],
                cells: report.quarantine.map {
                    [
                        .lines([$0.reference]), .both($0.chinese, $0.reason),
                        .lines([String($0.text.prefix(200))]),
                    ]
                })
        }
    }

    private func buckets(_ html: inout HTMLText) {
        let buckets = summary.buckets
        html.element("h2") { $0.both("每一行的去向", "Where every row went") }
        let till = [
            ("相符 matched", buckets.tillMatched), ("重复记账 booked twice", buckets.tillRepeated),
            ("应清算未清算 due, not settled", buckets.notSettled), ("在途 in transit", buckets.inTransit),
            ("结果不明 outcome unknown", buckets.unknown), ("失败 declined", buckets.declined),
            ("合计 total", buckets.till),
        ]
        let acquirer =
            [
                ("相符 matched", buckets.acquirerMatched), ("重复扣款 charged twice", buckets.acquirerRepeated),
                ("无销售 without a sale", buckets.withoutSale),
            ]
            + (summary.waitsForTills ? [("等待收银文件 in transit", buckets.acquirerInTransit)] : [])
            + (summary.hasDisputes
                ? [("拒付 charged back", buckets.chargedBack), ("再请款 represented", buckets.represented)] : [])
            + [("合计 total", buckets.acquirer)]
        var sides = [(("收银", "till"), till), (("收单", "acquirer"), acquirer)]
        let has = { (side: FileJobSummary.File.Side) in summary.files.contains { $0.side == side } }
        if has(.receipt) { sides.append((("小票", "receipts"), Self.named(summary.sides.receipts))) }
        if has(.order) { sides.append((("订单", "orders"), Self.named(summary.sides.orders))) }
        for (title, parts) in sides {
            html.table(
                [("去向", "bucket"), ("行数", "rows"), ("金额", "amount")], numbers: [1, 2], caption: title,
                rows: parts.map { [$0.0, report.count($0.1.rows), report.money($0.1.amount)] })
        }
        html.element("p", "class=\"\(summary.isConserved ? "good" : "warn")\"") { html in
            if summary.isConserved {
                html.both(
                    "✓ 每一行恰好在一处，各处之和等于文件合计。",
                    "Every row is in exactly one place, and the places add up to the files.")
            } else {
                html.both("✗ 合计与文件不符，请勿使用本报告。", "The sums do not add up to the files; do not use this report.")
            }
        }
    }

    private func files(_ html: inout HTMLText) {
        html.element("h2") { $0.both("文件", "Files") }
        html.element("div", "class=\"wide\"") { html in
            html.table(
                [
                    ("文件", "file"), ("来源", "side"), ("行数", "rows"), ("隔离", "put aside"), ("金额合计", "amount"),
                    ("字节", "bytes"), ("SHA-256", "digest"),
                ],
                numbers: [2, 3, 4, 5],
                cells: summary.files.map {
                    [
                        .text(Self.name($0)), .text(Self.side($0.side)), .text(report.count($0.rows)),
                        .text(report.count($0.quarantined)), .text(report.money($0.amount)),
                        .text(report.count(Int($0.bytes))), .lines([$0.sha256]),
                    ]
                })
        }
        guard !summary.notRead.isEmpty else { return }
        let names = summary.notRead.joined(separator: ", ")
        html.element("p", "class=\"warn\"") { html in
            html.both("没有读取：\(names)", "Not read: \(names)")
        }
    }

    /// With its encoding where that is not the usual one.
    private static func name(_ file: FileJobSummary.File) -> String {
        file.encoding.map { $0 == "UTF-8" ? file.name : "\(file.name) (\($0))" } ?? file.name
    }

    private static let names = [
        "matched": "相符 matched", "copies": "重打印 copies", "without_charge": "无扣款 nobody charged",
        "in_transit": "在途 in transit", "charged": "已扣款 charged", "at_till": "收银已有 at the till",
        "open": "未付或已关闭 open or closed", "repeated": "重复 listed again",
    ]

    private static func named(_ parts: [(String, Bucket)]) -> [(String, Bucket)] {
        parts.map { (names[$0.0] ?? $0.0, $0.1) } + [("合计 total", parts.reduce(into: Bucket()) { $0.add($1.1) })]
    }

    private static func side(_ side: FileJobSummary.File.Side) -> String {
        switch side {
        case .till: "收银 till"
        case .acquirer: "收单 acquirer"
        case .bank: "银行 bank"
        case .receipt: "小票 receipts"
        case .order: "订单 orders"
        }
    }

    private func settings(_ html: inout HTMLText) {
        let clock = String(CivilTime(secondsSinceEpoch: Int64(summary.cutOff)).clock.prefix(5))
        html.element("p", "class=\"meta\"") { html in
            html.both(
                "费率 \(summary.tariffVersion)（\(summary.tariffRows) 条）；时区 \(summary.zone)，日切 \(clock)，"
                    + "交易后 \(summary.settleAfterDays) 天清算",
                "tariff \(summary.tariffVersion) (\(summary.tariffRows) rows); zone \(summary.zone), days cut at \(clock), "
                    + "settlement \(summary.settleAfterDays) day(s) after the transaction")
        }
    }
}
