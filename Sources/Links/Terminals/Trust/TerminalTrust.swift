// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Crypto
internal import Foundation
internal import NIOSSL
internal import SwiftASN1
internal import Terminals
internal import X509

/// What is asked of a terminal's certificate.
///
///     chain to the pinned file's certificates ─▶ name of a terminal ─▶ name of this terminal, place
///
/// The host's name is not compared: a terminal is reached by an address of the shop's network, and its certificate
/// names the terminal.
struct TerminalTrust: Sendable {
    let context: NIOSSLContext
    private let poiID: String
    private let world: TerminalCertificateName.World?
    private let checksName: Bool

    init(_ settings: TerminalSettings) throws(TerminalSetupError) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .noHostnameVerification
        do {
            if let file = settings.authorityFile {
                guard let text = SmallFile.text(file) else { throw TerminalSetupError.file(file) }
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(text.utf8)))
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch let error as TerminalSetupError {
            throw error
        } catch {
            throw .certificate("\(settings.authorityFile ?? "system"): \(error)")
        }
        poiID = settings.poiID
        world = settings.world
        checksName = settings.checksName
    }

    /// Why the other side is not the terminal; nil when it is.
    func doubt(of certificate: NIOSSLCertificate?) -> String? {
        guard checksName else { return nil }
        guard let certificate, let bytes = try? certificate.toDERBytes(),
            let read = try? Certificate(derEncoded: bytes)
        else { return "the terminal showed no certificate that can be read" }
        let names = read.subject.flatMap { $0 }.filter { $0.type == .RDNAttributeType.commonName }
            .compactMap { String($0.value) }
        guard names.count == 1, let name = TerminalCertificateName(names[0]) else {
            return "the certificate of ‘\(names.first ?? "")’ is not a terminal's"
        }
        guard name.fits(poiID: poiID, world: world) else {
            return "the certificate is that of ‘\(names[0])’, not of \(poiID)"
        }
        return nil
    }
}

/// What a simulated terminal or a proxy shows: a certificate made for one run, signed by itself, or the shop's own.
public struct OwnCertificate: Sendable {
    /// For whoever must trust it.
    public let pem: String
    let key: String

    /// - Parameters:
    ///   - commonName: `V400m-346403161.test.terminal.adyen.com` for a terminal.
    ///   - hosts: names and addresses at which clients look for it.
    public init(commonName: String, hosts: [String] = ["localhost"]) throws(TerminalSetupError) {
        do {
            let key = P256.Signing.PrivateKey()
            let subject = try DistinguishedName { CommonName(commonName) }
            let now = Date()
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
                notValidBefore: now.addingTimeInterval(-3_600), notValidAfter: now.addingTimeInterval(30 * 86_400),
                issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                    SubjectAlternativeNames(
                        hosts.map { .dnsName($0) }
                            + [.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))])
                }, issuerPrivateKey: .init(key))
            pem = try certificate.serializeAsPEM().pemString + "\n"
            self.key = key.pemRepresentation
        } catch {
            throw .certificate("\(error)")
        }
    }

    /// A certificate and its key as PEM, made elsewhere.
    ///
    /// - Throws: `.certificate` where they cannot be read or do not belong together.
    public init(pem: String, key: String) throws(TerminalSetupError) {
        self.pem = pem
        self.key = key
        _ = try serverContext()
    }

    func serverContext() throws(TerminalSetupError) -> NIOSSLContext {
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(bytes: Array(self.key.utf8), format: .pem)
            return try NIOSSLContext(
                configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
        } catch {
            throw .certificate("\(error)")
        }
    }
}
