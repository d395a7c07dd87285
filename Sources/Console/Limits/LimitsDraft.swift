// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// Limits and settings as somebody types them, with what is wrong beside each.
struct LimitsDraft: Sendable {
    private(set) var rules: ShopRules
    private(set) var fields: [RuleField]
    private(set) var texts: [String: String] = [:]
    var problems: [String: Bilingual] = [:]
    var reason = ""

    init(_ book: RulesBook, stores: [StoreRecord]) {
        rules = book.rules
        fields = RuleField.all(stores: stores.map(\.id))
        for field in fields { texts[field.key] = field.text(in: rules) }
    }

    /// Takes the fields that a form holds; one that it leaves out stays as it is.
    mutating func take(_ form: Form) {
        reason = form["reason"] ?? ""
        for field in fields {
            guard let typed = form.all(field.key).first else { continue }
            take(field, typed)
        }
    }

    /// Takes values by their keys.
    ///
    /// - Throws: `Refusal.invalid` with the first key that is unknown or whose value is not taken.
    mutating func take(_ values: [String: String]) throws {
        for (key, text) in values.sorted(by: { $0.key < $1.key }) {
            guard let field = fields.first(where: { $0.key == key }) else {
                throw Refusal.invalid("values.\(key.prefix(64)): there is no such setting")
            }
            take(field, text)
            if let problem = problems[key] { throw Refusal.invalid("values.\(key): \(problem.english)") }
        }
    }

    private mutating func take(_ field: RuleField, _ typed: String) {
        texts[field.key] = String(typed.prefix(2_000))
        do throws(RuleProblem) {
            try field.set(typed, in: &rules)
        } catch {
            problems[field.key] = error.words
        }
    }
}
