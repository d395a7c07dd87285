// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Nexo
public import Receipts

/// A terminal's receipt set on our paper.
///
///     OutputText  name=TOTAL&value=%e2%82%ac%201.00&key=totalAmount  Bold
///     paper       TOTAL                                       € 1.00         bold
public enum TerminalPaper {
    /// Lines at most so many: a receipt is a few dozen, a hostile one is cut there.
    public static let lineLimit = 2_000

    /// The lines as they will stand on paper; `[SlipLine].printed` makes ESC/POS of them.
    ///
    /// Packed lines are spread over the paper's width, `filler` is an empty line, and header lines for which the
    /// terminal has no text are left out. A QR code is printed as one; other bar codes as their digits.
    public static func lines(of content: OutputContent, paper: Paper) -> [SlipLine] {
        var lines: [SlipLine] = []
        for line in content.lines {
            lines += Self.lines(of: line, columns: paper.columns)
            guard lines.count < lineLimit else { break }
        }
        if let barcode = content.barcode, let value = barcode.value, !value.isEmpty {
            let isQR = barcode.type == .qrCode
            lines.append(SlipLine(isQR ? .code(value) : .text(clean(value)), isCentred: true))
        }
        if let reference = content.predefined?.referenceID { lines.append(SlipLine(clean(reference))) }
        return Array(lines.prefix(lineLimit))
    }

    private static func lines(of line: OutputLine, columns: Int) -> [SlipLine] {
        let style = style(of: line.runs)
        let isCentred = line.runs.first?.alignment == .centred
        let room = style == .large ? columns / 2 : columns
        guard let packed = line.packed else { return plain(line, style: style, isCentred: isCentred, room: room) }
        if packed.name.isEmpty, packed.value.isEmpty {
            return packed.key.hasPrefix("header") ? [] : [SlipLine("")]
        }
        let (name, value) = (clean(packed.name), clean(packed.value))
        if name.isEmpty || value.isEmpty {
            // A title or a word of thanks has no value beside it.
            return wrapped(name + value, style: style, isCentred: isCentred || value.isEmpty, room: room)
        }
        if let spread = ColumnText.spread(name, value, columns: room) { return [SlipLine(spread, style: style)] }
        return wrapped(name, style: style, isCentred: false, room: room)
            + wrapped(value, style: style, isCentred: false, room: room)
    }

    private static func plain(
        _ line: OutputLine, style: SlipLine.Style, isCentred: Bool, room: Int
    ) -> [SlipLine] {
        let text = clean(line.runs.map(\.text).joined())
        let lines = wrapped(text, style: style, isCentred: isCentred, room: room)
        guard line.runs.first?.alignment == .right else { return lines }
        return lines.map { line in
            guard case .text(let text) = line.content else { return line }
            let gap = max(0, room - ColumnText.width(of: text))
            return SlipLine(String(repeating: " ", count: gap) + text, style: style)
        }
    }

    private static func wrapped(
        _ text: String, style: SlipLine.Style, isCentred: Bool, room: Int
    ) -> [SlipLine] {
        ColumnText.wrap(text, columns: room).map { SlipLine($0, style: style, isCentred: isCentred) }
    }

    /// The strongest style of a line's runs: paper has one to a line.
    private static func style(of runs: [OutputText]) -> SlipLine.Style {
        if runs.contains(where: { $0.width == .double }) { return .large }
        return runs.contains { $0.style == .bold || $0.height == .double } ? .bold : .plain
    }

    /// No control characters; the blanks that do not break become plain ones, which printers have.
    private static func clean(_ text: String) -> String {
        let plain = text.unicodeScalars.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : Character($0) }
        return ColumnText.harmless(String(plain))
    }
}
