// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Receipts
import Tender

/// One slip of every kind, of a shop that does not exist.
enum SampleSlips {
    static let time = CivilTime(text: "2026-11-25 12:03:44") ?? CivilTime(secondsSinceEpoch: 0)
    static let place = Slip.Place(
        merchantName: "示例超市(人民路店)", merchant: "301110154110001", terminal: "10025871", operatorNumber: "01",
        telephone: "400-000-0000")
    static let numbers = Slip.Numbers(
        batch: "000128", voucher: "004512", authorisation: "731904", reference: "123456789012")
    static let original = Slip.Original(
        voucher: "004498", reference: "123456780077", date: CivilDate(year: 2026, month: 11, day: 24))

    static func card(_ consent: SlipCard.Consent = .signature, chip: ChipData? = nil) -> SlipCard? {
        MaskedPAN(bin: "622200", last4: "1234").map {
            SlipCard(
                number: $0, entry: chip == nil ? .swiped : .inserted, consent: consent, issuer: "示例银行",
                acquirer: "银联商务", scheme: "银联 CUP", chip: chip)
        }
    }

    static let chip = ChipData(
        aid: "A000000333010101", tvr: "0080046000", tsi: "E800", atc: "00A7", cryptogram: "9F3C2A1B77D0E415",
        sequence: "01", label: "PBOC DEBIT", preferredName: "银联借记")

    static let wallet = WalletPayment(
        channel: .wechat, channelOrder: "4200002489202611251234567890", merchantOrder: "SO20261125000077",
        payer: "零钱", discount: Money(minor: 300), netPaid: Money(minor: 5_500))

    static func slip(_ kind: SlipKind) -> Slip {
        var slip = Slip(kind, amount: Money(minor: 5_800), time: time, place: place, numbers: numbers)
        switch kind {
        case .sale: slip.card = card(.pin, chip: chip)
        case .offlineSale:
            // Nobody was asked, so nobody gave a number.
            slip.card = card(.none(limit: Money(minor: 100_000)))
            (slip.numbers.authorisation, slip.numbers.reference) = (nil, nil)
        case .walletSale: slip.wallet = wallet
        case .walletVoid, .walletRefund:
            slip.wallet = WalletPayment(
                channel: .alipay, channelOrder: "2026112522001412341234567890", merchantOrder: "RF20261125000009")
            slip.original = Slip.Original(order: "2026112422001412340987654321", date: original.date)
        case .handwritten:
            slip.numbers = Slip.Numbers(order: "SO20261125000078", receipt: "HW0001234")
            slip.items = [
                Slip.Item(name: "东北大米5kg", amount: Money(minor: 4_500)),
                Slip.Item(name: "酱油", amount: Money(minor: 1_300)),
            ]
        case .fault:
            slip.card = card()
            slip.numbers.authorisation = nil
            slip.remarks = ["终端未收到银行应答,请勿重复付款"]
        default: slip.card = card()
        }
        if kind == .instalment { slip.instalments = 12 }
        if kind == .completion || kind == .preauthVoid || kind == .completionVoid {
            slip.original = Slip.Original(authorisation: "552210", date: original.date)
        }
        if kind == .void || kind == .refund { slip.original = original }
        return slip
    }
}
