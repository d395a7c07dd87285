// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import Tender

/// The exact texts that WeChat Pay v3 signs, each line with its end.
///
///     request   METHOD ⏎ path?query ⏎ seconds ⏎ nonce ⏎ body ⏎        Authorization: WECHATPAY2-SHA256-RSA2048 …
///     answer    seconds ⏎ nonce ⏎ body ⏎                              Wechatpay-Signature, -Serial, …
public enum WeChatSigning {
    public static let scheme = "WECHATPAY2-SHA256-RSA2048"

    public static func text(_ request: WalletRequest, second: Int64, nonce: String) -> [UInt8] {
        let path = request.target.hasPrefix("/") ? request.target : pathAndQuery(of: request.target)
        let head = "\(request.method.rawValue)\n\(path)\n\(second)\n\(nonce)\n"
        return Array(head.utf8) + request.body + [10]
    }

    /// What stands behind the host of an address.
    public static func pathAndQuery(of address: String) -> String {
        guard let scheme = address.firstRange(of: "://") else { return address }
        let rest = address[scheme.upperBound...]
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }

    public static func text(answer body: [UInt8], second: String, nonce: String) -> [UInt8] {
        Array("\(second)\n\(nonce)\n".utf8) + body + [10]
    }

    /// The request with its `Authorization`; nil when the key does not sign.
    public static func signed(
        _ request: WalletRequest, for account: WeChatAccount, by secrets: any WalletSecrets, at time: Instant,
        nonce: String
    ) -> WalletRequest? {
        let second = time.milliseconds / 1_000
        guard let signature = secrets.sign(text(request, second: second, nonce: nonce)) else { return nil }
        var signed = request
        signed.headers.append(
            WalletHeader(
                "Authorization",
                "\(scheme) mchid=\"\(account.merchant)\",nonce_str=\"\(nonce)\",timestamp=\"\(second)\","
                    + "serial_no=\"\(account.serial)\",signature=\"\(Base64.text(of: signature))\""))
        return signed
    }

    /// Whether headers and body were signed by the wallet.
    ///
    /// - Returns: nil when there is no signature at all.
    static func isProven(
        _ headers: [WalletHeader], _ body: [UInt8], by secrets: any WalletSecrets
    ) -> Bool? {
        guard let signature = headers.value("Wechatpay-Signature") else { return nil }
        guard let second = headers.value("Wechatpay-Timestamp"), let nonce = headers.value("Wechatpay-Nonce"),
            let serial = headers.value("Wechatpay-Serial"), let bytes = Base64.bytes(of: signature)
        else { return false }
        return secrets.isSigned(text(answer: body, second: second, nonce: nonce), bytes, serial: serial)
    }
}
