// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What few contracts say, beside the price every row has: for which cards, channels and trades the row holds, and
/// what is added to the price.
///
/// A row whose terms are `FeeTerms()` is a simple row.
public struct FeeTerms: Hashable, Sendable {
    /// Card brand as the files write it; nil stands for any.
    public var brand: String?
    /// Channel as the files write it (`store`, `online`); nil stands for any.
    public var channel: String?
    /// Merchant categories the row holds for (优惠类商户); empty stands for any.
    public var categories: [CategoryRange] = []
    /// Payments in this many instalments; nil stands for any.
    public var instalments: Int?
    /// A second share of the amount, rounded on its own: what an instalment plan costs more.
    public var addOn = Rate.zero
    /// Interchange, scheme fee and markup, each rounded on its own.
    public var parts: [PartPrice] = []
    /// Share of the fee that is added to it (税).
    public var tax = Rate.zero
    /// What a disputed payment costs, in minor units.
    public var dispute: Int64?
    /// Rates by the month's volume.
    public var volume: VolumePrice?
    public var level = RoundingLevel.transaction
    /// Where the contract says it, as people cite it: `附件二 3.1`.
    public var clause: String?

    public init() {}

    /// Nothing but a clause: the price is the row's own.
    public var isSimple: Bool {
        var bare = self
        bare.clause = nil
        return bare == Self.none
    }

    private static let none = FeeTerms()

    /// Whether a fee depends on more than amount, product, merchant and day.
    var asksMore: Bool {
        brand != nil || channel != nil || instalments != nil || volume != nil || !parts.isEmpty
            || level != .transaction
    }
}

/// Merchant category codes (ISO 18245) from one to another, both ends inside.
public struct CategoryRange: Hashable, Sendable, CustomStringConvertible {
    public let first: UInt16
    public let last: UInt16

    /// Reads `8062` or `8211-8299`; nil for anything else.
    public init?(text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Self.code($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
            return nil
        }
        self.first = first
        self.last = last
    }

    /// Four digits.
    public static func code(_ text: some StringProtocol) -> UInt16? {
        guard text.utf8.count == 4, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return UInt16(text)
    }

    /// Whether a code lies inside.
    public func contains(_ code: UInt16) -> Bool { first <= code && code <= last }

    public var description: String {
        let text = { (code: UInt16) in String(repeating: "0", count: max(0, 4 - String(code).count)) + String(code) }
        return first == last ? text(first) : "\(text(first))-\(text(last))"
    }
}

/// The price of one part of an interchange++ fee.
public struct PartPrice: Hashable, Sendable {
    /// Whose part it is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The cardholder's bank's.
        case interchange
        /// The card scheme's.
        case scheme
        /// The acquirer's own.
        case markup
    }

    public var kind: Kind
    public var rate: Rate
    public var fixed: Int64

    public init(_ kind: Kind, rate: Rate = .zero, fixed: Int64 = 0) {
        self.kind = kind
        self.rate = rate
        self.fixed = fixed
    }
}

/// What is rounded to the minor unit.
public enum RoundingLevel: String, CaseIterable, Hashable, Sendable {
    /// Each fee; the usual contract.
    case transaction
    /// The sum of a batch: merchant, terminal and batch number, or the settlement day where no batch is named.
    case batch
    /// The sum of a merchant's settlement day.
    case day
}
