// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Printing
internal import Tender

extension ReceiptEntry {
    /// Most bytes of one captured slip that are read back.
    private static let byteLimit = 64 << 20

    /// nil for a type that is none of these.
    static func read(_ type: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> ReceiptEntry? {
        switch type {
        case 12: return .captured(try captured(from: &cursor), try reading(from: &cursor))
        case 13: return .event(try event(from: &cursor))
        case 14: return .printer(try printer(from: &cursor))
        case 15: return .condition(try condition(from: &cursor))
        case 16: return .copyAsked(try copyRequest(from: &cursor))
        case 17: return .delivery(try delivery(from: &cursor))
        default: return nil
        }
    }

    private static func captured(from cursor: inout ByteCursor) throws(DecodeError) -> CapturedJob {
        let id = try job("job", from: &cursor)
        let printer = try cursor.text("printer", limit: 200)
        let sender = try cursor.text("sender", limit: 200)
        let startedAt = Instant(milliseconds: try cursor.signed("startedAt"))
        let endedAt = Instant(milliseconds: try cursor.signed("endedAt"))
        let ending = try named("ending", CapturedJob.Ending.init(rawValue:), from: &cursor)
        let masked = Int(clamping: try cursor.signed("masked"))
        let copy = Int(clamping: try cursor.signed("copy"))
        let original = PrintJobID(try cursor.text("original", limit: 26))
        return CapturedJob(
            id: id, printer: printer, sender: sender, startedAt: startedAt, endedAt: endedAt, ending: ending,
            bytes: Array(try bytes("bytes", limit: byteLimit, from: &cursor)), maskedNumbers: masked, copy: copy,
            original: original)
    }

    private static func reading(from cursor: inout ByteCursor) throws(DecodeError) -> SlipReading {
        let text = try cursor.text("text", limit: 4 << 20)
        let encoding = try cursor.text("encoding", limit: 100)
        let confidence = Int(clamping: try cursor.signed("confidence"))
        let isCutShort = try cursor.byte("cutShort") != 0
        let factsConfidence = Int(clamping: try cursor.signed("factsConfidence"))
        let facts = try bytes("facts", limit: 1 << 16, from: &cursor)
        let known = facts.isEmpty ? nil : try Facts(decoding: facts)
        // Entries of earlier versions end here: their sums are those of the facts.
        let (amount, time) = cursor.isAtEnd ? (nil, nil) : try listed(from: &cursor)
        return SlipReading(
            text: text, encoding: encoding, confidence: confidence, isCutShort: isCutShort, facts: known,
            factsConfidence: factsConfidence, amount: amount, time: time)
    }

    private static func listed(
        from cursor: inout ByteCursor
    ) throws(DecodeError) -> (amount: Money?, time: CivilTime?) {
        let currency = Currency(code: try cursor.text("currency", limit: 8))
        let minor = try cursor.signed("amount")
        let hasTime = try cursor.byte("hasTime") != 0
        let time = try cursor.signed("time")
        return (
            currency.map { Money(minor: minor, currency: $0) },
            hasTime ? CivilTime(secondsSinceEpoch: time) : nil
        )
    }

    private static func event(from cursor: inout ByteCursor) throws(DecodeError) -> PrintEvent {
        let job = try job("job", from: &cursor)
        let number = Int(clamping: try cursor.signed("number"))
        let at = Instant(milliseconds: try cursor.signed("at"))
        let (kind, word) = (try cursor.text("kind", limit: 40), try cursor.text("word", limit: 200))
        guard let kind = PrintWord.printKind(kind, word) else {
            throw DecodeError(.invalid, at: cursor.offset, field: "kind")
        }
        return PrintEvent(job: job, number: number, at: at, kind: kind, by: try cursor.text("by", limit: 200))
    }

    private static func delivery(from cursor: inout ByteCursor) throws(DecodeError) -> DeliveryEvent {
        let receipt = try job("receipt", from: &cursor)
        let at = Instant(milliseconds: try cursor.signed("at"))
        let (kind, word) = (try cursor.text("kind", limit: 40), try cursor.text("word", limit: 400))
        guard let kind = PrintWord.deliveryKind(kind, word) else {
            throw DecodeError(.invalid, at: cursor.offset, field: "kind")
        }
        return DeliveryEvent(receipt: receipt, at: at, kind: kind, by: try cursor.text("by", limit: 200))
    }

    private static func printer(from cursor: inout ByteCursor) throws(DecodeError) -> PrinterRecord {
        let name = try cursor.text("name", limit: 200)
        let store = try named("store", { StoreID($0) }, from: &cursor)
        let address = try cursor.text("address", limit: 300)
        let port = Int(clamping: try cursor.signed("port"))
        let profile = try cursor.text("profile", limit: 100)
        let age = Int(clamping: try cursor.signed("age"))
        let failOver = try cursor.text("failOver", limit: 200)
        var senders: [String] = []
        for _ in 0..<(try cursor.varint("senders")) { senders.append(try cursor.text("sender", limit: 100)) }
        return PrinterRecord(
            name: name, store: store, address: address, listenPort: port, profile: profile, ageLimitMinutes: age,
            failOver: failOver, senders: senders)
    }

    private static func condition(from cursor: inout ByteCursor) throws(DecodeError) -> PrinterCondition {
        let name = try cursor.text("printer", limit: 200)
        let at = Instant(milliseconds: try cursor.signed("changedAt"))
        var condition = PrinterCondition(printer: name, changedAt: at)
        condition.link = try named("link", PrinterCondition.Link.init(rawValue:), from: &cursor)
        condition.paper = try named("paper", PrinterCondition.Paper.init(rawValue:), from: &cursor)
        condition.proof = try named("proof", PrinterCondition.Proof.init(rawValue:), from: &cursor)
        condition.isCoverOpen = try cursor.byte("cover") != 0
        condition.hasCutterError = try cursor.byte("cutter") != 0
        condition.hasUnrecoverableError = try cursor.byte("unrecoverable") != 0
        condition.isOffline = try cursor.byte("offline") != 0
        return condition
    }

    private static func copyRequest(from cursor: inout ByteCursor) throws(DecodeError) -> CopyRequest {
        let (job, original) = (try job("job", from: &cursor), try job("original", from: &cursor))
        let copy = Int(clamping: try cursor.signed("copy"))
        let printer = try cursor.text("printer", limit: 200)
        return CopyRequest(
            job: job, original: original, copy: copy, printer: printer, reason: try cursor.text("reason", limit: 400))
    }

    private static func job(_ field: String, from cursor: inout ByteCursor) throws(DecodeError) -> PrintJobID {
        try named(field, { PrintJobID($0) }, from: &cursor)
    }

    private static func named<Value>(
        _ field: String, _ make: (String) -> Value?, from cursor: inout ByteCursor
    ) throws(DecodeError) -> Value {
        let start = cursor.offset
        guard let value = make(try cursor.text(field, limit: 100)) else {
            throw DecodeError(.invalid, at: start, field: field)
        }
        return value
    }

    private static func bytes(
        _ field: String, limit: Int, from cursor: inout ByteCursor
    ) throws(DecodeError) -> ArraySlice<UInt8> {
        let start = cursor.offset
        let count = try cursor.varint(field)
        guard count <= UInt64(limit) else { throw DecodeError(.tooLong, at: start, field: field) }
        return try cursor.raw(Int(count), field)
    }
}
