// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tender

/// Rows of earlier runs as records, out of what the folder keeps of them. One lookup is used by one thread.
final class CarriedLookup {
    private let carried: Carried
    private let plan: ReadingPlan
    private let tills: [Int64: RowNote]
    private let acquirers: [Int64: RowNote]
    private var lines: [Int: Carried.Lines] = [:]
    /// Rows of the partition at hand, while it is joined.
    private var shelf: (tills: [KeptRow], acquirers: [KeptRow]) = ([], [])
    private var shelfNotes: (tills: [Int64: RowNote], acquirers: [Int64: RowNote])?

    init(_ carried: Carried, _ plan: ReadingPlan) {
        self.carried = carried
        self.plan = plan
        (tills, acquirers) = carried.sealed()
    }

    func shelve(tills: [KeptRow], acquirers: [KeptRow]) {
        shelf = (tills, acquirers)
        shelfNotes = nil
    }

    @inline(__always)
    func holds(_ row: MatchRow, _ side: InputTable.Side) -> Bool {
        switch side {
        case .till: row.place < carried.tillBytes
        case .acquirer: row.place < carried.acquirerBytes
        case .bank, .receipt, .order: false
        }
    }

    /// `file:line@byte` of a row.
    func reference(_ row: MatchRow, side: InputTable.Side) -> String {
        guard let file = carried.file(of: row.place, side), let known = known(file) else { return "" }
        let offset = row.place - carried.past.files[file].base
        return reference(file: file, offset: offset, line: known.index.line(offset: offset, lowByte: row.lineByte))
    }

    /// An acquirer row's line.
    func line(_ row: MatchRow) -> Int {
        guard let file = carried.file(of: row.place, .acquirer), let known = known(file) else { return 0 }
        return known.index.line(offset: row.place - carried.past.files[file].base, lowByte: row.lineByte)
    }

    func reference(file: Int, offset: Int64, line: Int) -> String {
        let name = carried.past.files[file].name
        guard let known = known(file) else { return name }
        guard let origins = known.origins else { return "\(name):\(line)@\(offset)" }
        let place = line - known.index.firstLine
        guard origins.indices.contains(place) else { return name }
        return "\(name):\(origins[place].line)@\(origins[place].byte)"
    }

    private func known(_ file: Int) -> Carried.Lines? {
        if let known = lines[file] { return known }
        lines[file] = carried.lines(of: file)
        return lines[file]
    }

    private func note(_ row: MatchRow, _ side: InputTable.Side) -> RowNote? {
        if let note = side == .till ? tills[row.place] : acquirers[row.place] { return note }
        if shelfNotes == nil {
            let notes = { (rows: [KeptRow]) in Dictionary(rows.map { ($0.row.place, $0.note) }) { first, _ in first } }
            shelfNotes = (notes(shelf.tills), notes(shelf.acquirers))
        }
        return side == .till ? shelfNotes?.tills[row.place] : shelfNotes?.acquirers[row.place]
    }

    func till(_ row: MatchRow) -> TillRecord? {
        note(row, .till).flatMap { till(KeptRow(row: row, note: $0)) }
    }

    func acquirer(_ row: MatchRow) -> AcquirerRecord? {
        note(row, .acquirer).flatMap { acquirer(KeptRow(row: row, note: $0)) }
    }

    private func till(_ kept: KeptRow) -> TillRecord? {
        var record: TillRecord
        if kept.note.isOdd {
            guard let odd = odd(kept.row, .till, { bytes throws(PackedReader.Torn) in try TillRecord(packed: bytes) })
            else { return nil }
            record = odd
        } else {
            record = TillRecord()
            let key = key(kept.row)
            (record.merchant, record.terminal) = (key.merchant, key.terminal)
            (record.rrn, record.batch, record.trace, record.type) = (key.rrn, key.batch, key.trace, key.type)
            record.product = text(plan.products, kept.note.product)
            record.status = RowFlag.till(of: kept.row.flags).status == .declined ? "declined" : ""
            record.amount = Int64(kept.row.amount)
            record.timeText = Self.time(kept.note)
        }
        record.reference = reference(kept.row, side: .till)
        return record
    }

