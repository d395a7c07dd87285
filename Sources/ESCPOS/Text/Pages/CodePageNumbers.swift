// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What `ESC t n` selects: the vendor's numbers, and those of the common clones, which agree only up to 19.
public enum CodePageNumbers: Sendable, Hashable {
    /// The inventor's table (TM printers).
    case vendor
    /// The table that most Chinese-made 58 mm and 80 mm printers share (50 and up differ altogether).
    case clone

    /// The page of a number; nil where the table has none or its characters are the user's own (254, 255).
    public func page(_ number: UInt8) -> CodePage? { rows[number].map(CodePage.init) }

    /// The number that selects a page; nil when this table lacks it.
    public func number(of page: CodePage) -> UInt8? {
        rows.filter { $0.value == page.name }.keys.min()
    }

    /// Every number with a page, ascending.
    public var numbers: [UInt8] { rows.keys.sorted() }

    private var rows: [UInt8: String] {
        switch self {
        case .vendor: Self.shared.merging(Self.vendorRows) { _, own in own }
        case .clone: Self.shared.merging(Self.cloneRows) { _, own in own }
        }
    }

    private static let shared: [UInt8: String] = [
        0: "CP437", 1: "KATAKANA", 2: "CP850", 3: "CP860", 4: "CP863", 5: "CP865",
        16: "CP1252", 17: "CP866", 18: "CP852", 19: "CP858",
    ]

    private static let vendorRows: [UInt8: String] = [
        11: "CP851", 12: "CP853", 13: "CP857", 14: "CP737", 15: "ISO8859-7",
        // Thai 42, 11, 13, 14, 16, 17, 18: the letters stand where TIS 620 has them; the marks above 80h differ.
        20: "THAI", 21: "THAI", 22: "THAI", 23: "THAI", 24: "THAI", 25: "THAI", 26: "THAI",
        30: "TCVN-3-1", 31: "TCVN-3-2", 32: "CP720", 33: "CP775", 34: "CP855", 35: "CP861", 36: "CP862",
        37: "CP864", 38: "CP869", 39: "ISO8859-2", 40: "ISO8859-15", 41: "CP1098", 42: "CP1118", 43: "CP1119",
        44: "CP1125", 45: "CP1250", 46: "CP1251", 47: "CP1253", 48: "CP1254", 49: "CP1255", 50: "CP1256",
        51: "CP1257", 52: "CP1258", 53: "KZ-1048",
    ]

    private static let cloneRows: [UInt8: String] = [
        6: "CP1251", 25: "CP1257", 28: "CP864", 32: "CP1255", 50: "CP437", 51: "KATAKANA", 52: "CP437", 53: "CP858",
        54: "CP852", 55: "CP860", 56: "CP861", 57: "CP863", 58: "CP865", 59: "CP866", 60: "CP855", 61: "CP857",
        62: "CP862", 63: "CP864", 64: "CP737", 65: "CP851", 66: "CP869", 68: "CP1119", 69: "CP1118", 70: "THAI",
        71: "CP1252", 72: "CP1250", 73: "CP1251", 90: "CP1253", 91: "CP1254", 92: "CP1256", 93: "CP720",
        94: "CP1258", 95: "CP775", 255: "THAI",
    ]
}
