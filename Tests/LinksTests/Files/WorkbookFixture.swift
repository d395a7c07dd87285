// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Makes workbooks part by part, so that a test can bend one.
struct WorkbookFixture {
    struct Sheet {
        var name: String
        var rows: [[String]]
        var state = ""
    }

    var sheets: [Sheet]
    /// Parts in the place of the usual ones; nil leaves one out.
    var changed: [String: String?] = [:]

    private static let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    private var parts: [(String, String)] {
        let relationships = sheets.indices.map {
            "<Relationship Id='rId\($0)' Type='\(Self.kind)/worksheet' Target='worksheets/s\($0).xml'/>"
        }
        let list = sheets.enumerated().map { index, sheet in
            "<sheet name='\(sheet.name)' sheetId='\(index + 1)' r:id='rId\(index)'"
                + (sheet.state.isEmpty ? "" : " state='\(sheet.state)'") + "/>"
        }
        let cells = sheets.enumerated().map { index, sheet in
            let rows = sheet.rows.map { row in
                "<row>" + row.map { "<c t='inlineStr'><is><t>\($0)</t></is></c>" }.joined() + "</row>"
            }
            return ("xl/worksheets/s\(index).xml", "<worksheet><sheetData>\(rows.joined())</sheetData></worksheet>")
        }
        return [
            ("[Content_Types].xml", "<Types/>"),
            (
                "_rels/.rels",
                "<Relationships><Relationship Id='a' Type='\(Self.kind)/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ), ("xl/_rels/workbook.xml.rels", "<Relationships>\(relationships.joined())</Relationships>"),
            ("xl/workbook.xml", "<workbook><sheets>\(list.joined())</sheets></workbook>"),
        ] + cells
    }

    var bytes: [UInt8] {
        var zip = ZipFixture()
        for (name, content) in parts {
            guard let content = changed.keys.contains(name) ? changed[name] ?? nil : content else { continue }
            zip.entries.append(.init(name: Array(name.utf8), content: Array(content.utf8)))
        }
        return zip.bytes
    }
}
