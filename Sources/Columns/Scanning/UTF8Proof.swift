// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Whether bytes are well-formed UTF-8.
enum UTF8Proof {
    static func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        do {
            _ = try unsafe UTF8Span(validating: bytes.span)
            return true
        } catch {
            return false
        }
    }
}
