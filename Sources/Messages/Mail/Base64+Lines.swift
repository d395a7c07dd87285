// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

extension Base64 {
    /// In lines of 76 signs, each with CRLF, as letters carry it (RFC 2045 §6.8).
    static func lines(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 57)
            .map { text(of: Array(bytes[$0..<min($0 + 57, bytes.count)])) + "\r\n" }.joined()
    }
}
