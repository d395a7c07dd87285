// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The message type indicator: four digits that open every message.
///
///     0 2 1 0
///     │ │ │ └ origin: 0 acquirer, 1 acquirer again, …
///     │ │ └── function: 0 request, 1 its reply, 2 advice, 3 its reply, …
///     │ └──── class: 1 authorisation, 2 financial, 3 files, 4 reversal, 5 reconciliation, 8 network
///     └────── version: 0 of 1987, 1 of 1993, 2 of 2003, 8 national, 9 private
///
public struct MessageType: Sendable, Hashable {
    /// The digits as four nibbles: `0x0210`.
    public let digits: UInt16

    /// Four digits, of a version that ISO gave out (0 to 2, 8, 9); nil for anything else.
    public init?(digits: UInt16) {
        for shift in [0, 4, 8, 12] where digits >> shift & 15 > 9 { return nil }
        guard !(3...7).contains(digits >> 12) else { return nil }
        self.digits = digits
    }

    init(unchecked digits: UInt16) { self.digits = digits }

    /// `"0210"`; nil for anything but four digits of a version that ISO gave out.
    public init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8)
        guard characters.count == 4, characters.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.init(digits: characters.reduce(0) { $0 << 4 | UInt16($1 & 15) })
    }

    public var text: String {
        String(decoding: [12, 8, 4, 0].map { UInt8(48 + digits >> $0 & 15) }, as: UTF8.self)
    }

    public var version: Int { Int(digits >> 12) }
    public var messageClass: Int { Int(digits >> 8 & 15) }
    public var function: Int { Int(digits >> 4 & 15) }
    public var origin: Int { Int(digits & 15) }

    /// Whether the other side is to answer: an even function.
    public var expectsReply: Bool { function.isMultiple(of: 2) }

    /// What answers this message: 0200 → 0210, 0401 → 0410, 0320 → 0330. A reply has none.
    public var reply: MessageType? {
        guard expectsReply, function < 9 else { return nil }
        // A repeat is answered as its original is: the origin digit falls back to the even one below.
        return MessageType(digits: (digits & 0xFFF0 | digits & 0x000E) + 0x10)
    }
}

extension MessageType: CustomStringConvertible {
    public var description: String { text }
}
