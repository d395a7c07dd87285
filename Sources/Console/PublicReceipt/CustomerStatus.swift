// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// What became of the money, in the customer's words.
struct CustomerStatus: Sendable {
    let mark: Mark
    /// What it means for the customer.
    let note: String

    init(_ picked: PickedReceipt, _ words: Words) {
        let (name, tone, values) = Self.judge(picked, words)
        mark = Mark(tone, words.text("public.status.\(name)", values))
        note = words["public.note.\(name)"]
    }

    /// Names of all states, for the test of the words.
    static let names = ["paid", "back", "checked", "void", "refunded", "partly", "notCharged", "kept"]

    private static func judge(_ picked: PickedReceipt, _ words: Words) -> (String, Mark.Tone, [String: String]) {
        // Without a transaction we know of the slip and of nothing else.
        guard let detail = picked.detail else { return ("kept", .mute, [:]) }
        let whole = picked.facts.amount.map(words.amount) ?? ""
        switch detail.verdict.money {
        case .charged: return picked.facts.type.returnsMoney ? ("back", .ok, [:]) : ("paid", .ok, [:])
        case .pending, .unknown: return ("checked", .unknown, [:])
        case .reversed: return ("void", .mute, [:])
        case .notCharged: return ("notCharged", .mute, [:])
        case .refunded(let sum, let isFull):
            let values = ["part": words.amount(sum), "whole": whole]
            return isFull || whole.isEmpty ? ("refunded", .mute, values) : ("partly", .warn, values)
        }
    }
}
