// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Builds HTML; everything that is not markup of ours is escaped.
struct HTMLText {
    private(set) var text = ""

    mutating func raw(_ markup: String) { text += markup }

    /// An element around what the body adds.
    mutating func element(_ tag: String, _ attributes: String = "", _ body: (inout HTMLText) -> Void) {
        text += attributes.isEmpty ? "<\(tag)>" : "<\(tag) \(attributes)>"
        body(&self)
        text += "</\(tag)>\n"
    }

    /// An element with a text in it.
    mutating func element(_ tag: String, _ attributes: String = "", text content: String) {
        element(tag, attributes) { $0.put(content) }
    }

    mutating func put(_ content: String) { text += Self.escaped(content) }

    /// Chinese, then English smaller after it.
    mutating func both(_ chinese: String, _ english: String) {
        put(chinese)
        text += " <span lang=\"en\">" + Self.escaped(english) + "</span>"
    }

    static func escaped(_ content: String) -> String {
        var result = ""
        result.reserveCapacity(content.utf8.count)
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Control characters are not allowed in HTML; a picture of them is.
            case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// What stands in a table's cell.
    enum Cell {
        case text(String)
        /// Chinese, and English on a line of its own.
        case both(String, String)
        /// Keys and places, a line each, in a fixed-width face.
        case lines([String])
    }

    /// A table: headings in both languages, then rows. Columns named in `numbers` stand on the right.
    mutating func table(
        _ headings: [(chinese: String, english: String)], numbers: Set<Int> = [], caption: (String, String)? = nil,
        rows: [[String]]
    ) {
        table(headings, numbers: numbers, caption: caption, cells: rows.map { $0.map { .text($0) } })
    }

    mutating func table(
        _ headings: [(chinese: String, english: String)], numbers: Set<Int> = [], caption: (String, String)? = nil,
        cells rows: [[Cell]]
    ) {
        element("table") { html in
            if let caption { html.element("caption") { $0.both(caption.0, caption.1) } }
            html.element("thead") { html in
                html.element("tr") { html in
                    for (index, heading) in headings.enumerated() {
                        html.element("th", Self.cell(index, numbers, "scope=\"col\"")) {
                            $0.both(heading.chinese, heading.english)
                        }
                    }
                }
            }
            html.element("tbody") { html in
                for row in rows {
                    html.element("tr") { html in
                        for (index, cell) in row.enumerated() {
                            html.element("td", Self.cell(index, numbers, "")) { $0.put(cell) }
                        }
                    }
                }
            }
        }
    }

    /// A table in one language.
    mutating func plainTable(_ headings: [String], numbers: Set<Int>, lastIsTotal: Bool, rows: [[String]]) {
        element("table") { html in
            html.element("thead") { html in
                html.element("tr") { html in
                    for (index, heading) in headings.enumerated() {
                        html.element("th", Self.cell(index, numbers, "scope=\"col\""), text: heading)
                    }
                }
            }
            html.element("tbody") { html in
                for (index, row) in rows.enumerated() {
                    html.element("tr", lastIsTotal && index == rows.count - 1 ? "class=\"total\"" : "") { html in
                        for (index, text) in row.enumerated() {
                            html.element("td", Self.cell(index, numbers, ""), text: text)
                        }
                    }
                }
            }
        }
    }

    private mutating func put(_ cell: Cell) {
        switch cell {
        case .text(let content): put(content)
        case .both(let chinese, let english):
            put(chinese)
            element("div", "lang=\"en\"", text: english)
        case .lines(let lines):
            for line in lines { element("div", "class=\"k\"", text: line) }
        }
    }

    private static func cell(_ index: Int, _ numbers: Set<Int>, _ other: String) -> String {
        let parts = [other, numbers.contains(index) ? "class=\"n\"" : ""].filter { !$0.isEmpty }
        return parts.joined(separator: " ")
    }
}
