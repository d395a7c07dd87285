// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a case about no transaction is about, as a text that stays the same for ever.
///
///     terminal:30100001                       one terminal
///     batch:30100001/000158                   one batch of a terminal
///     printer:front-1                         one printer
///     settlement:2026-11-15/9992900541/CNY    what one acquirer settled with a merchant on one day
///     gap:voucher:30100001:000101:001204      numbers that are missing
///     store:S01                               many things of one store at once
///     shop:                                   many stores, or many things of no store, at once
public struct WatchSubject: Hashable, Sendable, Comparable, CustomStringConvertible {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case terminal, batch, printer, settlement, gap, store, shop
        /// A wallet account's bill of a day: `wechat:1900000001/2026-11-25`.
        case bill

        /// Whether it stands for many things at once.
        public var isGroup: Bool { self == .store || self == .shop }
    }

    /// Bytes of a subject's text.
    public static let byteCountMax = 200

    public let kind: Kind
    public let name: String

    /// nil for a name with control characters, or a text above `byteCountMax`; a name is empty for the shop alone.
    public init?(_ kind: Kind, _ name: String = "") {
        guard name.isEmpty == (kind == .shop), name.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }),
            kind.rawValue.utf8.count + 1 + name.utf8.count <= Self.byteCountMax
        else { return nil }
        self.kind = kind
        self.name = name
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let mark = text.firstIndex(of: ":"), let kind = Kind(rawValue: String(text[..<mark])) else { return nil }
        self.init(kind, String(text[text.index(after: mark)...]))
    }

    public var text: String { "\(kind.rawValue):\(name)" }
    public var description: String { text }

    /// Number of the terminal that it is, or that has the batch; nil for other kinds.
    public var terminal: String? {
        switch kind {
        case .terminal: name
        case .batch: name.split(separator: "/").first.map { String($0) }
        case .printer, .settlement, .gap, .store, .shop, .bill: nil
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
