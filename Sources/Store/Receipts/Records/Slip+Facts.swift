// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Receipts
internal import Tender

extension Slip {
    /// The slip that belongs to what is known of a transaction; nil while its amount or time is not known.
    ///
    /// - Parameters:
    ///   - shopName: what customers call the store.
    ///   - contact: what its slips say beside the name.
    public init?(_ facts: Facts, shopName: String, contact: StoreContact = StoreContact()) {
        guard let amount = facts.amount, let time = facts.occurredAt else { return nil }
        let isWallet = facts.channelOrder != nil || facts.product == "qr"
        let place = Place(
            merchantName: shopName, merchant: facts.merchant, terminal: facts.terminal,
            operatorNumber: facts.operatorName ?? "", telephone: contact.telephone, address: contact.address,
            taxNumber: contact.taxNumber)
        let numbers = Numbers(
            batch: facts.batch, voucher: facts.voucher, authorisation: facts.authorisation, reference: facts.reference,
            order: facts.order)
        self.init(
            SlipKind(facts.type, isWallet: isWallet), amount: amount, time: time, place: place, numbers: numbers)
        if isWallet {
            wallet = WalletPayment(
                channel: PaymentChannel(name: facts.channel ?? ""), channelOrder: facts.channelOrder,
                merchantOrder: facts.order)
        } else {
            card = facts.card.map { SlipCard(number: $0, entry: .contactless, acquirer: facts.acquirer ?? "") }
        }
        original = facts.original.map { Original(reference: ReferenceNumber($0)) }
    }
}

extension SlipKind {
    fileprivate init(_ type: TransactionType, isWallet: Bool) {
        self =
            switch type {
            case .sale: isWallet ? .walletSale : .sale
            case .refund: isWallet ? .walletRefund : .refund
            case .void, .reversal: isWallet ? .walletVoid : .void
            case .preauth: .preauth
            case .completion: .completion
            }
    }
}

extension PaymentChannel {
    /// The wallet a source names; UnionPay's where it names none of the others.
    fileprivate init(name: String) {
        let name = name.lowercased()
        if name.contains("微信") || name.contains("wechat") {
            self = .wechat
        } else if name.contains("支付宝") || name.contains("alipay") {
            self = .alipay
        } else {
            self = .unionpay
        }
    }
}
