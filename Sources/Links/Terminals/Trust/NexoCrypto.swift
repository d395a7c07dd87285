// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Crypto
internal import CryptoExtras
internal import Foundation
public import Nexo

/// Message security with the primitives of swift-crypto.
public struct NexoCrypto: MessageCrypto {
    public init() {}

    /// The scheme's 4,000 rounds are fewer than the library takes for enough; the peer's terminals ask for them.
    public func pbkdf2SHA1(passphrase: [UInt8], salt: [UInt8], rounds: Int, count: Int) -> [UInt8]? {
        let key = try? KDF.Insecure.PBKDF2.deriveKey(
            from: passphrase, salt: salt, using: .insecureSHA1, outputByteCount: count, unsafeUncheckedRounds: rounds)
        return key.map { key in unsafe key.withUnsafeBytes { unsafe Array($0) } }
    }

    public func encryptAESCBC(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]? {
        guard let iv = try? AES._CBC.IV(ivBytes: iv) else { return nil }
        return (try? AES._CBC.encrypt(blocks, using: SymmetricKey(data: key), iv: iv, noPadding: true)).map {
            Array($0)
        }
    }

    public func decryptAESCBC(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]? {
        guard let iv = try? AES._CBC.IV(ivBytes: iv) else { return nil }
        return (try? AES._CBC.decrypt(blocks, using: SymmetricKey(data: key), iv: iv, noPadding: true)).map {
            Array($0)
        }
    }

    public func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
    }
}

extension MessageBytes where Count == Sixteen {
    /// A nonce from the system's source of chance.
    public static func nonce() -> MessageBytes<Sixteen> {
        var chance = SystemRandomNumberGenerator()
        return MessageBytes(bytes: (0..<Sixteen.count).map { _ in UInt8.random(in: .min ... .max, using: &chance) })
            ?? MessageBytes()
    }
}
