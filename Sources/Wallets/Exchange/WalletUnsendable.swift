// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why nothing is asked of a wallet.
public enum WalletUnsendable: Error, Hashable, Sendable {
    /// A wallet takes payments and refunds and nothing else.
    case kind
    /// No code was handed over, or it is none of this wallet's.
    case code
    /// The attempt's number does not fit a wallet's order number.
    case number
    /// A refund without the payment that it gives back.
    case noOriginal
    case currency
    /// The merchant's key did not sign.
    case key

    public var words: Bilingual {
        switch self {
        case .kind:
            Bilingual(
                zh: "钱包只做收款和退款，没有送出；要退钱请用退款。",
                en: "A wallet takes payments and refunds only; nothing was sent. Give money back by a refund.")
        case .code:
            Bilingual(
                zh: "没有扫到这个钱包的付款码，没有送出；请再扫一次。", en: "No code of this wallet was scanned; nothing was sent. Scan again.")
        case .number:
            Bilingual(
                zh: "支付尝试的编号不能作钱包订单号，没有送出。",
                en: "The attempt's number cannot be a wallet's order number; nothing was sent.")
        case .noOriginal:
            Bilingual(zh: "找不到要退的那一笔，没有送出。", en: "The payment to give back is not known; nothing was sent.")
        case .currency: Bilingual(zh: "这个钱包账户只收人民币，没有送出。", en: "This wallet account takes CNY only; nothing was sent.")
        case .key:
            Bilingual(
                zh: "商户私钥不能签名，没有送出；请检查私钥文件。",
                en: "The merchant's private key did not sign; nothing was sent. Check its file.")
        }
    }
}
