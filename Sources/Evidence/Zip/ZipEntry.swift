// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One file of an archive.
public struct ZipEntry: Sendable, Hashable {
    /// Path with forward slashes, relative, in UTF-8.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Whether a name may stand in a pack: no way out of the folder, no device, nothing hidden or unprintable.
    public static func isSound(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 200, !name.hasPrefix("/"), !name.contains("\\"), !name.contains(":")
        else { return false }
        guard name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
            return false
        }
        return name.split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.last != " " && $0.last != "." }
    }
}

/// What one archive may hold. A pack is far below; a hostile file is refused by a number with a name.
public enum ZipLimits {
    /// Files in one archive.
    public static let entries = 4_096
    /// Bytes of one archive, headers included.
    public static let bytes = 512 << 20
}
