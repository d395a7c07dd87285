// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A field of a dialect: its layout on the wire, its name, what is hidden of it and what it is made of.
public struct FieldRule: Sendable, Hashable {
    /// What a description hides.
    public enum Masking: String, Sendable, Hashable, CaseIterable {
        /// Nothing, save card numbers within it: 13 to 19 digits whose check digit fits.
        case open
        /// All but the first six and last four of a card number.
        case card
        /// A track: its card number as above, all else whole.
        case track
        /// Everything.
        case secret
        /// The values of the chip tags that hold card data.
        case chip
        /// The card number of each detail of a batch upload.
        case details
    }

    /// A piece of a field, by its place.
    public struct Piece: Sendable, Hashable {
        /// `60.1`.
        public let label: String
        public let name: String
        /// Characters; the last piece takes what is left where 0.
        public let count: Int

        public init(_ label: String, _ count: Int, _ name: String) {
            self.label = label
            self.count = count
            self.name = name
        }
    }

    public let number: Int
    public var name: String
    public var layout: FieldLayout
    public var masking: Masking
    public var pieces: [Piece] = []

    public init(_ number: Int, _ name: String, _ layout: FieldLayout, masking: Masking = .open, pieces: [Piece] = []) {
        self.number = number
        self.name = name
        self.layout = layout
        self.masking = masking
        self.pieces = pieces
    }

    /// Fields that hold card data wherever ISO 8583 is spoken; no dialect may leave them open.
    static let alwaysMasked: [Int: Masking] = [
        2: .card, 14: .secret, 34: .card, 35: .track, 36: .track, 45: .track, 52: .secret, 55: .chip,
    ]

    /// What is wrong with the rule, in words; nil for nothing.
    var problem: String? {
        guard (2...192).contains(number) else { return "field numbers are 2 to 192" }
        guard layout.limit > 0 else { return "a field has at least one character" }
        switch layout.prefix {
        case .fixed: if layout.prefixDigits != 0 { return "a fixed field has no length digits" }
        default:
            guard (1...4).contains(layout.prefixDigits) else { return "a length has one to four digits" }
            let most = [9, 99, 999, 9_999][Int(layout.prefixDigits) - 1]
            let widest = layout.counting == .octets ? layout.octets(ofUnits: Int(layout.limit)) : Int(layout.limit)
            if layout.prefix == .binary {
                guard widest <= (layout.prefixDigits <= 2 ? 255 : 65_535) else {
                    return "the length cannot say so much"
                }
            } else if widest > most {
                return "a length of \(layout.prefixDigits) digits cannot say \(widest)"
            }
        }
        switch (layout.content, layout.encoding) {
        case (.b, .binary), (.b, .hex), (.n, .bcd), (.z, .bcd), (.x, .bcd): break
        case (_, .bcd), (_, .binary), (_, .hex), (.b, _):
            return "content \(layout.content.spelling) cannot be written in \(layout.encoding)"
        default: break
        }
        if layout.content == .x {
            guard layout.prefix == .fixed, !layout.limit.isMultiple(of: 2), layout.padding == .none else {
                return "x+n is a sign and an even number of digits, of fixed length and not padded"
            }
        }
        if layout.form != .none {
            guard layout.content == .n, layout.prefix == .fixed, Int(layout.limit) == layout.form.spelling.utf8.count
            else { return "a date is n of its own length" }
        }
        return nil
    }
}
