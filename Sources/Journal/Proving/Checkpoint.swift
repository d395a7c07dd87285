// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// The state of a journal in three lines, as the C2SP "tlog-checkpoint" lays it out; a signed note carries it.
///
///     origin⏎                      whose journal
///     records in decimal⏎
///     root in base64⏎
///     further lines⏎               ours: `time 2025-11-20T07:03:00Z`
public struct Checkpoint: Sendable, Hashable {
    /// The same as the name of the key that signs.
    public let origin: String
    public let size: UInt64
    public let root: Digest
    /// Further lines, without line feeds.
    public let remarks: [String]

    public init(origin: String, size: UInt64, root: Digest, remarks: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.remarks = remarks
    }

    /// The text that is signed; ends with a line feed.
    public var text: String {
        ([origin, String(size), Base64.text(of: root.bytes)] + remarks).map { $0 + "\n" }.joined()
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.count <= 20, lines.last == "", let size = UInt64(lines[1]),
            let root = Base64.bytes(of: lines[2]).flatMap({ Digest($0) })
        else { return nil }
        self.init(
            origin: String(lines[0]), size: size, root: root, remarks: lines[3..<(lines.count - 1)].map { String($0) })
        guard self.text == text else { return nil }
    }
}
