// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Receipts
internal import Tender

extension SlipReading {
    /// Facts below this are not believed at all: a wrong number joins a slip to somebody else's money.
    static let believable = 60
}

extension Facts {
    /// What a slip says of a transaction; nil when it speaks of none: a kitchen ticket, a bill before paying, a
    /// day's total, a training slip.
    ///
    /// Proof of a payment is a number that only a payment has: reference, voucher, wallet or authorisation number,
    /// a card, or an order number beside the way it was paid.
    init?(slip: SlipFacts, store: StoreID?) {
        guard slip.marks.isDisjoint(with: [.training, .notAReceipt]), let amount = believed(slip.amount) else {
            return nil
        }
        let isPaid =
            believed(slip.reference) != nil || believed(slip.voucher) != nil || believed(slip.channelOrder) != nil
            || believed(slip.authorisation) != nil || believed(slip.card) != nil
            || (believed(slip.order) != nil && believed(slip.channel) != nil)
        guard isPaid, let type = (believed(slip.kind) ?? .sale).transactionType else { return nil }
        self.init(type: type)
        self.amount = amount
        self.store = store
        reference = believed(slip.reference)
        voucher = believed(slip.voucher)
        batch = believed(slip.batch)
        terminal = believed(slip.terminal)
        merchant = believed(slip.merchant)
        authorisation = believed(slip.authorisation)
        order = believed(slip.order)
        channelOrder = believed(slip.channelOrder)
        card = believed(slip.card)
        occurredAt = believed(slip.time)
        operatorName = believed(slip.operatorName)
        channel = believed(slip.channel).map { $0.words(.chinese) }
        original =
            believed(slip.originalReference)?.text ?? believed(slip.originalOrder)?.text
            ?? believed(slip.originalVoucher)?.text
    }
}

extension SlipFacts {
    /// What a list shows of the slip, whatever kind it is.
    var listedAmount: Money? { believed(amount) }
    var listedTime: CivilTime? { believed(time) }

    /// How sure the weakest of the facts that join a slip is, 0 to 100.
    var joiningConfidence: Int {
        let keys = [reference?.confidence, voucher?.confidence, channelOrder?.confidence, order?.confidence]
        return min(amount?.confidence ?? 0, keys.compactMap { $0 }.max() ?? time?.confidence ?? 0)
    }
}

extension SlipKind {
    /// The movement of money a slip stands for; nil when it proves none.
    fileprivate var transactionType: TransactionType? {
        switch self {
        case .sale, .offlineSale, .instalment, .walletSale, .handwritten: .sale
        case .void, .preauthVoid, .completionVoid, .walletVoid: .void
        case .refund, .walletRefund: .refund
        case .preauth: .preauth
        case .completion: .completion
        case .fault: nil
        }
    }
}

/// The value of a fact that is sure enough.
private func believed<Value>(_ fact: SlipFacts.Fact<Value>?) -> Value? {
    fact.flatMap { $0.confidence >= SlipReading.believable ? $0.value : nil }
}
