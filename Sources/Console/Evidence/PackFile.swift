// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// Files that are handed out, and packs that wait to be fetched in the shop's folder.
enum PackFile {
    /// - Parameter isKept: whether a browser saves it instead of showing it.
    static func response(_ bytes: [UInt8], type: String, name: String, isKept: Bool) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "\(isKept ? "attachment" : "inline"); filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Keeps a pack under its hash; the register says what the hash stands for.
    static func keep(_ bytes: [UInt8], sha256: String, in folder: String) throws {
        let packs = "\(folder)/packs"
        try FileManager.default.createDirectory(
            atPath: packs, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(bytes).write(to: URL(filePath: path(sha256, in: folder)), options: [.atomic])
    }

    /// A kept pack; nil when it is gone.
    static func bytes(sha256: String, in folder: String) -> [UInt8]? {
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        return FileManager.default.contents(atPath: path(sha256, in: folder)).map { [UInt8]($0) }
    }

    private static func path(_ sha256: String, in folder: String) -> String { "\(folder)/packs/\(sha256).zip" }
}
