// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the customer hands over for one request. It lives in memory while the request is sent and is never kept,
/// logged or described.
public enum PaymentInput: Sendable {
    /// The device reads the card itself.
    case none
    /// The code on the customer's telephone.
    case walletCode(String)
    case card(CardInput)
    /// The till's own message to the terminal, to go out as it came.
    case message([UInt8])
}

/// A card as the till's reader read it.
public struct CardInput: Sendable, CustomStringConvertible {
    /// 8 to 19 digits.
    public let number: String
    /// YYMM.
    public let expiry: String?
    /// Track 2 as digits and `=` or `D`.
    public let track2: String?
    /// 8 bytes, encrypted under the terminal's PIN key.
    public let pinBlock: [UInt8]?
    /// BER-TLV of field 55.
    public let chip: [UInt8]
    /// Field 22's first two digits: 01 manual, 02 magnetic, 05 chip, 07 contactless.
    public let entryMode: String
    /// Field 23.
    public let sequence: String?

    public init(
        number: String, expiry: String? = nil, track2: String? = nil, pinBlock: [UInt8]? = nil, chip: [UInt8] = [],
        entryMode: String, sequence: String? = nil
    ) {
        self.number = number
        self.expiry = expiry
        self.track2 = track2
        self.pinBlock = pinBlock
        self.chip = chip
        self.entryMode = entryMode
        self.sequence = sequence
    }

    /// Says nothing of the card.
    public var description: String { "card input" }
}
