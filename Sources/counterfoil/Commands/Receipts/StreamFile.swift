// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Store

/// A print stream named on the command line.
enum StreamFile {
    /// A day's tape of a busy printer is a few megabytes.
    static let limit = 256 << 20

    /// - Throws: `StoreError.invalid`, exit code 3: the file cannot be read or is larger than `limit`.
    static func read(_ path: String) throws(StoreError) -> [UInt8] {
        let handle: FileHandle?
        if path == "-" {
            handle = .standardInput
        } else {
            var isFolder: ObjCBool = false
            let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            handle = exists && !isFolder.boolValue ? FileHandle(forReadingAtPath: path) : nil
        }
        guard let handle else { throw .invalid("\(path): cannot be read; check the name and the permissions") }
        var bytes: [UInt8] = []
        while let chunk = try? handle.read(upToCount: 1 << 20), !chunk.isEmpty {
            bytes += chunk
            guard bytes.count <= limit else {
                throw .invalid("\(path): larger than \(limit >> 20) MiB; split it at a paper cut")
            }
        }
        return bytes
    }
}
