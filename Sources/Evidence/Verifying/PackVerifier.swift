// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import Journal

/// What checking a pack found. It is verified when there is no problem.
public struct PackReport: Sendable, Hashable {
    /// In the order in which they were found.
    public let problems: [PackProblem]
    /// nil when it could not be read.
    public let manifest: Manifest?
    /// The key that signed, in the form in which a shop publishes it; nil when nothing shows that it did.
    public let key: String?
    /// nil when nothing shows that it was signed.
    public let checkpoint: Checkpoint?
    /// Records that were shown to be in the journal.
    public let proved: Int

    public var isVerified: Bool { problems.isEmpty }
}

/// Checks a pack without the shop that made it.
///
///     archive in its one form ─▶ manifest signed ─▶ each part hashed ─▶ checkpoint signed ─▶ each record proved
///
/// The key comes with the pack, so a pack shows that it is whole and as its maker made it. That the maker is the
/// shop is known by comparing the key with what the shop says it is, or by giving it here.
public struct PackVerifier: Sendable {
    private let digesting: any Digesting
    private let checking: any SignatureChecking
    private let expected: String?

    /// - Parameter key: text form of the key that must have signed; nil takes the one in the pack.
    public init(digesting: any Digesting, checking: any SignatureChecking, key: String? = nil) {
        self.digesting = digesting
        self.checking = checking
        expected = key
    }

    public func verify(_ bytes: [UInt8]) -> PackReport {
        let entries: [ZipEntry]
        do throws(ZipProblem) {
            entries = try ZipReader.entries(of: bytes)
        } catch {
            return PackReport(problems: [.archive(error)], manifest: nil, key: nil, checkpoint: nil, proved: 0)
        }
        return verify(entries)
    }

    private func verify(_ entries: [ZipEntry]) -> PackReport {
        func refused(_ problem: PackProblem, _ manifest: Manifest? = nil) -> PackReport {
            PackReport(problems: [problem], manifest: manifest, key: nil, checkpoint: nil, proved: 0)
        }
        guard entries.count >= 2, entries[0].name == Manifest.fileName, let manifest = Manifest(text(entries[0])) else {
            return refused(.unreadable(Manifest.fileName))
        }
        let parts = Dictionary(entries.dropFirst(2).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        guard let key = parts[PackWriter.keyName].flatMap({ NoteKey(text($0).dropLast(), by: digesting) }),
            key.name == manifest.head.origin
        else { return refused(.unreadable(PackWriter.keyName), manifest) }
        guard entries[1].name == Manifest.signatureName,
            let note = SignedNote(text(entries[1]), by: key, checking: checking, digesting: digesting),
            note.text == PackWriter.seal(of: hash(entries[0].bytes), origin: key.name)
        else { return refused(.notSigned, manifest) }
        var problems: [PackProblem] = []
        if let expected, expected != key.text(by: digesting) { problems.append(.otherKey) }
        problems += compare(manifest, with: entries.dropFirst(2), by: parts)
        let journal = checkJournal(parts, key: key)
        return PackReport(
            problems: problems + journal.problems, manifest: manifest, key: key.text(by: digesting),
            checkpoint: journal.checkpoint, proved: journal.proved)
    }

    private func compare(
        _ manifest: Manifest, with entries: ArraySlice<ZipEntry>, by parts: [String: ZipEntry]
    ) -> [PackProblem] {
        var problems: [PackProblem] = []
        for part in manifest.parts {
            guard let entry = parts[part.name] else {
                problems.append(.missing(part.name))
                continue
            }
            if entry.bytes.count != part.size || hash(entry.bytes) != part.sha256 {
                problems.append(.changed(part.name))
            }
        }
        let named = Set(manifest.parts.map(\.name))
        problems += entries.filter { !named.contains($0.name) }.map { .unknown($0.name) }
        if problems.isEmpty, manifest.parts.map(\.name) != entries.map(\.name) {
            problems.append(.unreadable(Manifest.fileName))
        }
        return problems
    }

    private func checkJournal(
        _ parts: [String: ZipEntry], key: NoteKey
    ) -> (problems: [PackProblem], checkpoint: Checkpoint?, proved: Int) {
        guard let entry = parts[ProofSheet.checkpointName],
            let note = SignedNote(text(entry), by: key, checking: checking, digesting: digesting),
            let checkpoint = Checkpoint(note.text), checkpoint.origin == key.name
        else { return ([.checkpoint], nil, 0) }
        guard let sheet = parts[ProofSheet.fileName].flatMap({ ProofSheet(text($0)) }), sheet.size == checkpoint.size,
            sheet.root == checkpoint.root
        else { return ([.unreadable(ProofSheet.fileName)], checkpoint, 0) }
        var problems: [PackProblem] = []
        var proved = 0
        for line in sheet.lines {
            let isRecord =
                line.file.map { file in
                    guard let bytes = parts[file]?.bytes, file == ProofSheet.fileName(of: line.proof.number) else {
                        return false
                    }
                    return Self.number(bytes) == line.proof.number
                        && digesting.sha256(prefix: 0, bytes.span) == line.proof.leaf
                } ?? true
            if isRecord, line.proof.leads(to: checkpoint.root, by: digesting) {
                proved += 1
            } else {
                problems.append(.notProved(record: line.proof.number))
            }
        }
        return (problems, checkpoint, proved)
    }

    /// The number a record says it has.
    private static func number(_ bytes: [UInt8]) -> UInt64? {
        guard bytes.count >= 9 else { return nil }
        return bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    private func text(_ entry: ZipEntry) -> String { String(decoding: entry.bytes, as: UTF8.self) }

    private func hash(_ bytes: [UInt8]) -> String {
        Hexadecimal.text(of: digesting.sha256(prefix: nil, bytes.span).bytes)
    }
}
