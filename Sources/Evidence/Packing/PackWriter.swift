// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import Journal

/// Puts a pack together: parts, journal, key, manifest, signature, archive. The same material gives the same bytes.
///
///     zip ─┬─ manifest.json ── SHA-256 of every part ──▶ manifest.sig (Ed25519)
///          ├─ parts
///          └─ journal/checkpoint.txt (Ed25519) ◀── proofs.json ◀── records
public struct PackWriter: Sendable {
    private let digesting: any Digesting
    private let signing: any Signing

    public init(digesting: any Digesting, signing: any Signing) {
        self.digesting = digesting
        self.signing = signing
    }

    /// A finished pack.
    public struct Pack: Sendable, Hashable {
        /// The archive.
        public let bytes: [UInt8]
        public let manifest: Manifest
        /// SHA-256 of the archive, lower-case hexadecimal.
        public let sha256: String
    }

    /// Name of the part with the public key as a note writes it.
    public static let keyName = "public-key.txt"
    /// Name of the part with the public key as other programs read it.
    public static let keyPEMName = "public-key.pem"

    /// - Returns: nil when a name is doubled or unsound, a limit is passed, or the key cannot be used.
    public func pack(_ head: Manifest.Head, parts: [PackPart], journal: PackJournal) -> Pack? {
        guard let key = NoteKey(name: head.origin, publicKey: signing.publicKey),
            let checkpoint = note(journal.checkpoint.text, as: head.origin)
        else { return nil }
        func made(_ name: String, _ text: String, _ origin: String) -> PackPart {
            PackPart(name: name, text: text, origin: origin, capturedAt: head.madeAt, by: head.program)
        }
        var parts = parts
        parts.append(made(Self.keyName, key.text(by: digesting) + "\n", "key"))
        parts.append(made(Self.keyPEMName, Self.pem(signing.publicKey), "key"))
        parts.append(made(ProofSheet.checkpointName, checkpoint, "journal"))
        let sheet = ProofSheet(
            size: journal.checkpoint.size, root: journal.checkpoint.root,
            lines: journal.proofs.map { proof in
                ProofSheet.Line(
                    proof: proof,
                    file: journal.records[proof.number] == nil ? nil : ProofSheet.fileName(of: proof.number))
            })
        parts.append(made(ProofSheet.fileName, sheet.encoded, "journal"))
        for (number, bytes) in journal.records.sorted(by: { $0.key < $1.key }) {
            parts.append(
                PackPart(
                    name: ProofSheet.fileName(of: number), bytes: bytes, origin: "journal \(number)",
                    capturedAt: head.madeAt, by: head.program))
        }
        return seal(head, parts)
    }

    private func seal(_ head: Manifest.Head, _ parts: [PackPart]) -> Pack? {
        let manifest = Manifest(
            head: head,
            parts: parts.map { part in
                Manifest.Part(
                    name: part.name, size: part.bytes.count, sha256: hash(part.bytes), origin: part.origin,
                    capturedAt: part.capturedAt, by: part.by)
            })
        let encoded = manifest.encoded
        guard let signature = note(Self.seal(of: hash(Array(encoded.utf8)), origin: head.origin), as: head.origin),
            let archive = ZipWriter.archive(
                [
                    ZipEntry(name: Manifest.fileName, bytes: Array(encoded.utf8)),
                    ZipEntry(name: Manifest.signatureName, bytes: Array(signature.utf8)),
                ] + parts.map { ZipEntry(name: $0.name, bytes: $0.bytes) })
        else { return nil }
        return Pack(bytes: archive, manifest: manifest, sha256: hash(archive))
    }

    /// What the manifest's signature is over.
    static func seal(of hash: String, origin: String) -> String { "\(origin)\nmanifest sha256 \(hash)\n" }

    /// The key as a SubjectPublicKeyInfo of RFC 8410.
    static func pem(_ publicKey: [UInt8]) -> String {
        let head: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let body = Base64.text(of: head + publicKey)
        return "-----BEGIN PUBLIC KEY-----\n\(body)\n-----END PUBLIC KEY-----\n"
    }

    private func note(_ text: String, as name: String) -> String? {
        SignedNote(text, signedAs: name, with: signing, by: digesting)?.encoded
    }

    private func hash(_ bytes: [UInt8]) -> String {
        Hexadecimal.text(of: digesting.sha256(prefix: nil, bytes.span).bytes)
    }
}
