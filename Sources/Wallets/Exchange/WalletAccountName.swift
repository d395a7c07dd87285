// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Names a merchant's account at a wallet: WeChat Pay's merchant number, Alipay's application.
///
///     wechat:1900000001   alipay:2021000000000001
public struct WalletAccountName: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let wallet: WalletKind
    public let number: String

    public init(_ wallet: WalletKind, _ number: String) {
        self.wallet = wallet
        self.number = number
    }

    /// nil unless it is `description` of a name: at most 64 letters, digits, `_` and `-` behind the wallet's word.
    public init?(_ text: String) {
        guard text.utf8.count <= 80, let colon = text.firstIndex(of: ":"),
            let wallet = WalletKind(rawValue: String(text[..<colon]))
        else { return nil }
        let number = String(text[text.index(after: colon)...])
        let isPlain = number.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
                || byte == 45
        }
        guard (1...64).contains(number.utf8.count), isPlain else { return nil }
        self.init(wallet, number)
    }

    public var description: String { "\(wallet.rawValue):\(number)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.wallet.rawValue, left.number) < (right.wallet.rawValue, right.number)
    }
}

extension WeChatAccount {
    public var name: WalletAccountName { WalletAccountName(.wechat, merchant) }
}

extension AlipayAccount {
    public var name: WalletAccountName { WalletAccountName(.alipay, app) }
}
