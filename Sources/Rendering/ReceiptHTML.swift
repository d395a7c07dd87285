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
        // Bytes of drawings that a page has room for.
        var room = 24_000
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
            case .bitmap(let bitmap): html += picture(bitmap, item, &room)
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
        // What stands on its head runs from the right edge: the whole line is turned.
        let isTurned = line.allSatisfy {
            if case .text(let run) = $0.content { run.style.rotation == 180 } else { false }
        }
        var html = isTurned ? "<p class=\"slip-line slip-turned\">" : "<p class=\"slip-line\">"
        let left = { (item: Printout.Item) in isTurned ? printout.width - item.x - item.width : item.x }
        var column = 0
        for item in line.sorted(by: { left($0) < left($1) }) {
            guard case .text(let run) = item.content else { continue }
            html += String(repeating: " ", count: max(0, min(left(item) / 12 - column, 200)))
            column = (left(item) + item.width) / 12
            html += SlipMarkup.words(run)
        }
        return html + "</p>\n"
    }

    /// Dots as a drawing where they are few, such as a line that a printer lacked characters for; else named.
    private func picture(_ bitmap: Bitmap, _ item: Printout.Item, _ room: inout Int) -> String {
        if let path = SlipMarkup.path(bitmap, longest: room) {
            room -= path.utf8.count
            let blanks = String(repeating: " ", count: max(0, min(item.x / 12, 200)))
            // 24 dots are an em: a column of 12 dots is half of one.
            return "<p class=\"slip-line slip-image\">\(blanks)<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                + " aria-label=\"\(imageWords)\" width=\"\(SlipMarkup.ems(bitmap.width))em\""
                + " height=\"\(SlipMarkup.ems(bitmap.height))em\" viewBox=\"0 0 \(bitmap.width) \(bitmap.height)\""
                + " fill=\"currentColor\" shape-rendering=\"crispEdges\"><path d=\"\(path)\"/></svg></p>\n"
        }
        return "<p class=\"slip-image\" role=\"img\" aria-label=\"\(imageWords)\">[\(imageWords)]</p>\n"
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
