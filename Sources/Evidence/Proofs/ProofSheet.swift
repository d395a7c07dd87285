// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import Journal

/// The inclusion proofs of a pack's journal records, as `journal/proofs.json` holds them.
///
///     {"size": 4711, "root": "<hexadecimal>", "records": [
///       {"number": 17, "file": "journal/0000000017.bin", "leaf": "<hexadecimal>", "path": ["<hexadecimal>", …]}, …]}
///
/// A record whose content the reader may not see has no `file`: its leaf shows that it is there, not what it says.
public struct ProofSheet: Sendable, Hashable {
    /// One record.
    public struct Line: Sendable, Hashable {
        public let proof: InclusionProof
        /// Name of the part with the record's bytes: number (8, little-endian), type, payload.
        public let file: String?

        public init(proof: InclusionProof, file: String?) {
            self.proof = proof
            self.file = file
        }
    }

    public let size: UInt64
    public let root: Digest
    public let lines: [Line]

    public init(size: UInt64, root: Digest, lines: [Line]) {
        self.size = size
        self.root = root
        self.lines = lines
    }

    /// Name of the part.
    public static let fileName = "journal/proofs.json"
    /// Name of the part with the signed checkpoint.
    public static let checkpointName = "journal/checkpoint.txt"

    /// Name of the part with a record's bytes.
    public static func fileName(of number: UInt64) -> String {
        let digits = String(number)
        return "journal/" + String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits + ".bin"
    }

    /// The file, one record a line.
    public var encoded: String {
        var text = "{\"size\": \(size), \"root\": \"\(Self.text(root))\", \"records\": [\n"
        text += lines.map { $0.value.text }.joined(separator: ",\n")
        return text + "\n]}\n"
    }

    /// Reads what `encoded` wrote; nil for anything else.
    public init?(_ encoded: String) {
        guard case .object(let members)? = JSONValue(encoded), members.count == 3,
            case .number(let size) = members[0].value, members[0].name == "size", size >= 0,
            let root = Self.digest(members[1].value), case .array(let values) = members[2].value
        else { return nil }
        let lines = values.compactMap { Line($0, size: UInt64(size)) }
        guard lines.count == values.count else { return nil }
        self.init(size: UInt64(size), root: root, lines: lines)
        guard Array(self.encoded.utf8) == Array(encoded.utf8) else { return nil }
    }

    static func text(_ digest: Digest) -> String { Hexadecimal.text(of: digest.bytes) }

    static func digest(_ value: JSONValue) -> Digest? {
        value.string.flatMap { Hexadecimal.bytes(of: $0) }.flatMap { Digest($0) }
    }
}

extension ProofSheet.Line {
    var value: JSONValue {
        .object([
            JSONValue.Member(name: "number", value: .number(Int64(clamping: proof.number))),
            JSONValue.Member(name: "file", value: file.map { .text($0) } ?? .null),
            JSONValue.Member(name: "leaf", value: .text(ProofSheet.text(proof.leaf))),
            JSONValue.Member(name: "path", value: .array(proof.path.map { .text(ProofSheet.text($0)) })),
        ])
    }

    init?(_ value: JSONValue, size: UInt64) {
        guard case .object(let members) = value, members.count == 4, case .number(let number) = members[0].value,
            number >= 1, let leaf = ProofSheet.digest(members[2].value), case .array(let nodes) = members[3].value
        else { return nil }
        let path = nodes.compactMap { ProofSheet.digest($0) }
        guard path.count == nodes.count else { return nil }
        self.init(
            proof: InclusionProof(number: UInt64(number), size: size, leaf: leaf, path: path),
            file: members[1].value.string)
    }
}
