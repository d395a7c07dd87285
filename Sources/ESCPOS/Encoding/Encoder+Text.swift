// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Text and its encodings.
extension Encoder {
    /// Bytes that are text already. A byte below 20h would be a command, so it is printed as `?`.
    public mutating func text(_ encoded: some Sequence<UInt8>) {
        bytes += encoded.lazy.map { $0 < 0x20 ? 0x3F : $0 }
    }

    /// Text through a closure that knows the printer's encoding; nil for a character it has no bytes for.
    ///
    /// - Parameter name: of the encoding, for the error.
    public mutating func text(
        _ text: String, encoding name: String, _ encode: (Character) -> [UInt8]?
    ) throws(EncodingError) {
        var all: [UInt8] = []
        for character in text {
            guard let more = encode(character), more.allSatisfy({ $0 >= 0x20 }) else {
                throw .character(character, encoding: name)
            }
            all += more
        }
        bytes += all
    }

    /// Text in one of the encodings the reader of streams knows. CJK is switched on and off as the encoding needs; the
    /// code page of a single-byte encoding must have been chosen with `codePage`.
    public mutating func text(_ text: String, _ encoding: PrintEncoding) throws(EncodingError) {
        var all: [UInt8] = []
        for character in text {
            var more: [UInt8] = []
            for scalar in character.unicodeScalars {
                guard scalar.value >= 0x20, let code = encoding.bytes(of: scalar) else {
                    throw .character(character, encoding: encoding.name)
                }
                more += code
            }
            all += more
        }
        switch encoding {
        case .gbk, .gb18030, .big5, .shiftJIS, .jis, .eucKR:
            if isCJKOn != true { cjk(true) }
        case .page where all.contains(where: { $0 >= 0x80 }):
            if isCJKOn != false { cjk(false) }
        case .page, .ascii, .utf8: break
        }
        bytes += all
    }

    /// Text and a line feed.
    public mutating func line(_ text: String, _ encoding: PrintEncoding) throws(EncodingError) {
        try self.text(text, encoding)
        lineFeed()
    }

    /// LF: prints the line.
    public mutating func lineFeed() { put(0x0A) }

    /// `ESC t`, by the printer's own number.
    public mutating func codePage(_ number: UInt8) { put(0x1B, 0x74, number) }

    /// `ESC R`.
    public mutating func internationalSet(_ number: UInt8) { put(0x1B, 0x52, number) }

    /// `FS &`, `FS .`: bytes from 81h up are halves of wide characters, or single characters of the code page.
    public mutating func cjk(_ isOn: Bool) {
        put(0x1C, isOn ? 0x26 : 0x2E)
        isCJKOn = isOn
    }

    /// `FS !`: `ESC !` does not reach CJK characters.
    public mutating func cjkStyle(doubleWidth: Bool = false, doubleHeight: Bool = false, underline: Bool = false) {
        put(0x1C, 0x21, (doubleWidth ? 4 : 0) | (doubleHeight ? 8 : 0) | (underline ? 0x80 : 0))
    }

    /// `FS S`: units left and right of CJK characters.
    public mutating func cjkSpacing(left: UInt8, right: UInt8) { put(0x1C, 0x53, left, right) }

    /// `FS C`: Japanese printers' code, 0 JIS, 1 Shift_JIS, 2 Shift_JIS of 2004.
    public mutating func japaneseCode(_ number: UInt8) { put(0x1C, 0x43, number) }

    /// `FS ( C` function 48: UTF-8 until `ESC @`; printers of recent make only.
    public mutating func utf8(_ isOn: Bool) { put(0x1C, 0x28, 0x43, 0x02, 0x00, 0x30, isOn ? 2 : 1) }

    public enum GlyphPriority: UInt8, CaseIterable, Sendable, Hashable {
        case latin = 0
        case japanese = 11
        case simplifiedChinese = 20
        case traditionalChinese = 30
        case korean = 41
    }

    /// `FS ( C` function 60: whose form of a Han character is printed first in UTF-8.
    public mutating func glyphPriority(_ priority: GlyphPriority) {
        put(0x1C, 0x28, 0x43, 0x03, 0x00, 0x3C, 0x00, priority.rawValue)
    }

    public enum CloneEncoding: UInt8, CaseIterable, Sendable, Hashable {
        case gbk = 0
        case utf8 = 1
        case big5 = 3
    }

    /// `ESC 9`, which many printers of the Chinese market know.
    public mutating func cloneEncoding(_ encoding: CloneEncoding) { put(0x1B, 0x39, encoding.rawValue) }
}
