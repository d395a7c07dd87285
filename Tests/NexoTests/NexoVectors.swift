// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

/// The public messages; tests that need them are skipped where they are not installed.
enum NexoVectors {
    static let folder = (environment("COUNTERFOIL_VECTORS") ?? "../shared/vectors") + "/nexo"
    static let areInstalled = bytes("abort-request") != nil

    static let valid = [
        "abort-request", "display-request", "event-notification", "login-request",
        "payment-local-additional-attributes",
        "payment-local-success", "payment-sync-error-empty", "payment-sync-success-storedvalue", "payment-sync-success",
        "sale-to-poi-response-diagnosis", "sale-to-poi-response-transaction-status",
    ]

    /// Those whose blanks and line ends are the ones that `JSONWriter.Layout.indented` writes.
    static let indented = [
        "abort-request", "display-request", "event-notification", "login-request",
        "payment-local-additional-attributes",
        "payment-local-success", "payment-sync-error-empty", "payment-sync-success",
        "sale-to-poi-response-transaction-status",
    ]

    static func bytes(_ name: String) -> [UInt8]? {
        guard let file = unsafe fopen("\(folder)/\(name).json", "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    private static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
