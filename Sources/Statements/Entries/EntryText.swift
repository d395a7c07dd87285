// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Texts of files that are not rows and columns.
enum EntryText {
    /// The bytes after a UTF-8 byte order mark.
    static func body(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }

    /// UTF-8 where it is; GB18030 where the bytes above 0x80 stand in pairs as Chinese does; else Windows-1252, in
    /// which Western banks write and every byte is a character.
    static func encoding(of bytes: [UInt8], isWhole: Bool) -> TextEncoding {
        var end = bytes.count
        // A sample may end inside a character.
        if !isWhole { while end > 0, end > bytes.count - 4, bytes[end - 1] >= 0x80 { end -= 1 } }
        if String(validating: bytes[..<end], as: UTF8.self) != nil { return .utf8 }
        var index = 0
        while index < end {
            guard bytes[index] >= 0x80 else {
                index += 1
                continue
            }
            let run = bytes[index..<end].prefix { $0 >= 0xA1 && $0 <= 0xFE }
            guard run.count >= 2, run.count.isMultiple(of: 2) else { return .windows1252 }
            index += run.count
        }
        return .gb18030
    }

    /// Whether a line of the beginning starts with a text.
    static func hasLine(_ bytes: ArraySlice<UInt8>, startingWith start: String) -> Bool {
        let wanted = Array(start.utf8)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index...].starts(with: wanted) { return true }
            guard let feed = bytes[index...].firstIndex(of: 0x0A) else { return false }
            index = feed + 1
        }
        return false
    }
}
