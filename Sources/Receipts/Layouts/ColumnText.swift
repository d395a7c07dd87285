// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Text measured in the columns of a printer that prints Chinese: ASCII takes one, all else two.
///
/// This follows the printer's encoding, where two bytes are two columns, not Unicode's East Asian width.
public enum ColumnText {
    static func width(of character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars { width += scalar.isASCII ? 1 : 2 }
        return width
    }

    public static func width(of text: some StringProtocol) -> Int { text.reduce(0) { $0 + width(of: $1) } }

    /// Text that cannot hold a command: control characters, line ends included, become blanks.
    public static func harmless(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            // The yen sign that two-byte printers have is the full-width one.
            result.append(isControl ? " " : scalar == "\u{A5}" ? "\u{FFE5}" : scalar)
        }
        return String(result)
    }

    /// Lines of at most `columns`; breaks at blanks where there are any, else behind a comma that stands in the right
    /// half, and never inside a character.
    public static func wrap(_ text: some StringProtocol, columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for character in text {
            let width = width(of: character)
            if used + width > columns, !line.isEmpty {
                var carried = ""
                if character != " ", let blank = line.lastIndex(of: " "), blank != line.startIndex {
                    carried = String(line[line.index(after: blank)...])
                    line = String(line[..<blank])
                } else if !character.isASCII, let comma = line.lastIndex(where: { ",，;；。".contains($0) }),
                    Self.width(of: line[...comma]) * 2 > columns
                {
                    carried = String(line[line.index(after: comma)...])
                    line = String(line[...comma])
                }
                lines.append(trimmed(line))
                line = character == " " ? "" : carried
                used = Self.width(of: line)
                if character == " " { continue }
            }
            line.append(character)
            used += width
        }
        if !line.isEmpty || lines.isEmpty { lines.append(trimmed(line)) }
        return lines
    }

    /// Left and right with blanks between, as wide as the paper; nil when they do not fit with one blank.
    public static func spread(_ left: String, _ right: String, columns: Int) -> String? {
        let gap = columns - width(of: left) - width(of: right)
        return gap > 0 ? left + String(repeating: " ", count: gap) + right : nil
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