    private func acquirer(_ kept: KeptRow) -> AcquirerRecord? {
        var record: AcquirerRecord
        if kept.note.isOdd {
            guard let odd = charge(kept.row) else { return nil }
            record = odd.record
        } else {
            record = AcquirerRecord()
            let key = key(kept.row)
            (record.merchant, record.terminal) = (key.merchant, key.terminal)
            (record.rrn, record.batch, record.trace, record.type) = (key.rrn, key.batch, key.trace, key.type)
            record.product = text(plan.products, kept.note.product)
            record.batch = text(carried.batches, kept.note.batch)
            record.amount = Int64(kept.row.amount)
            record.fee = kept.note.flags & RowNote.hasFee == 0 ? nil : kept.note.fee
            record.settleDate = kept.note.settled.map { CivilDate(daysSinceEpoch: $0) }
            record.timeText = Self.time(kept.note)
            record.currency = kept.note.flags & RowNote.hasCurrency == 0 ? "" : plan.currency.code
            record.isPriced = true
        }
        record.acquirer = carried.file(of: kept.row.place, .acquirer).flatMap { carried.past.files[$0].acquirer }
        record.reference = reference(kept.row, side: .acquirer)
        return record
    }

    /// An acquirer's row whose texts are kept apart.
    func charge(_ row: MatchRow) -> OddCharge? {
        odd(row, .acquirer) { bytes throws(PackedReader.Torn) in try OddCharge(packed: bytes) }
    }

    /// The row's time, in seconds since 1970.
    func seconds(_ kept: KeptRow) -> Int64? {
        if let seconds = kept.note.seconds { return seconds }
        return kept.note.isOdd ? till(kept)?.time?.secondsSinceEpoch : nil
    }

    private func odd<Record>(
        _ row: MatchRow, _ side: InputTable.Side, _ record: ([UInt8]) throws(PackedReader.Torn) -> Record
    ) -> Record? {
        do throws(PackedReader.Torn) {
            guard let bytes = carried.odd(row.place, side) else { throw PackedReader.Torn() }
            return try record(bytes)
        } catch {
            let file = carried.file(of: row.place, side).map { carried.past.files[$0].odd } ?? CarryManifest.name
            carried.noteDamage(file)
            return nil
        }
    }

    private func key(_ row: MatchRow) -> SlipKey { SlipKey(row, plan) }

    private func text(_ pool: TextPool, _ number: UInt32) -> String {
        String(decoding: pool.text(number), as: UTF8.self)
    }

    private static func time(_ note: RowNote) -> String {
        note.seconds.map { CivilTime(secondsSinceEpoch: $0).description } ?? ""
    }
}

/// What the words of a match row say in texts.
private struct SlipKey {
    let merchant: String
    let terminal: String
    var rrn = "", batch = "", trace = ""
    let type: String

    init(_ row: MatchRow, _ plan: ReadingPlan) {
        merchant = String(decoding: plan.merchants.text(row.merchant), as: UTF8.self)
        terminal = String(decoding: plan.terminals.text(row.terminal), as: UTF8.self)
        type = RowType.names.indices.contains(Int(row.type)) ? RowType.names[Int(row.type)] : ""
        switch row.form {
        case 1...12: rrn = Self.digits(row.reference, Int(row.form))
        case JoinKey.voucher:
            batch = Self.digits(row.reference >> 20, 6)
            trace = Self.digits(row.reference & 0xF_FFFF, 6)
        case JoinKey.oddVoucher:
            let text = plan.references.text(UInt32(truncatingIfNeeded: row.reference))
            guard text.count >= 3 else { return }
            let length = min(Int(text[0]) << 16 | Int(text[1]) << 8 | Int(text[2]), text.count - 3)
            batch = String(decoding: text[3..<3 + length], as: UTF8.self)
            trace = String(decoding: text[(3 + length)...], as: UTF8.self)
        default: rrn = String(decoding: plan.references.text(UInt32(truncatingIfNeeded: row.reference)), as: UTF8.self)
        }
    }

    private static func digits(_ number: UInt64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
