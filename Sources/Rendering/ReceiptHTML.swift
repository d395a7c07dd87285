// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// A printout as a fragment of a page: lines of text in columns, images named, codes as drawings with their data.
struct ReceiptHTML {
    let printout: Printout

    init(_ printout: Printout) { self.printout = printout }

    var fragment: String {
        var html = "<div class=\"slip\" lang=\"\(language)\">\n"
        var line: [Printout.Item] = []
        for item in printout.items where item.isDrawable {
            if case .text = item.content {
                // Runs of one line stand on one lower edge.
                if let last = line.last, last.y + last.height != item.y + item.height { html += text(&line) }
                line.append(item)
                continue
            }
            html += text(&line)
            switch item.content {
            case .text: break
            case .bitmap:
                html += "<p class=\"slip-image\" role=\"img\" aria-label=\"\(imageWords)\">[\(imageWords)]</p>\n"
            case .symbol(let symbol): html += figure(symbol)
            case .cut: html += "<hr class=\"slip-cut\">\n"
            }
        }
        return html + text(&line) + "</div>\n"
    }

    private var language: String {
        switch printout.encoding.encoding {
        case .big5: "zh-TW"
        case .shiftJIS, .jis: "ja"
        case .eucKR: "ko"
        case .gbk, .gb18030, .utf8: "zh-CN"
        case .ascii, .page: "en"
        }
    }

    private var imageWords: String { language.hasPrefix("zh") ? "图像" : "image" }

    private func text(_ line: inout [Printout.Item]) -> String {
        guard !line.isEmpty else { return "" }
        defer { line = [] }
        var html = "<p class=\"slip-line\">"
        var column = 0
        for item in line.sorted(by: { $0.x < $1.x }) {
            guard case .text(let run) = item.content else { continue }
            html += String(repeating: " ", count: max(0, min(item.x / 12 - column, 200)))
            column = (item.x + item.width) / 12
            var words = Self.escaped(run.text)
            if run.style.isBold { words = "<b>\(words)</b>" }
            if run.style.wide > 1 || run.style.tall > 1 { words = "<span class=\"slip-large\">\(words)</span>" }
            html += words
        }
        return html + "</p>\n"
    }

    private func figure(_ symbol: Symbol) -> String {
        let words = Self.escaped(symbol.text)
        var drawing = ""
        if symbol.kind == .qr, let matrix = QRMatrix(symbol.data, correction: symbol.errorCorrection) {
            drawing = matrix.svg(label: "QR")
        }
        return "<figure class=\"slip-code\">\(drawing)<figcaption>\(words)</figcaption></figure>\n"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }
}
