// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Tender

/// What was read of a record so far.
struct BatchFields {
    private var id: BatchCloseID?
    private var at: Instant?
    private var terminal: TerminalID?
    private var batch: BatchNumber?
    private var rows: Int?
    private var entries: [BatchEntry]?
    private var kind: Int64?
    private var sentAt: Instant?
    private var place: Int?
    /// Debits, their number, credits, their number.
    private var sums = [Int64?](repeating: nil, count: 4)
    private var chinese = ""
    private var english = ""

    /// - Returns: whether the field is one of ours.
    mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
        switch tag.number {
        case BatchTag.id: id = try reader.named(tag, "id") { BatchCloseID($0) }
        case BatchTag.at: at = try reader.value(tag, "at") { Instant(exactly: $0) }
        case BatchTag.terminal: terminal = try reader.named(tag, "terminal") { TerminalID($0) }
        case BatchTag.batch: batch = try reader.named(tag, "batch") { BatchNumber($0) }
        case BatchTag.rows: rows = try reader.value(tag, "rows") { (1...99).contains($0) ? Int($0) : nil }
        case BatchTag.entries: entries = try BatchEntry.decoded(try reader.bytes(tag, "entries"))
        case BatchTag.kind: kind = try reader.number(tag, "kind")
        case BatchTag.sentAt: sentAt = try reader.value(tag, "sent") { Instant(exactly: $0) }
        case BatchTag.place: place = try reader.value(tag, "place") { Int(exactly: $0) }
        case BatchTag.debits...BatchTag.creditCount:
            sums[Int(tag.number - BatchTag.debits)] = try reader.number(tag, "totals")
        case BatchTag.chinese: chinese = try reader.text(tag, "words")
        case BatchTag.english: english = try reader.text(tag, "words")
        default: return false
        }
        return true
    }

    func record(in reader: TaggedReader) throws(DecodeError) -> BatchCloseRecord {
        guard let id, let at else { throw reader.error("id") }
        guard let kind else {
            guard let terminal, let batch, let rows, let entries else { throw reader.error("beginning") }
            return .begun(id, BatchClose(terminal, batch, entries, rowsPerMessage: rows), at: at)
        }
        return .step(id, BatchStep(at: at, try step(kind, in: reader)))
    }

    private func step(_ kind: Int64, in reader: TaggedReader) throws(DecodeError) -> BatchStep.Kind {
        switch kind {
        case 1:
            guard let sentAt else { throw reader.error("sent") }
            return .event(.sent(sentAt))
        case 2: return .event(.balanced)
        case 3: return .event(.different(told: told))
        case 4:
            guard let place else { throw reader.error("place") }
            return .event(.taken(upTo: place))
        case 5: return .event(.ended)
        case 6: return .stopped(Bilingual(zh: chinese, en: english))
        default: throw reader.error("kind")
        }
    }

    private var told: BatchTotals? {
        guard let debits = sums[0], let debitCount = sums[1], let credits = sums[2], let creditCount = sums[3] else {
            return nil
        }
        return BatchTotals(
            debits: Int128(debits), count: Int(clamping: debitCount), credits: Int128(credits),
            count: Int(clamping: creditCount))
    }
}

/// Entries one after the other: number of them, then of each the attempt, kind, amount, currency, voucher, foreign.
extension BatchEntry {
    static func encoded(_ entries: [BatchEntry]) -> [UInt8] {
        var writer = ByteWriter(reserving: 16 + entries.count * 56)
        writer.varint(UInt64(entries.count))
        for entry in entries {
            writer.text(entry.attempt.text)
            writer.byte(entry.kind.rawValue)
            writer.signed(entry.amount.minor)
            writer.text(entry.amount.currency.code)
            writer.text(entry.voucher.text)
            writer.byte(entry.isForeign ? 1 : 0)
        }
        return writer.bytes
    }

    static func decoded(_ bytes: ArraySlice<UInt8>) throws(DecodeError) -> [BatchEntry] {
        var cursor = ByteCursor(bytes)
        var entries: [BatchEntry] = []
        // Each entry takes bytes, so a count beyond them ends with an error and not with memory.
        for _ in 0..<(try cursor.varint("entries")) { entries.append(try BatchEntry(from: &cursor)) }
        return entries
    }

    private init(from cursor: inout ByteCursor) throws(DecodeError) {
        let start = cursor.offset
        let attempt = AttemptID(try cursor.text("attempt", limit: 64))
        let kind = MovementKind(rawValue: try cursor.byte("kind"))
        let minor = try cursor.signed("amount")
        let currency = Currency(code: try cursor.text("currency", limit: 3))
        let voucher = VoucherNumber(try cursor.text("voucher", limit: 64))
        let isForeign = try cursor.byte("foreign") == 1
        guard let attempt, let kind, let currency, let voucher else {
            throw DecodeError(.invalid, at: start, field: "entry")
        }
        self.init(
            attempt, kind, Money(minor: minor, currency: currency), voucher: voucher, isForeign: isForeign)
    }
}
