// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Builds CSV rows as bytes.
struct CSVText {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    mutating func endRow() {
        bytes.append(10)
        isFirst = true
    }

    private mutating func separate() {
        if !isFirst { bytes.append(44) }
        isFirst = false
    }

    /// A cell of somebody else's text: quoted where needed, and never run as a formula by a spreadsheet.
    mutating func text(_ text: String) {
        separate()
        var cell = text
        let isPlain = cell.withUTF8 { cell in
            guard unsafe Self.isPlain(cell) else { return false }
            unsafe bytes.append(contentsOf: cell)
            return true
        }
        if !isPlain { quote(Self.neutralised(text)) }
    }

    /// Whether a cell needs neither marks around it nor an apostrophe before it, seen without a look at its letters.
    private static func isPlain(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = unsafe cell.first else { return true }
        // Digits, letters and what lies beyond: no formula begins so. Full-width forms are looked at closely.
        guard first >= 48, first != 61, first != 64, first < 0xEF else { return false }
        for index in 0..<cell.count {
            let byte = unsafe cell[index]
            if byte == 44 || byte == 34 || byte == 10 || byte == 13 { return false }
        }
        return true
    }

    private mutating func quote(_ cell: String) {
        guard cell.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(34)
        for byte in cell.utf8 {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        bytes.append(34)
    }

    /// A cell of our own words or digits.
    mutating func plain(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// An amount; nothing where there is none. A minus sign stays: it is a number.
    mutating func amount(_ minor: Int64?, _ decimals: Int) {
        plain(minor.map { Money.text(minor: Int128($0), decimals: decimals) } ?? "")
    }

    mutating func total(_ minor: Int128?, _ decimals: Int) {
        plain(minor.map { Money.text(minor: $0, decimals: decimals) } ?? "")
    }

    /// Cells that begin with `= + - @`, a tab or a carriage return get an apostrophe before them (OWASP, CSV
    /// injection); so does one that begins with the full-width forms some spreadsheets fold.
    static func neutralised(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return "'" + text
        default: return text
        }
    }

    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}
