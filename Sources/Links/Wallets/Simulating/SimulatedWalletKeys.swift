// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Crypto
internal import CryptoExtras
internal import Foundation
public import Wallets

/// The keys of a simulated wallet and of the one merchant that it knows, made at random, kept as files where they are
/// to be used again.
///
///     merchant.pem             the merchant's private key, PKCS#8: for the shop's settings
///     wallet.pem               the wallet's own private key
///     wallet-certificate.pem   of WeChat Pay's side, signed by itself
///     wallet-public.pem        of Alipay's side
///     api-key.txt              WeChat Pay's API v3 key
public struct SimulatedWalletKeys: Sendable {
    public let merchantPEM: String
    public let walletPEM: String
    public let certificatePEM: String
    public let walletPublicPEM: String
    public let apiKey: String

    /// Serial of the wallet's certificate, and of the merchant's, hexadecimal.
    public static let serial = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
    public static let merchantSerial = "2C93A7A1B0C5D1E2F3A4B5C6D7E8F90123456789"

    private init(merchant: String, wallet: String, certificate: String, shown: String, apiKey: String) {
        merchantPEM = merchant
        walletPEM = wallet
        certificatePEM = certificate
        walletPublicPEM = shown
        self.apiKey = apiKey
    }

    /// New ones.
    public init() throws {
        let wallet = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        var chance = SystemRandomNumberGenerator()
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        self.init(
            merchant: try _RSA.Signing.PrivateKey(keySize: .bits2048).pkcs8PEMRepresentation,
            wallet: wallet.pkcs8PEMRepresentation,
            certificate: try CertificateWriter.pem(of: wallet, serial: Hexadecimal.bytes(of: Self.serial) ?? [1]),
            shown: wallet.publicKey.pemRepresentation,
            apiKey: String((0..<32).map { _ in letters[Int(chance.next() % UInt64(letters.count))] }))
    }

    /// Those of a folder; new ones are made and kept there when it has none.
    public init(folder: String) throws {
        func read(_ name: String) -> String? {
            FileManager.default.contents(atPath: folder + "/" + name).map { String(decoding: $0, as: UTF8.self) }
        }
        if let merchant = read("merchant.pem"), let wallet = read("wallet.pem"), let api = read("api-key.txt"),
            let certificate = read("wallet-certificate.pem"), let shown = read("wallet-public.pem")
        {
            self.init(
                merchant: merchant, wallet: wallet, certificate: certificate, shown: shown,
                apiKey: api.trimmingCharacters(in: .whitespacesAndNewlines))
            return
        }
        try self.init()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let files = [
            ("merchant.pem", merchantPEM), ("wallet.pem", walletPEM), ("wallet-certificate.pem", certificatePEM),
            ("wallet-public.pem", walletPublicPEM), ("api-key.txt", apiKey),
        ]
        for (name, text) in files {
            let path = folder + "/" + name
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }

    /// The shop's side of them, for one wallet.
    public func shopKeys(_ wallet: WalletKind) throws(WalletKeyError) -> WalletKeys {
        switch wallet {
        case .wechat: try WalletKeys(privateKey: merchantPEM, apiKey: apiKey)
        case .alipay: try WalletKeys(privateKey: merchantPEM, peers: [("", walletPublicPEM)])
        }
    }

    /// The wallet's side: it signs with its own key and knows the merchant's.
    func walletKeys() throws -> WalletKeys {
        let merchant = try _RSA.Signing.PrivateKey(pemRepresentation: merchantPEM).publicKey.pemRepresentation
        return try WalletKeys(
            privateKey: walletPEM, peers: [("", merchant), (Self.merchantSerial, merchant)], apiKey: apiKey)
    }
}
