// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crypto
import Foundation

/// Style, script and pictures, held in memory. Each address carries a hash of the content, so browsers may
/// keep it for ever and still see a new version at once.
struct Assets: Sendable {
    struct Asset: Sendable {
        let bytes: [UInt8]
        let type: String
        let version: String
    }

    private let byName: [String: Asset]

    init(directory: URL) throws {
        var byName: [String: Asset] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path(percentEncoded: false))
        for name in names {
            guard let type = Self.types[URL(filePath: name).pathExtension] else { continue }
            let data = try Data(contentsOf: directory.appending(path: name))
            let digest = SHA256.hash(data: data).prefix(6).map { pair($0) }.joined()
            byName[name] = Asset(bytes: Array(data), type: type, version: digest)
        }
        self.byName = byName
    }

    subscript(_ name: String) -> Asset? { byName[name] }

    /// Addresses as templates use them: `{{asset.console_css}}` for `console.css`.
    var addresses: [String: String] {
        var addresses: [String: String] = [:]
        for (name, asset) in byName {
            addresses[name.replacing(".", with: "_").replacing("-", with: "_")] = "/assets/\(name)?v=\(asset.version)"
        }
        return addresses
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "webmanifest": "application/manifest+json",
    ]
}

/// Two hexadecimal digits of a byte.
func pair(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0\(digits)" : digits
}
