// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A single-byte character table: 20h–7Eh is ASCII, 80h–FFh are the 128 characters of the page.
///
///     byte  00─1F  20────────7E  7F  80────────────────FF
///           codes  ASCII         –   scalars[byte - 80h]
public struct CodePage: Sendable, Hashable, CustomStringConvertible {
    /// The name that vendors print in their tables, for example `CP437`, `ISO8859-7`, `KATAKANA`.
    public let name: String

    /// What 80h–FFh print; nil where the page has no character.
    ///
    /// All nil when the system lacks the table and the page is not one of our own.
    public var scalars: [Unicode.Scalar?] { CodePageStore.shared.table(name).scalars }

    /// Whether the page's characters are known here.
    public var isKnown: Bool { scalars.contains { $0 != nil } }

    public var description: String { name }

    /// A page by its name. An unknown name makes a page without characters.
    public init(_ name: String) { self.name = name }

    /// The character of one byte; nil where the page has none.
    public func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        byte < 0x80 ? Unicode.Scalar(byte) : scalars[Int(byte) - 0x80]
    }

    /// The byte that prints a character; nil when the page lacks it.
    public func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        scalar.isASCII ? UInt8(scalar.value) : CodePageStore.shared.table(name).bytes[scalar]
    }

    public static let cp437 = CodePage("CP437")
    public static let cp850 = CodePage("CP850")
    public static let cp858 = CodePage("CP858")
    public static let cp852 = CodePage("CP852")
    public static let cp866 = CodePage("CP866")
    public static let windows1252 = CodePage("CP1252")
    public static let windows1251 = CodePage("CP1251")
    public static let katakana = CodePage("KATAKANA")
}
