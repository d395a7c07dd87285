// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

/// Writes GB18030, for tests: the product only reads it.
enum ChineseText {
    /// Nothing but what the system's table has; a character that it lacks ends the text.
    static func gb18030(_ text: String) -> [UInt8] {
        guard let handle = unsafe iconv_open("GB18030", "UTF-8"), Int(bitPattern: handle) != -1 else { return [] }
        defer { _ = unsafe iconv_close(handle) }
        var input = text.utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 2 + 8)
        let room = output.count
        var left = room
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                var (from, to) = (source.baseAddress, target.baseAddress)
                var count = source.count
                _ = unsafe iconv(handle, &from, &count, &to, &left)
            }
        }
        return output[..<(room - left)].map { UInt8(bitPattern: $0) }
    }

    /// Words whose bytes are traps: second bytes that look like letters, `|`, `\` and `@`, and four-byte characters,
    /// which hold digits.
    static let words = ["终端", "镕记", "亅乗", "乁号机", "𠮷野家", "储蓄卡", "外卖·牛肉面(大)", "丂", "凌|志", "é店", "一二三四五六七八九十"]
}
