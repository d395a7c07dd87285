// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How the bytes of a text run stand for characters.
public enum PrintEncoding: Sendable, Hashable, CustomStringConvertible {
    /// No byte above 7Eh: every encoding reads it alike.
    case ascii
    /// A single-byte page, selected by `ESC t n`.
    case page(CodePage)
    /// GBK: two bytes a character.
    case gbk
    /// GB 18030: GBK and codes of four bytes for everything else.
    case gb18030
    case big5
    /// Shift JIS, with the vendor extensions (NEC and IBM rows) where the standard has nothing.
    case shiftJIS
    /// JIS X 0208 in seven bits: two bytes 21h–7Eh a character while CJK is on, plain bytes while it is off.
    case jis
    /// EUC-KR with the Unified Hangul Code's extra syllables.
    case eucKR
    case utf8

    /// The name in reports and JSON, for example `gbk`, `cp437`, `shift_jis`.
    public var name: String {
        switch self {
        case .ascii: "ascii"
        case .page(let page): page.name.lowercased()
        case .gbk: "gbk"
        case .gb18030: "gb18030"
        case .big5: "big5"
        case .shiftJIS: "shift_jis"
        case .jis: "jis"
        case .eucKR: "euc_kr"
        case .utf8: "utf-8"
        }
    }

    public var description: String { name }

    /// Whether a character may take more than one byte.
    public var isMultiByte: Bool {
        switch self {
        case .ascii, .page: false
        case .gbk, .gb18030, .big5, .shiftJIS, .jis, .eucKR, .utf8: true
        }
    }

    /// Whether this machine has the characters; false where the C library came without its conversion tables.
    public var isAvailable: Bool {
        switch self {
        case .ascii, .utf8: true
        case .page(let page): page.isKnown
        case .gbk, .gb18030, .big5, .shiftJIS, .jis, .eucKR: table?.isKnown == true
        }
    }

    /// The two-byte codes of a CJK set.
    var table: DoubleByteTable? {
        switch self {
        case .gbk, .gb18030: .gb18030
        case .big5: .big5
        case .shiftJIS, .jis: .shiftJIS
        case .eucKR: .eucKR
        case .ascii, .page, .utf8: nil
        }
    }
}

/// One character as the printer takes it from the stream.
public struct PrintedCharacter: Sendable, Hashable {
    /// nil where the encoding has no character for these bytes: the printer prints a blank or a box.
    public let scalar: Unicode.Scalar?
    /// Bytes it takes in the stream, 1…4.
    public let length: Int
    /// Half-width cells on paper: 2 for a wide character, 0 for a mark that stands on the character before it.
    public let columns: Int

    init(_ scalar: Unicode.Scalar?, length: Int, columns: Int) {
        self.scalar = scalar
        self.length = length
        self.columns = columns
    }
}
