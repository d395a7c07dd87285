// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Matching
internal import Tender

extension CarryState {
    var packed: [UInt8] {
        var pack = PackedWriter()
        pack.put(run)
        pack.put(currency)
        pack.put(isCurrencyNamed)
        pack.put(tariffVersion)
        pack.put(cutOff)
        pack.put(files) { $0.put($1) }
        // In the order of keys, so that the same state has the same bytes.
        pack.put(sums.sorted { ($0.key.day, $0.key.merchant) < ($1.key.day, $1.key.merchant) }) { pack, entry in
            pack.put(entry.key.day)
            pack.put(entry.key.merchant)
            pack.put(Int64(entry.value.rows))
            for sum in [entry.value.gross, entry.value.fee, entry.value.net] { pack.put(sum) }
        }
        pack.put(Int64(netDiffers))
        for count in [fees.right, fees.over, fees.under, fees.notChecked, fees.partsDiffer] { pack.put(Int64(count)) }
        pack.put(fees.overBy)
        pack.put(fees.underBy)
        for bucket in [closed.tillMatched, closed.tillRepeated, closed.acquirerMatched, closed.acquirerRepeated] {
            pack.put(bucket)
        }
        for bucket in [closed.withoutSale, closed.chargedBack, closed.represented] { pack.put(bucket) }
        pack.put(corrections) { pack, correction in
            pack.put(correction.day?.daysSinceEpoch ?? DayKey.noDay)
            pack.put(correction.merchant)
            pack.put(correction.currency)
            pack.put(correction.net)
        }
        pack.put(deposits) { pack, deposit in
            pack.put(deposit.day.daysSinceEpoch)
            pack.put(deposit.merchant)
            pack.put(deposit.amount)
            pack.put(deposit.bankReference)
            pack.put(deposit.reference)
        }
        pack.put(findings) { $0.put($1) }
        pack.put(openTills) { $0.put($1) }
        pack.put(Int64(openCharges))
        pack.put(segments) { pack, entry in
            pack.put(entry.name)
            pack.put(UInt8(truncatingIfNeeded: entry.side.rawValue))
            pack.put(Int64(entry.rows))
        }
        for names in [texts, notRead] { pack.put(names) { $0.put($1) } }
        return pack.bytes
    }

    init(packed bytes: [UInt8]) throws(PackedReader.Torn) {
        var pack = PackedReader(bytes)
        run = try pack.number()
        currency = try pack.string()
        isCurrencyNamed = try pack.flag()
        tariffVersion = try pack.string()
        cutOff = try pack.number()
        files = try pack.list { pack throws(PackedReader.Torn) in try pack.file() }
        let days = try pack.list { pack throws(PackedReader.Torn) -> (DayKey, DaySums) in
            let key = DayKey(day: try pack.number(), merchant: try pack.number())
            return (
                key,
                DaySums(
                    rows: try pack.count(), gross: try pack.number(), fee: try pack.number(), net: try pack.number())
            )
        }
        sums = Dictionary(days) { first, _ in first }
        netDiffers = try pack.count()
        fees.right = try pack.count()
        fees.over = try pack.count()
        fees.under = try pack.count()
        fees.notChecked = try pack.count()
        fees.partsDiffer = try pack.count()
        fees.overBy = try pack.number()
        fees.underBy = try pack.number()
        closed.tillMatched = try pack.bucket()
        closed.tillRepeated = try pack.bucket()
        closed.acquirerMatched = try pack.bucket()
        closed.acquirerRepeated = try pack.bucket()
        closed.withoutSale = try pack.bucket()
        closed.chargedBack = try pack.bucket()
        closed.represented = try pack.bucket()
        corrections = try pack.list { pack throws(PackedReader.Torn) in
            let day: Int32 = try pack.number()
            return SettlementCorrection(
                day: day == DayKey.noDay ? nil : CivilDate(daysSinceEpoch: day), merchant: try pack.string(),
                currency: try pack.string(), net: try pack.number())
        }
        deposits = try pack.list { pack throws(PackedReader.Torn) in
            Deposit(
                day: CivilDate(daysSinceEpoch: try pack.number()), merchant: try pack.string(),
                amount: try pack.number(), bankReference: try pack.string(), reference: try pack.string())
        }
        findings = try pack.list { pack throws(PackedReader.Torn) in try pack.finding() }
        openTills = try pack.list { pack throws(PackedReader.Torn) in try pack.row() }
        openCharges = try pack.count()
        segments = try pack.list { pack throws(PackedReader.Torn) in
            SegmentEntry(name: try pack.string(), side: try pack.side(), rows: try pack.count())
        }
        texts = try pack.list { pack throws(PackedReader.Torn) in try pack.string() }
        notRead = try pack.list { pack throws(PackedReader.Torn) in try pack.string() }
        guard pack.isAtEnd else { throw PackedReader.Torn() }
    }
}

