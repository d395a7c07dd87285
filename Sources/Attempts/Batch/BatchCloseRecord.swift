// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Charges
public import Tender

/// What the journal keeps of a close: that it began and with which entries, or what happened with it.
///
///     version 1 │ id │ at │ fields of the beginning, or of the step, tagged and in rising order
public enum BatchCloseRecord: Hashable, Sendable {
    case begun(BatchCloseID, BatchClose, at: Instant)
    case step(BatchCloseID, BatchStep)

    public var id: BatchCloseID {
        switch self {
        case .begun(let id, _, _), .step(let id, _): id
        }
    }

    private static let version: UInt8 = 1

    /// The same value gives the same bytes everywhere. Of a close that began only what is fixed is kept.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 96)
        writer.version(Self.version)
        writer.text(BatchTag.id, id.text)
        switch self {
        case .begun(_, let close, let at):
            writer.number(BatchTag.at, at.milliseconds)
            writer.text(BatchTag.terminal, close.terminal.text)
            writer.text(BatchTag.batch, close.batch.text)
            writer.number(BatchTag.rows, Int64(close.rowsPerMessage))
            writer.bytes(BatchTag.entries, BatchEntry.encoded(close.entries))
        case .step(_, let step):
            writer.number(BatchTag.at, step.at.milliseconds)
            step.write(to: &writer)
        }
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var reader = TaggedReader(bytes, name: "batch")
        guard try reader.version() == Self.version else { throw reader.error("version") }
        var fields = BatchFields()
        while let tag = try reader.next() {
            if try !fields.read(tag, from: &reader) { try reader.skip(tag) }
        }
        self = try fields.record(in: reader)
    }
}

/// Field numbers. Never reuse or change one.
enum BatchTag {
    static let id: UInt8 = 1
    static let at: UInt8 = 2
    // The beginning.
    static let terminal: UInt8 = 10
    static let batch: UInt8 = 11
    static let rows: UInt8 = 12
    static let entries: UInt8 = 13
    // A step.
    static let kind: UInt8 = 20
    static let sentAt: UInt8 = 21
    static let place: UInt8 = 22
    static let debits: UInt8 = 23
    static let debitCount: UInt8 = 24
    static let credits: UInt8 = 25
    static let creditCount: UInt8 = 26
    static let chinese: UInt8 = 27
    static let english: UInt8 = 28
}

extension BatchStep {
    fileprivate func write(to writer: inout TaggedWriter) {
        switch kind {
        case .event(.sent(let time)):
            writer.number(BatchTag.kind, 1)
            writer.number(BatchTag.sentAt, time.milliseconds)
        case .event(.balanced): writer.number(BatchTag.kind, 2)
        case .event(.different(let told)):
            writer.number(BatchTag.kind, 3)
            guard let told else { return }
            writer.number(BatchTag.debits, Int64(clamping: told.debits))
            writer.number(BatchTag.debitCount, Int64(told.debitCount))
            writer.number(BatchTag.credits, Int64(clamping: told.credits))
            writer.number(BatchTag.creditCount, Int64(told.creditCount))
        case .event(.taken(let place)):
            writer.number(BatchTag.kind, 4)
            writer.number(BatchTag.place, Int64(place))
        case .event(.ended): writer.number(BatchTag.kind, 5)
        case .stopped(let words):
            writer.number(BatchTag.kind, 6)
            writer.text(BatchTag.chinese, words.chinese)
            writer.text(BatchTag.english, words.english)
        }
    }
}
