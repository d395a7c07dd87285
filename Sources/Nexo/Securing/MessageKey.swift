// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The keys that a passphrase stands for, with the name both sides know them by.
///
///     passphrase (ASCII) ── PBKDF2-HMAC-SHA-1, salt "AdyenNexoV1Salt", 4,000 rounds ──▶ 80 bytes
///     ┌──────────────────┬──────────────────┬─────────────┐
///     │ HMAC key, 32     │ cipher key, 32   │ IV, 16      │      IV of a message = IV ⊕ nonce of the message
///     └──────────────────┴──────────────────┴─────────────┘
public struct MessageKey: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// What names a key: a terminal may know several, and each in several versions, while it changes them.
    public struct Name: Sendable, Hashable, CustomStringConvertible {
        public let identifier: String
        public let version: Int64

        public init(identifier: String, version: Int64) {
            self.identifier = identifier
            self.version = version
        }

        public var description: String { "\(identifier) version \(version)" }
    }

    public enum DerivationError: Error, Sendable, Hashable {
        case emptyPassphrase
        /// Libraries of other makers read such a passphrase in different encodings, so the keys would differ.
        case passphraseNotASCII
        /// The cryptographic library refused.
        case refused
    }

    public let name: Name
    let hmacKey: [UInt8]
    let cipherKey: [UInt8]
    let baseIV: [UInt8]

    public init(passphrase: String, name: Name, crypto: some MessageCrypto) throws(DerivationError) {
        let bytes = Array(passphrase.utf8)
        guard !bytes.isEmpty else { throw .emptyPassphrase }
        guard bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) else { throw .passphraseNotASCII }
        let salt = Array("AdyenNexoV1Salt".utf8)
        guard let material = crypto.pbkdf2SHA1(passphrase: bytes, salt: salt, rounds: 4_000, count: 80),
            material.count == 80
        else { throw .refused }
        self.name = name
        hmacKey = Array(material[0..<32])
        cipherKey = Array(material[32..<64])
        baseIV = Array(material[64..<80])
    }

    func iv(_ nonce: [UInt8]) -> [UInt8] { zip(baseIV, nonce).map { $0 ^ $1 } }

    /// The name alone: keys reach no log and no crash report.
    public var description: String { "message key \(name)" }
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

/// The keys a side knows. While a key is being changed both the old and the new one are in it.
public struct MessageKeyRing: Sendable, Hashable {
    private var keys: [MessageKey.Name: MessageKey]
    /// Name of the key that new messages are sealed with; the last one added.
    public private(set) var current: MessageKey.Name?

    public init(_ keys: [MessageKey] = []) {
        self.keys = [:]
        for key in keys { add(key) }
    }

    public mutating func add(_ key: MessageKey) {
        keys[key.name] = key
        current = key.name
    }

    /// Forgets a key once the other side no longer uses it.
    public mutating func remove(_ name: MessageKey.Name) {
        keys[name] = nil
        if current == name { current = nil }
    }

    public subscript(name: MessageKey.Name) -> MessageKey? { keys[name] }

    /// The key to seal with; nil where there is none.
    public var sealing: MessageKey? { current.flatMap { keys[$0] } }
}
