// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Crypto
internal import Foundation
internal import Glibc
public import Journal

/// The shop's Ed25519 key, in a file of 32 bytes beside the journal that nobody but its owner can read.
///
/// It is made when it is first needed. It must be kept with the journal: packs that were signed by a lost key are
/// still whole, but new ones show another name.
public struct SigningKey: Signing {
    static let name = "signing-key"
    private let key: Curve25519.Signing.PrivateKey
    public let publicKey: [UInt8]

    /// Opens the key of a folder, and makes it where there is none.
    public static func open(in directory: String) throws(StoreError) -> SigningKey {
        let path = "\(directory)/\(name)"
        if let bytes = try read(path) { return try SigningKey(bytes) }
        let fresh = Curve25519.Signing.PrivateKey()
        let bytes = unsafe fresh.rawRepresentation.withUnsafeBytes { unsafe Array($0) }
        try create(path, bytes)
        // Another process may have been first: what is in the file counts.
        guard let kept = try read(path) else { throw .unreachable("\(path): cannot be read") }
        return try SigningKey(kept)
    }

    private init(_ bytes: [UInt8]) throws(StoreError) {
        guard bytes.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {
            throw .invalid("\(Self.name): not a key of 32 bytes; put back the copy of your backup")
        }
        self.key = key
        publicKey = unsafe key.publicKey.rawRepresentation.withUnsafeBytes { unsafe Array($0) }
    }

    public func signature(of text: [UInt8]) -> [UInt8]? {
        guard let signature = try? key.signature(for: text) else { return nil }
        return unsafe signature.withUnsafeBytes { unsafe Array($0) }
    }

    /// Name under which the shop signs: `counterfoil/` and the first 8 bytes of the key's SHA-256.
    public var origin: String {
        let hash = SHA256.hash(data: publicKey)
        return "counterfoil/"
            + hash.prefix(8).map { byte in
                let digits = String(byte, radix: 16)
                return digits.utf8.count < 2 ? "0\(digits)" : digits
            }.joined()
    }

    private static func read(_ path: String) throws(StoreError) -> [UInt8]? {
        let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreachable("\(path): cannot be read (errno \(errno))")
        }
        defer { _ = Glibc.close(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe Glibc.read(file, &bytes, 64)
        guard count >= 0 else { throw .unreachable("\(path): cannot be read (errno \(errno))") }
        return Array(bytes.prefix(count))
    }

    /// Writes beside and renames without replacing: a key is whole or not there.
    private static func create(_ path: String, _ bytes: [UInt8]) throws(StoreError) {
        let beside = "\(path).\(getpid()).new"
        let file = unsafe Glibc.open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unreachable("\(beside): cannot be written (errno \(errno))") }
        let count = unsafe Glibc.write(file, bytes, bytes.count)
        let synced = fsync(file)
        _ = Glibc.close(file)
        defer { _ = unsafe unlink(beside) }
        guard count == bytes.count, synced == 0 else { throw .unreachable("\(beside): cannot be written") }
        guard unsafe link(beside, path) == 0 || errno == EEXIST else {
            throw .unreachable("\(path): cannot be made (errno \(errno))")
        }
    }
}

/// Checks Ed25519 signatures with swift-crypto.
public struct SystemSignatures: SignatureChecking {
    public init() {}

    public func isSigned(_ text: [UInt8], signature: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: text)
    }
}