extension PackedWriter {
    fileprivate mutating func put(_ bucket: Bucket) {
        put(Int64(bucket.rows))
        put(bucket.amount)
    }

    fileprivate mutating func put(_ kept: KeptRow) {
        for word in [kept.row.first, kept.row.second, kept.row.third, kept.note.first, kept.note.second] { put(word) }
    }

    fileprivate mutating func put(_ finding: KeptFinding) {
        put(finding.code.text)
        for row in [finding.till, finding.acquirer, finding.first] {
            put(row != nil)
            if let row { put(row) }
        }
    }

    fileprivate mutating func put(_ file: CarriedFile) {
        put(file.name)
        put(UInt8(truncatingIfNeeded: file.side.rawValue))
        put(file.base)
        put(file.bytes)
        put(file.digest)
        for text in [file.encoding, file.acquirer] {
            put(text != nil)
            put(text ?? "")
        }
        put(file.hasMerchant)
        put(file.hasIdentifiers)
        put(Int64(file.totals.rows))
        put(Int64(file.totals.quarantined))
        for sum in [file.totals.amount, file.totals.gross, file.totals.fee] { put(sum) }
        put(file.lines)
        put(file.odd)
        put(file.quarantine) { pack, row in
            pack.put(row.file)
            pack.put(Int64(row.line))
            pack.put(row.byte)
            for text in [row.reason, row.chinese, row.text] { pack.put(text) }
        }
    }
}

extension JobCode {
    /// Numbers of codes change when one is added between them; their texts never do.
    fileprivate static let byText = Dictionary(uniqueKeysWithValues: allCases.map { ($0.text, $0) })
}

extension PackedReader {
    fileprivate mutating func count() throws(Torn) -> Int { Int(try number(Int64.self)) }

    fileprivate mutating func bucket() throws(Torn) -> Bucket { Bucket(rows: try count(), amount: try number()) }

    fileprivate mutating func side() throws(Torn) -> InputTable.Side {
        guard let side = InputTable.Side(rawValue: Int(try number(UInt8.self))) else { throw Torn() }
        return side
    }

    fileprivate mutating func row() throws(Torn) -> KeptRow {
        var row = MatchRow.none
        row.first = try word()
        row.second = try word()
        row.third = try word()
        return KeptRow(row: row, note: RowNote(first: try word(), second: try word()))
    }

    fileprivate mutating func finding() throws(Torn) -> KeptFinding {
        guard let code = JobCode.byText[try string()] else { throw Torn() }
        return KeptFinding(
            code: code, till: try flag() ? try row() : nil, acquirer: try flag() ? try row() : nil,
            first: try flag() ? try row() : nil)
    }

    fileprivate mutating func optional() throws(Torn) -> String? {
        let isThere = try flag()
        let text = try string()
        return isThere ? text : nil
    }

    fileprivate mutating func file() throws(Torn) -> CarriedFile {
        let (name, side) = (try string(), try side())
        let (base, bytes): (Int64, Int64) = (try number(), try number())
        let digest = try string()
        let (encoding, acquirer) = (try optional(), try optional())
        let (hasMerchant, hasIdentifiers) = (try flag(), try flag())
        var totals = FileTotals()
        totals.rows = try count()
        totals.quarantined = try count()
        totals.amount = try number()
        totals.gross = try number()
        totals.fee = try number()
        let (lines, odd) = (try string(), try string())
        let quarantine = try list { pack throws(Torn) in
            QuarantinedRow(
                file: try pack.string(), line: try pack.count(), byte: try pack.number(),
                reason: try pack.string(), chinese: try pack.string(), text: try pack.string())
        }
        return CarriedFile(
            name: name, side: side, base: base, bytes: bytes, digest: digest, encoding: encoding, acquirer: acquirer,
            hasMerchant: hasMerchant, hasIdentifiers: hasIdentifiers, totals: totals, lines: lines, odd: odd,
            quarantine: quarantine)
    }
}
