// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Facts {
    /// What finds the transaction again and nothing else: who tells something about a slip or a customer does not
    /// vouch for the money.
    public var identity: Facts {
        var facts = Facts(type: type)
        facts.amount = amount
        facts.store = store
        facts.merchant = merchant
        facts.terminal = terminal
        facts.batch = batch
        facts.voucher = voucher
        facts.reference = reference
        facts.authorisation = authorisation
        facts.order = order
        facts.channelOrder = channelOrder
        facts.card = card
        facts.channel = channel
        facts.occurredAt = occurredAt
        facts.original = original
        return facts
    }
}
