// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension SlipLayout {
    private static let training = Line.centred(
        Words("** 测试,凭证无效 TEST **", "** TEST - NOT A VALID RECEIPT **"), when: .training)

    private static let original: [Line] = [
        .field(.originalVoucher), .field(.originalReference), .field(.originalAuthorisation), .field(.preauthorisation),
        .field(.originalOrder), .field(.originalDate),
    ]

    private static let place: [Line] = [
        .field(.merchantName), .field(.address), .field(.taxNumber), .field(.merchant),
        .pair(.terminal, .operatorNumber),
    ]

    private static let consent: [Line] = [
        .signature(Words("持卡人签名 CARDHOLDER SIGNATURE:", "CARDHOLDER SIGNATURE:"), when: .signed),
        .words(Words("已输入密码,无需签名", "PIN VERIFIED, NO SIGNATURE REQUIRED"), when: .byPIN),
        .freeOfProof,
        .words(
            Words(
                "本人确认以上交易,同意将其记入本卡账户",
                "I CONFIRM THIS TRANSACTION AND AGREE TO ITS BOOKING TO THIS CARD"),
            when: .signed),
    ]

    private static let foot: [Line] = [
        .field(.telephone), training, .link(Words("扫码查看电子小票", "SCAN FOR YOUR E-RECEIPT")),
    ]

    /// 银联POS签购单: sale, void, refund, pre-authorisation and completion of a card.
    public static let card = SlipLayout(
        name: "card",
        lines: [
            .title(Words("银联POS签购单", "POS SALES SLIP")), .copyName, training, .rule,
        ] + place + [
            .rule, .field(.issuer), .field(.acquirer), .field(.scheme), .field(.cardNumber), .field(.kind),
            .pair(.batch, .voucher), .pair(.authorisation, .instalments), .field(.reference), .field(.time),
            .field(.order), .amount, .capital, .rule,
        ] + original + [
            .remarks, .field(.label), .field(.preferredName), .field(.aid), .field(.finalCryptogram),
            .field(.requestCryptogram), .pair(.tvr, .tsi), .pair(.atc, .sequence), .rule,
        ] + consent + foot)

    /// A payment by code: order numbers in place of a card.
    public static let wallet = SlipLayout(
        name: "wallet",
        lines: [
            .title(Words("扫码支付签购单", "QR PAYMENT SLIP")), .copyName, training, .rule,
        ] + place + [
            .rule, .field(.channel), .field(.payer), .field(.kind), .pair(.batch, .voucher), .field(.reference),
            .field(.channelOrder), .field(.merchantOrder), .field(.time), .amount, .capital, .field(.discount),
            .field(.netPaid), .rule,
        ] + original + [.remarks] + foot)

    /// 手工收据: typed in from the pad, with the number that stands on it.
    public static let handwritten = SlipLayout(
        name: "handwritten",
        lines: [
            .title(Words("手工收据", "HANDWRITTEN RECEIPT")), .copyName, training, .rule,
        ] + place + [
            .rule, .field(.receipt), .field(.order), .field(.time), .field(.channel), .items, .rule, .amount, .capital,
            .remarks, .signature(Words("收款人签名 CASHIER SIGNATURE:", "CASHIER SIGNATURE:"), when: .always),
        ] + foot)

    /// Handed over when the terminal failed. Never a proof of payment, and says so first and last.
    public static let fault = SlipLayout(
        name: "fault",
        lines: [
            .title(Words("故障单", "FAULT NOTE")),
            .centred(Words("** 非凭证联 NOT A RECEIPT **", "** NOT A RECEIPT **")), training, .rule,
        ] + place + [
            .rule, .field(.cardNumber), .field(.channel), .pair(.batch, .voucher), .field(.reference),
            .field(.channelOrder), .field(.merchantOrder), .field(.order), .field(.time), .amount, .remarks, .rule,
            .words(Words("本单不作为付款凭证,是否扣款以银行核实为准", "THIS NOTE IS NO PROOF OF PAYMENT; THE BANK'S ANSWER COUNTS")),
            .field(.telephone),
            .centred(Words("** 非凭证联 NOT A RECEIPT **", "** NOT A RECEIPT **")),
            .link(Words("扫码查看处理结果", "SCAN TO SEE WHAT BECAME OF IT")),
        ])
}
