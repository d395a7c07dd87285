// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation

/// Small files that a terminal's settings name.
enum TerminalFile {
    /// Passphrases and certificates are small; anything larger is something else.
    private static let limit = 1 << 20

    static func text(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: limit) else {
            return nil
        }
        return String(data: data, encoding: .utf8)
    }
}
