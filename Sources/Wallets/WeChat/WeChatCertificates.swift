// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import JSON

/// The wallet's own certificates, with which its answers are proven; each is sealed with the merchant's API key, and
/// that is what proves it.
public struct WeChatCertificate: Hashable, Sendable {
    /// Hexadecimal, as `Wechatpay-Serial` names it.
    public let serial: String
    public let pem: String

    /// Most certificates of an answer.
    static let limit = 32

    /// The certificates of an answer; those that the key does not open are left out. Nil when it is no such answer.
    public static func all(in answer: WalletAnswer, secrets: any WalletSecrets) -> [WeChatCertificate]? {
        guard answer.status == 200, let node = try? JSONReader.read(answer.body, limits: .wallet),
            let rows = node["data"]?.elements
        else { return nil }
        return rows.prefix(limit).compactMap { row in
            guard let serial = row["serial_no"]?.string, let sealed = row["encrypt_certificate"],
                sealed["algorithm"]?.string == "AEAD_AES_256_GCM", let nonce = sealed["nonce"]?.string,
                let bytes = sealed["ciphertext"]?.string.flatMap({ Base64.bytes(of: $0) }),
                let pem = secrets.open(
                    bytes, nonce: Array(nonce.utf8),
                    associated: Array((sealed["associated_data"]?.string ?? "").utf8)),
                let text = String(validating: pem, as: UTF8.self)
            else { return nil }
            return WeChatCertificate(serial: serial, pem: text)
        }
    }
}
