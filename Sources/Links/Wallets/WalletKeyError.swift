// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why a wallet's keys cannot be used.
public enum WalletKeyError: Error, Hashable, Sendable {
    case privateKey
    case publicKey
    case apiKey

    public var words: Bilingual {
        switch self {
        case .privateKey:
            Bilingual(
                zh: "商户私钥读不懂：要 PKCS#8 的 PEM 文件，RSA 2048 位或更长。",
                en:
                    "The merchant's private key cannot be read: it must be a PEM file (PKCS#8), RSA of 2048 bits or more."
            )
        case .publicKey:
            Bilingual(
                zh: "钱包的公钥或证书读不懂：要 PEM 文件。",
                en: "The wallet's public key or certificate cannot be read: it must be a PEM file.")
        case .apiKey: Bilingual(zh: "APIv3 密钥必须是 32 个字节。", en: "The API v3 key must be 32 bytes.")
        }
    }
}
