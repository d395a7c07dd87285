// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// The list of the files that count in a carry folder. It is renamed into place last, so a run that is killed leaves
/// the list of the run before, and whatever it does not name is a leftover.
///
///     counterfoil carry 2
///     file state-3 18220 18220 5c21…        name, bytes, bytes under the sum, sum
///     file tills-3 324144 4208 90ab…        of rows, only the head: each slot has a sum of its own
///     sum 77f0…                             of all lines before it
struct CarryManifest: Sendable {
    static let name = "manifest"
    static let draft = "manifest.new"
    static let version = 2
    private static let title = "counterfoil carry "
    private static let mostBytes: Int64 = 64 << 20

    struct Entry: Sendable, Hashable {
        let name: String
        let bytes: Int64
        let summed: Int64
        let sum: UInt64
    }

    var entries: [Entry] = []

    func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

    var bytes: [UInt8] {
        var text = Self.title + "\(Self.version)\n"
        for entry in entries {
            text += "file \(entry.name) \(entry.bytes) \(entry.summed) \(String(entry.sum, radix: 16))\n"
        }
        let sum = BlockSum.of(Array(text.utf8))
        return Array((text + "sum \(String(sum, radix: 16))\n").utf8)
    }

    init() {}

    /// The folder's list; nil where it has none.
    init?(of folder: any KeptFolder) throws(FileJobError) {
        guard let source = folder.source(Self.name) else { return nil }
        let damaged = FileJobError.carryDamaged(folder: folder.name, file: Self.name)
        guard source.size <= Self.mostBytes else { throw damaged }
        let bytes = source.bytes(at: 0, count: Int(source.size))
        guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n") else { throw damaged }
        var lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, first.hasPrefix(Self.title), let last = lines.popLast() else { throw damaged }
        let body = bytes[..<(bytes.count - last.utf8.count - 1)]
        let isWhole = last == "sum \(String(BlockSum.of(Array(body)), radix: 16))"
        if let version = Int(first.dropFirst(Self.title.count)), version != Self.version, isWhole {
            throw .carryOtherVersion(folder: folder.name, version: version)
        }
        guard isWhole, first == Self.title + "\(Self.version)" else { throw damaged }
        for line in lines.dropFirst() {
            let words = line.split(separator: " ")
            guard words.count == 5, words[0] == "file", let size = Int64(words[2]), let summed = Int64(words[3]),
                let sum = UInt64(words[4], radix: 16), summed >= 0, summed <= size
            else { throw damaged }
            entries.append(Entry(name: String(words[1]), bytes: size, summed: summed, sum: sum))
        }
    }

    /// Whether a run of ours may have left a file of this name.
    static func isOurs(_ name: String) -> Bool {
        if name == Self.name || name == draft { return true }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        let kinds: Set<Substring> = ["state", "texts", "lines", "odd", "tills", "charges"]
        guard parts.count >= 2, let kind = parts.first, kinds.contains(kind) else { return false }
        return parts.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { self >= "0" && self <= "9" }
}
