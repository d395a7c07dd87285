// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Foundation

/// A file that is being received: written to disk piece by piece, its digest computed on the way.
final class Spool {
    let path: String
    private let handle: FileHandle
    private var hasher = SHA256()
    private(set) var byteCount: Int64 = 0
    private let byteCountMax: Int64

    /// - Throws: when the folder cannot be made or the file cannot be opened.
    init(directory: String, name: String, byteCountMax: Int64) throws {
        let folder = URL(filePath: directory)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let url = folder.appending(path: name)
        path = url.path(percentEncoded: false)
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw Refusal.busy("the upload folder cannot be written") }
        handle = try FileHandle(forWritingTo: url)
        self.byteCountMax = byteCountMax
    }

    func write(_ bytes: some DataProtocol) throws {
        byteCount += Int64(bytes.count)
        guard byteCount <= byteCountMax else { throw Refusal.tooLarge(byteCountMax: byteCountMax) }
        hasher.update(data: bytes)
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw Refusal.busy("the upload folder is full or cannot be written")
        }
    }

    /// Closes the file and says what it is.
    func finish(fileName: String, field: String = "") throws -> Spooled {
        try handle.close()
        let digest = hasher.finalize().map { pair($0) }.joined()
        return Spooled(path: path, fileName: fileName, field: field, byteCount: byteCount, digest: digest)
    }

    /// Gives the file up.
    func discard() {
        try? handle.close()
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// A file that was received whole.
struct Spooled: Sendable {
    let path: String
    /// As the sender calls it; without a path and without control characters.
    let fileName: String
    /// The form's field that it came in; empty outside a form.
    let field: String
    let byteCount: Int64
    /// SHA-256 in hexadecimal.
    let digest: String
}

/// Names of files as strangers give them.
enum FileName {
    /// The last part of a path, at most 200 bytes, without control characters; `file` when nothing is left.
    static func clean(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        var cleaned = ""
        for scalar in last.unicodeScalars where scalar.value >= 32 && scalar.value != 127 {
            if cleaned.utf8.count + UTF8.width(scalar) > 200 { break }
            cleaned.unicodeScalars.append(scalar)
        }
        return cleaned.isEmpty || cleaned == "." || cleaned == ".." ? "file" : cleaned
    }
}
