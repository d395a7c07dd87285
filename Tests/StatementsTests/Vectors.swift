// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

/// Public example files, outside the project's tree.
enum Vectors {
    static let folder = environment("COUNTERFOIL_VECTORS") ?? "../shared/vectors"

    /// The bytes of a file, or nil where the vectors are not installed.
    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen("\(folder)/\(path)", "rb") else { return nil }
        defer { _ = unsafe fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return all }
            all += buffer[0..<count]
        }
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
