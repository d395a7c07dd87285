// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation

/// Files that settings name: passphrases, keys, certificates.
enum SmallFile {
    /// Anything larger is something else.
    private static let limit = 1 << 20

    /// nil for what cannot be read, is larger, or is not UTF-8.
    static func text(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: limit + 1),
            data.count <= limit
        else { return nil }
        return String(data: data, encoding: .utf8)
    }
}
