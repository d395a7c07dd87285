// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a slip is for and through which channel money went, by the words it uses.
enum SlipWords {
    /// Longest first: 预授权完成撤销 holds three other types.
    private static let kinds: [(String, SlipKind)] = {
        var rows = SlipKind.allCases.flatMap { kind in [(kind.chinese, kind), (kind.english, kind)] }
        rows += [
            ("撤销", .void), ("退款", .refund), ("退货", .refund), ("预授权取消", .preauthVoid), ("预授权完成请求", .completion),
            ("预授权完成(请求)", .completion), ("预授权完成(通知)", .completion), ("PREAUTH", .preauth), ("PRE AUTH", .preauth),
            ("AUTH", .preauth), ("PURCHASE", .sale), ("VOID SALE", .void), ("SALE VOID", .void), ("RETURN", .refund),
            ("AUTH COMP", .completion), ("AUTH COMPLETION", .completion), ("COMPLETION", .completion),
            ("PRE-AUTH COMPLETE", .completion), ("扫码支付", .walletSale), ("二维码消费", .walletSale), ("条码支付", .walletSale),
            ("被扫消费", .walletSale), ("扫码退款", .walletRefund), ("二维码退货", .walletRefund), ("二维码撤销", .walletVoid),
            ("分期付款", .instalment), ("离线", .offlineSale), ("反扫", .walletSale), ("收款", .walletSale), ("支付", .walletSale),
            ("PAYMENT", .sale), ("CREDIT SALE", .sale), ("DEBIT SALE", .sale), ("AUTH CANCEL", .preauthVoid),
        ]
        return rows.sorted { $0.0.count > $1.0.count }
    }()

    /// The type a value behind a type's label names; the whole of it must be words of one type.
    static func kind(of value: [Character]) -> SlipKind? {
        let text = String(value).uppercased()
        guard let first = kinds.first(where: { text.contains($0.0) }) else { return nil }
        return first.1
    }

    /// The type that a line names which holds nothing else: `消费(SALE)`, `** REFUND **`.
    static func kind(ofLine text: [Character]) -> SlipKind? {
        var rest = String(text).uppercased()
        for mark in ["*", "(", ")", "/", " ", "[", "]", "-", "单", "凭证"] { rest.replace(mark, with: "") }
        guard !rest.isEmpty, rest.count <= 20 else { return nil }
        var found: SlipKind?
        for (words, kind) in kinds where !["收款", "支付", "PAYMENT", "AUTH", "离线"].contains(words) {
            let compact = words.filter { $0 != " " && $0 != "-" && $0 != "(" && $0 != ")" }
            guard rest.contains(compact) else { continue }
            found = found ?? kind
            rest.replace(compact, with: "")
        }
        return rest.isEmpty ? found : nil
    }

    private static let channels: [(String, PaymentChannel)] = [
        ("微信", .wechat), ("WECHAT", .wechat), ("WEIXIN", .wechat), ("财付通", .wechat), ("支付宝", .alipay),
        ("ALIPAY", .alipay), ("花呗", .alipay), ("云闪付", .unionpay), ("银联二维码", .unionpay), ("UNIONPAY QR", .unionpay),
        ("数字人民币", .digitalYuan), ("E-CNY", .digitalYuan), ("数币", .digitalYuan),
    ]

    private static let behindLabel: [(String, PaymentChannel)] =
        channels + [
            ("现金", .cash), ("CASH", .cash), ("银行卡", .card), ("刷卡", .card), ("CARD", .card), ("VISA", .card),
            ("MASTERCARD", .card), ("银联卡", .card), ("UNIONPAY", .card), ("借记卡", .card), ("信用卡", .card), ("银联", .card),
        ]

    /// Channels that a text names.
    static func channels(in text: [Character], isLabelled: Bool) -> Set<PaymentChannel> {
        let text = String(text).uppercased()
        let rows = isLabelled ? behindLabel : channels
        var found = Set(rows.filter { text.contains($0.0) }.map(\.1))
        // 云闪付 is UnionPay's, no card in the hand.
        if found.contains(.unionpay) { found.remove(.card) }
        return found
    }

    /// What the slip says of itself.
    static func marks(in text: [Character]) -> Set<SlipFacts.Mark> {
        let text = String(text).uppercased()
        var marks: Set<SlipFacts.Mark> = []
        if ["重打印", "重印", "补打", "DUPLICATE", "REPRINT"].contains(where: text.contains) { marks.insert(.reprint) }
        if ["凭证无效", "测试交易", "NOT A VALID RECEIPT"].contains(where: text.contains) { marks.insert(.training) }
        if text.contains("非凭证联") || text.contains("NOT A RECEIPT") { marks.insert(.notAReceipt) }
        return marks
    }
}
