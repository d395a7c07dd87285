// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Crypto
import Foundation
import JSON
import Links
import Nexo
import Tender
import Testing

/// Message security with the real primitives, against the public sample and against everything that can be wrong.
@Suite struct MessageSecurityTests {
    static let folder =
        (ProcessInfo.processInfo.environment["COUNTERFOIL_VECTORS"] ?? "../shared/vectors") + "/nexo"
    static let name = MessageKey.Name(identifier: "CryptoKeyIdentifier12345", version: 1)
    static let crypto = NexoCrypto()

    static func vector(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name).json") else {
            try Test.cancel("the public vectors are not installed at \(folder)")
        }
        return Array(data)
    }

    static func key(_ passphrase: String = "p@ssw0rd123456", name: MessageKey.Name = name) throws -> MessageKey {
        try MessageKey(passphrase: passphrase, name: name, crypto: crypto)
    }

    static func secured(_ bytes: [UInt8]) throws -> SecuredMessage {
        guard case .secured(let message) = try NexoEnvelope(bytes) else { throw NexoError(.unrecognised) }
        return message
    }

    @Test(arguments: ["payment-local-success", "payment-local-additional-attributes"])
    func `the public sample opens, and seals again to the same bytes`(_ name: String) throws {
        let secured = try Self.secured(try Self.vector(name))
        let key = try Self.key()
        let opened = try secured.opened(with: MessageKeyRing([key]), crypto: Self.crypto)
        #expect(opened.plaintext.count == 7187)
        #expect(
            Hexadecimal.text(of: Array(SHA256.hash(data: opened.plaintext)))
                == "2a2abc940a3c195a8dfc672a884f0f8947e68d384b32a6fdff6aa101d9b2dc0f")
        // The typed message gives the plain bytes again, and those the encrypted ones.
        #expect(opened.message.encoded(.spaced) == opened.plaintext)
        let again = try opened.message.sealed(
            with: key, nonce: secured.trailer.nonce, crypto: Self.crypto, layout: .spaced)
        #expect(again.blob == secured.blob)
        #expect(again.trailer.hmac == secured.trailer.hmac)
        guard case .paymentResponse(let body) = opened.message.body else { throw NexoError(.unrecognised) }
        #expect(try body.result?.amounts?.authorized().text == "1.00")
        #expect(body.receipts.map(\.document) == [.cashierReceipt, .customerReceipt])
    }

    @Test func `every bit of blob, nonce and proof counts, and all failures are one`() throws {
        let secured = try Self.secured(try Self.vector("payment-local-success"))
        let keys = MessageKeyRing([try Self.key()])
        for (part, count) in [("NexoBlob", secured.blob.count), ("Nonce", 16), ("Hmac", 32)] {
            // The last two blocks hold the padding; the rest is sampled.
            for index in 0..<count where count <= 32 || index % 97 == 0 || index >= count - 32 {
                let changed = Self.changing(secured, part) { $0[index] ^= UInt8(1 << (index % 8)) }
                #expect(throws: SecurityError.notVerified) {
                    try Self.secured(JSONWriter.bytes(of: changed)).opened(with: keys, crypto: Self.crypto)
                }
            }
        }
        let shorter = Self.changing(secured, "NexoBlob") { $0.removeLast(16) }
        #expect(throws: SecurityError.notVerified) {
            try Self.secured(JSONWriter.bytes(of: shorter)).opened(with: keys, crypto: Self.crypto)
        }
    }

    @Test func `the wrong passphrase is not verified, and another name or version is another key`() throws {
        let secured = try Self.secured(try Self.vector("payment-local-success"))
        #expect(throws: SecurityError.notVerified) {
            try secured.opened(with: MessageKeyRing([try Self.key("p@ssw0rd123457")]), crypto: Self.crypto)
        }
        let second = try Self.key(name: MessageKey.Name(identifier: Self.name.identifier, version: 2))
        #expect(throws: SecurityError.unknownKey(Self.name)) {
            try secured.opened(with: MessageKeyRing([second]), crypto: Self.crypto)
        }
        // While keys are being changed both are known, and each message is opened with its own.
        let ring = MessageKeyRing([try Self.key(), second])
        #expect(ring.sealing?.name.version == 2)
        #expect(throws: Never.self) { try secured.opened(with: ring, crypto: Self.crypto) }
    }

    @Test(arguments: ["SaleID", "POIID", "ServiceID", "MessageCategory", "ProtocolVersion"])
    func `a header in the clear that says something else is refused`(_ field: String) throws {
        let secured = try Self.secured(try Self.vector("payment-local-success"))
        var header = secured.header.node.members ?? []
        let value = field == "MessageCategory" ? "Reversal" : "other"
        header = header.map { $0.name == field ? JSONNode.Member(name: field, value: .text(value)) : $0 }
        let changed = Self.replacing(secured, "MessageHeader", with: .object(header))
        #expect(throws: SecurityError.headersDiffer(field: field)) {
            try Self.secured(JSONWriter.bytes(of: changed)).opened(
                with: MessageKeyRing([try Self.key()]), crypto: Self.crypto)
        }
    }

    @Test func `a message of any length seals and opens`() throws {
        let key = try Self.key()
        for length in 0..<40 {
            let dialogue = Dialogue(saleID: String(repeating: "x", count: length + 1), poiID: "V400m-1")
            let message = dialogue.diagnosis(hosts: true, serviceID: "1")
            let sealed = try message.sealed(with: key, nonce: .nonce(), crypto: Self.crypto)
            let opened = try Self.secured(sealed.encoded()).opened(with: MessageKeyRing([key]), crypto: Self.crypto)
            #expect(opened.message == message)
        }
    }

    @Test func `what was sealed under one nonce differs under another`() throws {
        let message = Dialogue(saleID: "T1", poiID: "V400m-1").diagnosis(hosts: true, serviceID: "1")
        let blobs = try (0..<8).map { _ in
            try message.sealed(with: try Self.key(), nonce: .nonce(), crypto: Self.crypto).blob
        }
        #expect(Set(blobs).count == 8)
    }

    @Test(arguments: ["", "pässword", "tab\there"]) func `a passphrase that makers read differently is refused`(
        _ text: String
    ) {
        #expect(throws: MessageKey.DerivationError.self) { try Self.key(text) }
    }

    @Test func `a key shows its name alone`() throws {
        let shown =
            "\(try Self.key())" + String(reflecting: try Self.key())
            + String(describing: MessageKeyRing([try Self.key()]))
        #expect(shown.contains("CryptoKeyIdentifier12345 version 1"))
        #expect(!shown.contains("207") && !shown.contains("0xcf"))
    }

    private static func changing(_ secured: SecuredMessage, _ part: String, _ change: (inout [UInt8]) -> Void)
        -> JSONNode
    {
        let inside = secured.node[secured.wrapper.rawValue]
        let isBlob = part == "NexoBlob"
        let node = isBlob ? inside?[part] : inside?["SecurityTrailer"]?[part]
        var bytes = node?.string.flatMap { Base64.bytes(of: $0) } ?? []
        change(&bytes)
        let value = JSONNode.text(Base64.text(of: bytes))
        guard !isBlob else { return replacing(secured, part, with: value) }
        let trailer = (inside?["SecurityTrailer"]?.members ?? []).map {
            $0.name == part ? JSONNode.Member(name: part, value: value) : $0
        }
        return replacing(secured, "SecurityTrailer", with: .object(trailer))
    }

    private static func replacing(_ secured: SecuredMessage, _ name: String, with value: JSONNode) -> JSONNode {
        let members = (secured.node[secured.wrapper.rawValue]?.members ?? []).map {
            $0.name == name ? JSONNode.Member(name: name, value: value) : $0
        }
        return .object([JSONNode.Member(name: secured.wrapper.rawValue, value: .object(members))])
    }
}
