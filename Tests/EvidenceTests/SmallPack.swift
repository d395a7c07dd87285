// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import Journal

/// A keyed hash in the place of a signature: another text or key gives another.
struct PretendSigning: Signing, SignatureChecking {
    let publicKey: [UInt8]
    init(_ seed: UInt8) { publicKey = [UInt8](repeating: seed, count: 32) }

    private static func mark(_ text: [UInt8], _ key: [UInt8]) -> [UInt8] {
        let half = ReferenceDigesting().sha256(prefix: nil, (key + text).span).bytes
        return half + ReferenceDigesting().sha256(prefix: 1, half.span).bytes
    }

    func signature(of text: [UInt8]) -> [UInt8]? { Self.mark(text, publicKey) }
    func isSigned(_ text: [UInt8], signature: [UInt8], by publicKey: [UInt8]) -> Bool {
        Self.mark(text, publicKey) == signature
    }
}

/// A pack of two papers and a journal of one record.
enum SmallPack {
    static let digesting = ReferenceDigesting()
    static let signing = PretendSigning(3)

    static func head(_ subject: String = "T0000000017") -> Manifest.Head {
        Manifest.Head(
            origin: "counterfoil/test", subject: subject, variant: .lawyer, madeAt: "2025-11-20T07:03:00Z",
            madeBy: "caiwu", reason: "retrieval request \"CS-02\"\n", program: "counterfoil 1")
    }

    static let record: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 7] + Array("a record".utf8)

    static var journal: PackJournal {
        let leaf = digesting.sha256(prefix: 0, record.span)
        return PackJournal(
            checkpoint: Checkpoint(origin: "counterfoil/test", size: 1, root: leaf),
            proofs: [InclusionProof(number: 1, size: 1, leaf: leaf, path: [])], records: [1: record])
    }

    static let parts = [
        PackPart(
            name: "小票/receipt.bin", bytes: [0x1B, 0x40, 0x0A], origin: "printer stream",
            capturedAt: "2025-11-20T07:00:00Z", by: "printer"),
        PackPart(
            name: "chronology.txt", text: "07:00 approved\n", origin: "computed",
            capturedAt: "2025-11-20T07:03:00Z", by: "counterfoil 1"),
    ]

    static func made(
        _ head: Manifest.Head = head(), parts: [PackPart] = parts, journal: PackJournal = journal
    ) -> PackWriter.Pack? {
        PackWriter(digesting: digesting, signing: signing).pack(head, parts: parts, journal: journal)
    }

    static func report(_ bytes: [UInt8], key: String? = nil) -> PackReport {
        PackVerifier(digesting: digesting, checking: signing, key: key).verify(bytes)
    }
}
