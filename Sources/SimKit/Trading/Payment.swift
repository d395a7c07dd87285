// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// One money movement as it really was, before anybody says anything about it.
struct Payment: Sendable {
    var type = TransactionType.sale
    var terminal: SampleTerminal
    var product: String
    var channel: String
    /// Minor units, positive.
    var amount: Int64
    var at: CivilTime
    var card: MaskedPAN?
    var batch: BatchNumber
    var voucher: VoucherNumber
    var reference: ReferenceNumber
    var authorisation: AuthorisationCode?
    var order: OrderNumber
    var channelOrder: ChannelOrderNumber?
    var cashier: String
    /// Whether the slip came out; nil when the printer said nothing.
    var printed: Bool? = true
    /// Order number of the original.
    var original: String?

    /// The facts that every source agrees on.
    var facts: Facts {
        var facts = Facts(type: type)
        facts.amount = Money(minor: amount)
        facts.merchant = terminal.merchant
        facts.terminal = terminal.id
        facts.batch = batch
        facts.voucher = voucher
        facts.reference = reference
        facts.authorisation = authorisation
        facts.channelOrder = channelOrder
        facts.card = card
        facts.product = product
        facts.channel = channel
        facts.acquirer = terminal.acquirer
        facts.occurredAt = at
        facts.original = original
        return facts
    }
}
