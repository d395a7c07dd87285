// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Store

/// A small text file named on the command line.
enum TextFile {
    /// - Throws: `StoreError.invalid` naming the file: it cannot be read, is large, or is not UTF-8 text.
    static func read(_ path: String) throws(StoreError) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .invalid("\(path): cannot be read; check the name and the permissions")
        }
        guard data.count <= 4 << 20 else { throw .invalid("\(path): larger than 4 MiB; settings files are small") }
        guard let text = String(data: data, encoding: .utf8) else { throw .invalid("\(path): not UTF-8 text") }
        return text
    }
}
