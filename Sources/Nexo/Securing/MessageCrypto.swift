// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The primitives that message security is made of. They come from a cryptographic library, never from us.
public protocol MessageCrypto: Sendable {
    /// PBKDF2 with HMAC-SHA-1 (RFC 8018); nil when the library refuses.
    func pbkdf2SHA1(passphrase: [UInt8], salt: [UInt8], rounds: Int, count: Int) -> [UInt8]?

    /// AES-256 in CBC mode over whole blocks, without padding; nil when the library refuses.
    func encryptAESCBC(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]?

    /// The inverse; nil when the library refuses.
    func decryptAESCBC(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]?

    /// HMAC with SHA-256 (RFC 2104), 32 bytes.
    func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]
}
