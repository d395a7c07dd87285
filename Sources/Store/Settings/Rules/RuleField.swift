// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
public import Charges
internal import Refunds
public import Tender

/// One thing that can be set, with its key, its words, and how it is read and written as text.
///
/// Keys are for ever: the journal holds values under them. `hours.N1`, `closed.N1`, `worked.N1` are the three of store
/// N1, `deadline.RC-01` those of a code.
public struct RuleField: Sendable, Identifiable {
    public enum Group: String, CaseIterable, Sendable, Hashable {
        case limits, windows, retention, hours, deadlines, messages

        /// Whether one administrator proposes and another agrees.
        public var needsTwo: Bool {
            switch self {
            case .limits, .windows, .retention: true
            case .hours, .deadlines, .messages: false
            }
        }
    }

    public let key: String
    public let group: Group
    public let label: Bilingual
    /// What may be typed.
    public let hint: Bilingual
    let read: @Sendable (ShopRules) -> String
    /// Takes a text; gives the problem back where it is not taken, and the rules are then as they were.
    let write: @Sendable (inout ShopRules, String) -> Bilingual?

    public var id: String { key }

    /// The value as it is typed.
    public func text(in rules: ShopRules) -> String { read(rules) }

    /// Takes a text.
    ///
    /// - Throws: what is wrong with it; nothing was changed then.
    public func set(_ text: String, in rules: inout ShopRules) throws(RuleProblem) {
        guard text.utf8.count <= Self.byteLimit else {
            throw RuleProblem(key, Bilingual(zh: "太长了。", en: "Too long."))
        }
        if let words = write(&rules, text) { throw RuleProblem(key, words) }
    }

    /// Most bytes of one value.
    public static let byteLimit = 8_000

    /// All fields of a shop with these stores, in the order of the page.
    public static func all(stores: [StoreID]) -> [RuleField] {
        limits + windows + retention + hours(of: nil) + stores.flatMap { hours(of: $0) } + messages
            + CodeTable.rows.map { deadline($0.code) }
    }

    /// The field of a key; nil for one that this version does not know.
    public static func named(_ key: String) -> RuleField? {
        if let field = fixed[key] { return field }
        let parts = key.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        if parts[0] == "deadline" { return FindingCode(String(parts[1])).map { deadline($0) } }
        guard ["hours", "closed", "worked"].contains(parts[0]), let store = StoreID(String(parts[1])) else {
            return nil
        }
        return hours(of: store).first { $0.key == key }
    }

    private static let fixed = Dictionary(
        uniqueKeysWithValues: (limits + windows + retention + hours(of: nil) + messages).map { ($0.key, $0) })
}

extension ShopRules {
    /// Every value with its key: what the journal keeps, so that a later default changes nothing that was set.
    public var texts: [(key: String, text: String)] {
        let fields =
            RuleField.all(stores: hours.keys.sorted()).filter { $0.group != .deadlines }
            + deadlines.keys.sorted().compactMap { RuleField.named("deadline.\($0.text)") }
        return fields.map { ($0.key, $0.text(in: self)) }
    }

    /// The rules that texts stand for. What this version does not know or cannot read is left as it is by default.
    public init(texts: [(key: String, text: String)]) {
        self.init()
        for (key, text) in texts { try? RuleField.named(key)?.set(text, in: &self) }
    }

    /// What differs, in the order of the page.
    public func changes(
        from old: ShopRules, stores: [StoreID]
    ) -> [(field: RuleField, before: String, after: String)] {
        let all = Set(stores).union(hours.keys).union(old.hours.keys).sorted()
        return RuleField.all(stores: all).compactMap { field in
            let (before, after) = (field.text(in: old), field.text(in: self))
            return before == after ? nil : (field, before, after)
        }
    }

    /// Whether a change from others needs a second administrator.
    public func needsTwo(from old: ShopRules) -> Bool {
        changes(from: old, stores: []).contains { $0.field.group.needsTwo }
    }
}
