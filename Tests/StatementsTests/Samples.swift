// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

/// Files in the folder `Samples`, written from the public layouts by the Python scripts beside them.
enum Samples {
    struct Missing: Error { let name: String }

    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        guard let file = unsafe fopen("/\(folder)/Samples/\(name)", "rb") else { throw Missing(name: name) }
        defer { _ = unsafe fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return all }
            all += buffer[0..<count]
        }
    }
}
