// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// What people and letters say of a payment. They vouch for nothing, so they carry what finds it and no more.
extension Teller {
    /// A customer, or a member of the staff for them.
    mutating func claim(_ payment: Payment, _ claim: CustomerClaim, at time: CivilTime, words: String) {
        var facts = told(payment)
        facts.claim = claim
        facts.remark = words
        tell(.person, "sample:counter-\(payment.terminal.store)", facts, time)
    }

    /// Somebody outside the shop.
    mutating func notice(_ payment: Payment, _ notice: Notice, at time: CivilTime, words: String) {
        var facts = told(payment)
        facts.notice = notice
        facts.remark = words
        tell(.person, "sample:letters", facts, time)
    }

    /// A message with the receipt that the channel could not bring.
    mutating func undelivered(_ payment: Payment, at time: CivilTime, words: String) {
        var facts = told(payment)
        facts.slip = .undelivered
        facts.remark = words
        tell(.receipt, "sample:messages", facts, time)
    }

    /// The terminal took it without asking anybody.
    mutating func offline(_ payment: Payment) {
        var facts = payment.facts
        facts.status = .approved
        facts.acquirer = nil
        facts.isOffline = true
        tell(.terminal, "sample:terminal-\(payment.terminal.id)", facts, payment.at.adding(seconds: 6))
    }

    private func told(_ payment: Payment) -> Facts {
        var facts = payment.facts.identity
        facts.store = payment.terminal.store
        facts.order = payment.order
        return facts
    }
}
