// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Signatures with the keys of one merchant at one wallet. Keys live in the shell; here are only their results.
public protocol WalletSecrets: Sendable {
    /// RSA PKCS#1 v1.5 over SHA-256 with the merchant's private key; nil when the key cannot sign.
    func sign(_ text: [UInt8]) -> [UInt8]?
    /// Whether the wallet made this signature over this text.
    ///
    /// - Parameter serial: names the wallet's key where it has several; empty where it has one.
    func isSigned(_ text: [UInt8], _ signature: [UInt8], serial: String) -> Bool
    /// AEAD_AES_256_GCM under the merchant's API key, the tag behind the text; nil for anything not made with it.
    func open(_ sealed: [UInt8], nonce: [UInt8], associated: [UInt8]) -> [UInt8]?
}
