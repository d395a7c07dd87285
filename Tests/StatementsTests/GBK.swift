// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

/// Text to GBK, for fixtures.
enum GBK {
    static func bytes(_ text: String) -> [UInt8] {
        guard let handle = unsafe iconv_open("GB18030", "UTF-8") else { return [] }
        defer { _ = unsafe iconv_close(handle) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count * 2 + 16)
        var written = 0
        unsafe input.withUnsafeMutableBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                var from = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (fromLeft, toLeft) = (source.count, target.count)
                _ = unsafe iconv(handle, &from, &fromLeft, &to, &toLeft)
                written = target.count - toLeft
            }
        }
        return Array(output[0..<written])
    }
}
