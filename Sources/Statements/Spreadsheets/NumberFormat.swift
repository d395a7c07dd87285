// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a number's format says that its digits do not.
enum NumberFormat: Hashable, Sendable {
    case plain
    case date(SerialDate.Shows)
    /// `000000000000`: zeros are shown before the number up to so many digits.
    case padded(Int)

    /// The formats that have numbers and no text; 27 to 36 and 50 to 58 are those of Chinese editions.
    init(builtIn number: Int) {
        switch number {
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date(SerialDate.Shows(date: true, time: false))
        case 18...21, 32...35, 45...47, 55, 56: self = .date(SerialDate.Shows(date: false, time: true))
        case 22: self = .date(SerialDate.Shows(date: true, time: true))
        default: self = .plain
        }
    }

    /// A format written out: `yyyy/m/d h:mm:ss;@`, `[$-804]yyyy"年"m"月"d"日"`.
    init(code: String) {
        var letters: [Unicode.Scalar] = []
        var scalars = code.unicodeScalars[...]
        // What follows the first semicolon is for negative numbers, zero and text.
        while let scalar = scalars.popFirst(), scalar != ";" {
            switch scalar {
            case "\"": while let next = scalars.popFirst(), next != "\"" {}
            case "\\", "_", "*": _ = scalars.popFirst()
            case "[":
                var inside = String.UnicodeScalarView()
                while let next = scalars.popFirst(), next != "]" { inside.append(next) }
                // `[h]` counts hours beyond the day, which is no time of a day.
                let word = String(inside).lowercased()
                if !word.isEmpty, word.allSatisfy({ "hms".contains($0) }) {
                    self = .plain
                    return
                }
            default: letters.append(scalar)
            }
        }
        let word = String(String.UnicodeScalarView(letters)).lowercased()
        if word.hasPrefix("general") || word.hasPrefix("g/") {
            self = .plain
        } else if word.count >= 2, word.allSatisfy({ $0 == "0" }) {
            self = .padded(word.count)
        } else {
            let hasTime = word.contains { "hs".contains($0) }
            let hasDate = word.contains { "yd".contains($0) } || (!hasTime && word.contains("m"))
            self = hasTime || hasDate ? .date(SerialDate.Shows(date: hasDate, time: hasTime)) : .plain
        }
    }
}

/// The formats of a workbook's cells, by the number that a cell names.
struct CellStyles: Sendable {
    private var formats: [NumberFormat] = []

    /// A workbook without styles.
    init() {}

    /// - Parameter part: `styles.xml` as it stands in the workbook.
    init(_ part: [UInt8]) throws(StatementError) {
        var markup = SheetMarkup()
        try markup.append(part)
        var custom: [Int: NumberFormat] = [:]
        var isInCells = false
        while let token = try markup.next(isLast: true) {
            switch token {
            case .close: if markup.isNamed("cellXfs") { isInCells = false }
            case .open, .empty:
                if markup.isNamed("numFmt") {
                    guard let number = markup.text(ofAttribute: "numFmtId").flatMap({ Int($0) }),
                        let code = markup.text(ofAttribute: "formatCode"), code.utf8.count <= 1_024
                    else { continue }
                    custom[number] = NumberFormat(code: code)
                } else if markup.isNamed("cellXfs") {
                    isInCells = token == .open
                } else if isInCells, markup.isNamed("xf"), formats.count < 100_000 {
                    let number = markup.text(ofAttribute: "numFmtId").flatMap { Int($0) } ?? 0
                    formats.append(custom[number] ?? NumberFormat(builtIn: number))
                }
            case .text, .literal: continue
            }
        }
    }

    func format(_ style: Int) -> NumberFormat { formats.indices.contains(style) ? formats[style] : .plain }
}
