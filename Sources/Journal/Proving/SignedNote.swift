// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// Makes Ed25519 signatures; given by the shell.
public protocol Signing: Sendable {
    /// 32 bytes.
    var publicKey: [UInt8] { get }
    /// 64 bytes; nil when the key cannot be used.
    func signature(of text: [UInt8]) -> [UInt8]?
}

/// Checks Ed25519 signatures; given by the shell.
public protocol SignatureChecking: Sendable {
    func isSigned(_ text: [UInt8], signature: [UInt8], by publicKey: [UInt8]) -> Bool
}

/// A text with one Ed25519 signature, as the C2SP "signed note" lays it out.
///
///     text of one or more lines⏎
///     ⏎
///     — name base64(key id (4 bytes) ‖ signature (64 bytes))⏎
///
/// The signature is over the text with its last line feed. The key id is the first 4 bytes of
/// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
public struct SignedNote: Sendable, Hashable {
    /// Ends with a line feed and holds no empty line.
    public let text: String
    public let signer: NoteKey
    /// 64 bytes.
    public let signature: [UInt8]

    /// Signs a text; nil when the key cannot be used or the text is not one of whole, non-empty lines.
    public init?(_ text: String, signedAs name: String, with signing: any Signing, by digesting: any Digesting) {
        guard Self.isSound(text), let signer = NoteKey(name: name, publicKey: signing.publicKey),
            let signature = signing.signature(of: Array(text.utf8)), signature.count == 64
        else { return nil }
        self.text = text
        self.signer = signer
        self.signature = signature
        encoded = Self.encode(text, signer: signer, signature: signature, by: digesting)
    }

    /// The note as it stands in a file.
    public let encoded: String

    /// Reads a note that one key must have signed; nil when one byte of it is not as that key wrote it.
    public init?(
        _ encoded: String, by key: NoteKey, checking: any SignatureChecking, digesting: any Digesting
    ) {
        let mark = "\n\n\u{2014} "
        guard encoded.utf8.count <= 1 << 16, encoded.hasSuffix("\n"), let end = Self.lastIndex(of: mark, in: encoded)
        else { return nil }
        let text = String(decoding: Array(encoded.utf8)[...end], as: UTF8.self)
        let line = encoded.utf8.dropFirst(end + mark.utf8.count).dropLast()
        let words = String(decoding: Array(line), as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, words[0] == key.name, let blob = Base64.bytes(of: words[1]), blob.count == 68,
            Array(blob[..<4]) == key.id(by: digesting), Self.isSound(text)
        else { return nil }
        let signature = Array(blob[4...])
        guard checking.isSigned(Array(text.utf8), signature: signature, by: key.publicKey) else { return nil }
        self.text = text
        signer = key
        self.signature = signature
        self.encoded = Self.encode(text, signer: key, signature: signature, by: digesting)
        guard Array(self.encoded.utf8) == Array(encoded.utf8) else { return nil }
    }

    private static func encode(
        _ text: String, signer: NoteKey, signature: [UInt8], by digesting: any Digesting
    ) -> String {
        "\(text)\n\u{2014} \(signer.name) \(Base64.text(of: signer.id(by: digesting) + signature))\n"
    }

    private static func isSound(_ text: String) -> Bool {
        text.utf8.count > 1 && text.utf8.last == 0x0A && text.utf8.first != 0x0A && !text.contains("\n\n")
            && text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
    }

    /// Where the mark begins for the last time, in bytes.
    private static func lastIndex(of mark: String, in text: String) -> Int? {
        let (bytes, wanted) = (Array(text.utf8), Array(mark.utf8))
        guard bytes.count >= wanted.count else { return nil }
        return (0...(bytes.count - wanted.count)).last { start in
            wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
        }
    }
}

/// Whose signatures a note carries.
///
///     text form:  name+key id in hexadecimal+base64(0x01 ‖ public key)
public struct NoteKey: Sendable, Hashable {
    /// Holds neither space nor plus sign.
    public let name: String
    /// 32 bytes of Ed25519.
    public let publicKey: [UInt8]

    /// nil for a name or key that a note cannot carry.
    public init?(name: String, publicKey: [UInt8]) {
        guard publicKey.count == 32, !name.isEmpty, name.utf8.count <= 200,
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "+") })
        else { return nil }
        self.name = name
        self.publicKey = publicKey
    }

    /// Reads the text form; nil unless it is exactly that.
    public init?(_ text: some StringProtocol, by digesting: any Digesting) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let blob = Base64.bytes(of: parts[2]), blob.count == 33, blob[0] == 1 else {
            return nil
        }
        self.init(name: String(parts[0]), publicKey: Array(blob[1...]))
        guard self.text(by: digesting) == String(text) else { return nil }
    }

    /// The text form.
    public func text(by digesting: any Digesting) -> String {
        "\(name)+\(Hexadecimal.text(of: id(by: digesting)))+\(Base64.text(of: [1] + publicKey))"
    }

    /// The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
    func id(by digesting: any Digesting) -> [UInt8] {
        let bytes = Array(name.utf8) + [0x0A, 0x01] + publicKey
        return Array(digesting.sha256(prefix: nil, bytes.span).bytes.prefix(4))
    }
}
