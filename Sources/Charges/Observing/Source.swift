// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Who said it (来源). The raw value is the rank of truth: a higher source is believed over a lower one.
public enum Source: UInt8, CaseIterable, Sendable, Hashable, Comparable {
    /// Evidence that a slip was issued; says nothing about money.
    case receipt = 1
    case person = 2
    case till = 3
    case terminal = 4
    /// A signed notice from a wallet or acquirer.
    case callback = 5
    /// An answer we asked the acquirer for.
    case inquiry = 6
    case clearing = 7
    case bank = 8

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Stable name in the journal, the API and the database.
    public var name: String {
        switch self {
        case .receipt: "receipt"
        case .person: "person"
        case .till: "till"
        case .terminal: "terminal"
        case .callback: "callback"
        case .inquiry: "inquiry"
        case .clearing: "clearing"
        case .bank: "bank"
        }
    }

    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
