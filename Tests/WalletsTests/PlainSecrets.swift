// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Wallets

/// Signatures that anybody can make and check by hand: the text's bytes, added and turned. For tests alone.
struct PlainSecrets: WalletSecrets {
    static func mark(_ text: [UInt8]) -> [UInt8] {
        let sum = text.reduce(UInt32(7)) { ($0 << 5 | $0 >> 27) ^ UInt32($1) }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
    }

    func sign(_ text: [UInt8]) -> [UInt8]? { Self.mark(text) }

    func isSigned(_ text: [UInt8], _ signature: [UInt8], serial: String) -> Bool {
        serial != "unknown" && signature == Self.mark(text)
    }

    /// Sealed is the text backwards behind a nonce of "n".
    func open(_ sealed: [UInt8], nonce: [UInt8], associated: [UInt8]) -> [UInt8]? {
        nonce == Array("n".utf8) ? sealed.reversed() : nil
    }
}

/// Answers as the wallets write them, for tests.
enum Wire {
    static func weChat(_ body: String, status: Int = 200, isSigned: Bool = true) -> WalletExchange {
        .answer(WalletAnswer(status: status, headers: isSigned ? signature(body) : [], body: Array(body.utf8)))
    }

    static func signature(_ body: String, second: String = "1795680000", serial: String = "7A") -> [WalletHeader] {
        let mark = PlainSecrets.mark(
            WeChatSigning.text(answer: Array(body.utf8), second: second, nonce: "abc"))
        return [
            WalletHeader("wechatpay-signature", Base64.text(of: mark)), WalletHeader("Wechatpay-Nonce", "abc"),
            WalletHeader("Wechatpay-Timestamp", second), WalletHeader("Wechatpay-Serial", serial),
        ]
    }

    static func alipay(_ name: String, _ node: String, isSigned: Bool = true, status: Int = 200) -> WalletExchange {
        let sign = isSigned ? Base64.text(of: PlainSecrets.mark(Array(node.utf8))) : ""
        let body = "{\"\(name)\":\(node),\"sign\":\"\(sign)\"}"
        return .answer(WalletAnswer(status: status, body: Array(body.utf8)))
    }
}
