// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One slip that was written down, with what a person reads on it, before anybody looked at the reader's words.
///
/// Amounts are what this slip takes from or gives back to the customer, without a sign and as major units; nil where
/// the slip is no charge. `order` is the number under which the merchant's own till knows the sale. A time has
/// seconds only where the slip prints them.
struct UnseenSlip: Sendable {
    let name: String
    let text: String
    let amount: String?
    let time: String?
    let reference: String?
    let voucher: String?
    let batch: String?
    let terminal: String?
    let card: String?
    let order: String?
    let wallet: String?

    init(
        _ name: String, _ text: String, amount: String? = nil, time: String? = nil, reference: String? = nil,
        voucher: String? = nil, batch: String? = nil, terminal: String? = nil, card: String? = nil,
        order: String? = nil, wallet: String? = nil
    ) {
        self.name = name
        self.text = text
        self.amount = amount
        self.time = time
        self.reference = reference
        self.voucher = voucher
        self.batch = batch
        self.terminal = terminal
        self.card = card
        self.order = order
        self.wallet = wallet
    }

    /// All forty slips.
    static let all = bank + wallet + shops + abroad
}
