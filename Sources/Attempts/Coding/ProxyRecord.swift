// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Charges
public import Tender

/// What the journal keeps of a till that waits behind a terminal proxy, beside the attempt that it began.
///
///     version 1 │ id │ the terminal's answer without card data │ or: the till has it
public enum ProxyRecord: Hashable, Sendable {
    /// What the till is to be told, as plain JSON without card data.
    case answered(AttemptID, [UInt8])
    /// The till has its answer, as far as the connection can prove it.
    case delivered(AttemptID)

    public var id: AttemptID {
        switch self {
        case .answered(let id, _), .delivered(let id): id
        }
    }

    /// Most bytes of an answer that is kept; a longer one is told to the till and then made anew from the attempt.
    public static let answerLimit = 256 << 10

    private static let version: UInt8 = 1
    /// Field numbers. Never reuse or change one.
    private enum Tag {
        static let id: UInt8 = 1
        static let answer: UInt8 = 2
        static let delivered: UInt8 = 3
    }

    /// The same value gives the same bytes everywhere.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 64)
        writer.version(Self.version)
        writer.text(Tag.id, id.text)
        switch self {
        case .answered(_, let answer): writer.bytes(Tag.answer, answer)
        case .delivered: writer.number(Tag.delivered, 1)
        }
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: [UInt8]) throws(DecodeError) {
        var reader = TaggedReader(bytes[...], name: "proxy")
        guard try reader.version() == Self.version else { throw reader.error("version") }
        var (id, answer, isDelivered): (AttemptID?, [UInt8]?, Bool) = (nil, nil, false)
        while let tag = try reader.next() {
            switch tag.number {
            case Tag.id: id = try reader.named(tag, "id") { AttemptID($0) }
            case Tag.answer: answer = Array(try reader.bytes(tag, "answer"))
            case Tag.delivered: isDelivered = try reader.number(tag, "delivered") == 1
            default: try reader.skip(tag)
            }
        }
        guard let id else { throw reader.error("id") }
        if let answer {
            self = .answered(id, answer)
        } else if isDelivered {
            self = .delivered(id)
        } else {
            throw reader.error("kind")
        }
    }
}
