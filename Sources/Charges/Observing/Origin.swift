// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where an observation came from, so that a person can go and look.
public struct Origin: Hashable, Sendable {
    /// File name, device name, or `api:<user>`; never a path with a person's name in it.
    public let name: String
    /// SHA-256 of the file in lower-case hexadecimal; empty when it is not a file.
    public let digest: String
    /// 1-based line of the row; 0 when there are no lines.
    public let line: Int
    /// 0-based byte offset of the row's first byte.
    public let byte: Int64

    public init(name: String, digest: String = "", line: Int = 0, byte: Int64 = 0) {
        self.name = name
        self.digest = digest
        self.line = line
        self.byte = byte
    }

    /// `file:line@byte`, as findings carry it.
    public var reference: String { line > 0 ? "\(name):\(line)@\(byte)" : name }
}
