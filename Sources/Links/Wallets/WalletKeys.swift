// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import NIOSSL
internal import Synchronization
public import Wallets

/// The keys of one merchant at one wallet. Nothing of them is ever described or logged.
public final class WalletKeys: WalletSecrets {
    private let own: _RSA.Signing.PrivateKey
    /// The wallet's keys by serial; Alipay's one key has none.
    private let peers: Mutex<[String: _RSA.Signing.PublicKey]>
    private let apiKey: SymmetricKey?

    /// - Parameters:
    ///   - privateKey: PEM (PKCS#8 or PKCS#1), or its base64 alone, as Alipay's tool writes it.
    ///   - peers: the wallet's public keys or certificates, PEM or base64 alone, by serial; WeChat Pay's may be left
    ///     out and are fetched then.
    ///   - apiKey: WeChat Pay's API v3 key, 32 bytes.
    public init(
        privateKey: String, peers: [(serial: String, key: String)] = [], apiKey: String? = nil
    ) throws(WalletKeyError) {
        guard let own = Self.privateKey(privateKey) else { throw .privateKey }
        if let apiKey, apiKey.utf8.count != 32 { throw .apiKey }
        var keys: [String: _RSA.Signing.PublicKey] = [:]
        for (serial, text) in peers {
            guard let key = Self.publicKey(text) else { throw .publicKey }
            keys[Self.plain(serial)] = key
        }
        self.own = own
        self.peers = Mutex(keys)
        self.apiKey = apiKey.map { SymmetricKey(data: Array($0.utf8)) }
    }

    public func sign(_ text: [UInt8]) -> [UInt8]? {
        guard let signature = try? own.signature(for: text, padding: .insecurePKCS1v1_5) else { return nil }
        return Array(signature.rawRepresentation)
    }

    public func isSigned(_ text: [UInt8], _ signature: [UInt8], serial: String) -> Bool {
        guard let key = peers.withLock({ $0[Self.plain(serial)] }) else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: Data(signature))
        return key.isValidSignature(signature, for: text, padding: .insecurePKCS1v1_5)
    }

    public func open(_ sealed: [UInt8], nonce: [UInt8], associated: [UInt8]) -> [UInt8]? {
        guard let apiKey, sealed.count >= 16, nonce.count == 12, let nonce = try? AES.GCM.Nonce(data: nonce),
            let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: sealed.dropLast(16), tag: sealed.suffix(16))
        else { return nil }
        return (try? AES.GCM.open(box, using: apiKey, authenticating: associated)).map { Array($0) }
    }

    public func knows(_ serial: String) -> Bool { peers.withLock { $0[Self.plain(serial)] != nil } }

    /// Takes certificates that were opened with the API key.
    func learn(_ certificates: [WeChatCertificate]) {
        for certificate in certificates {
            guard let key = Self.publicKey(certificate.pem) else { continue }
            peers.withLock { $0[Self.plain(certificate.serial)] = key }
        }
    }

    /// Serial numbers are the same in either case and with or without zeros in front.
    private static func plain(_ serial: String) -> String {
        let upper = serial.uppercased()
        return upper.hasPrefix("PUB_KEY_ID") ? upper : String(upper.drop { $0 == "0" })
    }

    private static func privateKey(_ text: String) -> _RSA.Signing.PrivateKey? {
        if text.contains("-----BEGIN") { return try? _RSA.Signing.PrivateKey(pemRepresentation: text) }
        guard let der = Base64.bytes(of: text.filter { !$0.isWhitespace }) else { return nil }
        return try? _RSA.Signing.PrivateKey(derRepresentation: der)
    }

    private static func publicKey(_ text: String) -> _RSA.Signing.PublicKey? {
        if text.contains("-----BEGIN CERTIFICATE") {
            guard let certificate = try? NIOSSLCertificate(bytes: Array(text.utf8), format: .pem),
                let der = try? certificate.extractPublicKey().toSPKIBytes()
            else { return nil }
            return try? _RSA.Signing.PublicKey(derRepresentation: der)
        }
        if text.contains("-----BEGIN") { return try? _RSA.Signing.PublicKey(pemRepresentation: text) }
        guard let der = Base64.bytes(of: text.filter { !$0.isWhitespace }) else { return nil }
        return try? _RSA.Signing.PublicKey(derRepresentation: der)
    }
}
