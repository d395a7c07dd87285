// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// A wallet whose code the shop scans.
public enum WalletKind: String, CaseIterable, Hashable, Sendable {
    case wechat
    case alipay

    /// The wallet that a customer's code belongs to; nil for a code of neither.
    ///
    ///     WeChat Pay   18 digits that begin with 10 to 15
    ///     Alipay       16 to 24 digits that begin with 25 to 30
    public init?(code: some StringProtocol) {
        let digits = Array(code.utf8)
        guard digits.count >= 2, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        switch (Int(digits[0] - 48) * 10 + Int(digits[1] - 48), digits.count) {
        case (10...15, 18): self = .wechat
        case (25...30, 16...24): self = .alipay
        default: return nil
        }
    }

    public var name: Bilingual {
        switch self {
        case .wechat: Bilingual(zh: "微信支付", en: "WeChat Pay")
        case .alipay: Bilingual(zh: "支付宝", en: "Alipay")
        }
    }
}
