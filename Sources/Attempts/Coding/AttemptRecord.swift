// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Charges
public import Tender

/// What the journal keeps of an attempt: that it is intended, or what happened with it.
///
///     version 1 │ kind │ id │ fields of the intent, or of the event, tagged and in rising order
public enum AttemptRecord: Hashable, Sendable {
    case intended(Attempt)
    case event(AttemptID, AttemptEvent)

    public var id: AttemptID {
        switch self {
        case .intended(let attempt): attempt.id
        case .event(let id, _): id
        }
    }

    private static let version: UInt8 = 1

    /// The same value gives the same bytes everywhere. Of an intended attempt only what is fixed is kept.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 160)
        writer.version(Self.version)
        writer.text(AttemptTag.id, id.text)
        switch self {
        case .intended(let attempt): attempt.writeIntent(to: &writer)
        case .event(_, let event): event.write(to: &writer)
        }
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: [UInt8]) throws(DecodeError) {
        var reader = TaggedReader(bytes[...], name: "attempt")
        guard try reader.version() == Self.version else { throw reader.error("version") }
        var fields = AttemptFields()
        while let tag = try reader.next() {
            if try !fields.read(tag, from: &reader) { try reader.skip(tag) }
        }
        guard let id = fields.id else { throw reader.error("id") }
        if fields.isIntent {
            self = .intended(try fields.attempt(id, in: reader))
        } else {
            self = .event(id, try fields.event(in: reader))
        }
    }
}

/// Field numbers. Never reuse or change one.
enum AttemptTag {
    static let id: UInt8 = 1
    static let at: UInt8 = 2
    static let by: UInt8 = 3
    static let words: UInt8 = 4
    // The intent.
    static let movement: UInt8 = 10
    static let order: UInt8 = 11
    static let amount: UInt8 = 12
    static let currency: UInt8 = 13
    static let terminal: UInt8 = 14
    static let voucher: UInt8 = 15
    static let original: UInt8 = 16
    static let key: UInt8 = 17
    static let ability: UInt8 = 18
    static let policy: UInt8 = 19
    static let batch: UInt8 = 20
    static let linkNote: UInt8 = 21
    static let link: UInt8 = 22
    static let refund: UInt8 = 23
    static let till: UInt8 = 24
    // An event.
    static let kind: UInt8 = 30
    static let outcome: UInt8 = 31
    static let approved: UInt8 = 32
    static let approvedCurrency: UInt8 = 33
    static let code: UInt8 = 34
    static let reference: UInt8 = 35
    static let authorisation: UInt8 = 36
    static let card: UInt8 = 37
    static let loss: UInt8 = 38
    static let settlement: UInt8 = 39
    static let text: UInt8 = 40
    static let answerNote: UInt8 = 41
}

extension AttemptEvent.Kind {
    /// Numbers in the journal. Never reuse or change one.
    var number: Int64 {
        switch self {
        case .sent: 1
        case .notSent: 2
        case .answered: 3
        case .lost: 4
        case .asked: 5
        case .notFound: 6
        case .stillOpen: 7
        case .reversalSent: 8
        case .reversalDone: 9
        case .reversalNotFound: 10
        case .reversalRefused: 11
        case .repeated: 12
        case .settled: 13
        }
    }
}
