// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Ciphers
internal import Foundation
public import ISO8583

/// Master keys of terminals, from a file that only its owner can read.
///
///     # name  32 hex digits  check value (optional: 6 to 16 hex digits)
///     TMK1    11111111111111112222222222222222  82E136
///
public enum MasterKeyFile {
    public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
        case unreadable(String)
        /// Others than the owner may read it.
        case openToOthers(String)
        /// Line, counted from 1.
        case line(Int)
        case checkValue(String)

        /// Never says what a key is.
        public var description: String {
            switch self {
            case .unreadable(let path): "key file \(path) cannot be read"
            case .openToOthers(let path): "key file \(path) can be read by others: chmod 600 \(path)"
            case .line(let number): "key file, line \(number): NAME, 16, 32 or 48 hex digits, and a check value if any"
            case .checkValue(let name): "key \(name) does not give its check value"
            }
        }
    }

    static let limit = 65_536

    /// Reads a file into a software key store.
    public static func store(path: String) throws(Problem) -> any KeyStore {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let mode = attributes[.posixPermissions] as? Int, let size = attributes[.size] as? Int, size <= limit,
            let data = FileManager.default.contents(atPath: path)
        else { throw .unreadable(path) }
        guard mode & 0o077 == 0 else { throw .openToOthers(path) }
        return try store(text: String(decoding: data, as: UTF8.self))
    }

    public static func store(text: String) throws(Problem) -> any KeyStore {
        var masters: [String: [UInt8]] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            if words.isEmpty { continue }
            guard (2...3).contains(words.count), let key = Hexadecimal.bytes(of: words[1]),
                [8, 16, 24].contains(key.count)
            else { throw .line(index + 1) }
            let name = String(words[0])
            if words.count == 3 { try check(name, key, words[2], index + 1) }
            masters[name] = key
        }
        return SoftwareKeys(masters: masters, NettleDES())
    }

    private static func check(_ name: String, _ key: [UInt8], _ value: Substring, _ line: Int) throws(Problem) {
        guard let wanted = Hexadecimal.bytes(of: value), (3...8).contains(wanted.count) else { throw .line(line) }
        guard let cipher = try? NettleDES().cipher(key: key[...]) else { throw .line(line) }
        let zeros = cipher.encrypt(0)
        let own = (0..<wanted.count).map { UInt8(truncatingIfNeeded: zeros >> UInt64(56 - $0 * 8)) }
        guard ConstantTime.isEqual(own, wanted) else { throw .checkValue(name) }
    }
}
