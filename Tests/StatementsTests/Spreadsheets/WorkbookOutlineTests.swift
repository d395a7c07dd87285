// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Testing

@Suite struct WorkbookOutlineTests {
    static let transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"

    @Test(arguments: [
        ("worksheets/sheet1.xml", transitional), ("/xl/worksheets/sheet1.xml", transitional),
        ("../xl/worksheets/sheet1.xml", strict), ("./worksheets/sheet1.xml", strict),
    ])
    func `parts are found by their relationships, absolute or relative, in both editions`(
        _ target: String, _ edition: String
    ) throws {
        let relationships =
            "<Relationships><Relationship Id='rId7' Type='\(edition)/worksheet' Target='\(target)'/>"
            + "<Relationship Id='rId2' Type='\(edition)/sharedStrings' Target='texts.xml'/>"
            + "<Relationship Id='rId3' Type='\(edition)/styles' Target='styles.xml'/>"
            + "<Relationship Id='rId9' Type='\(edition)/worksheet' Target='http://x/' TargetMode='External'/></Relationships>"
        let outline = try WorkbookOutline(
            Array(
                ("<w:workbook><w:sheets><w:sheet name='账单 &amp; Co' sheetId='1' rel:id='rId7'/>"
                    + "<w:sheet name='off' state='veryHidden' sheetId='2' rel:id='rId7'/>"
                    + "<w:sheet name='gone' sheetId='3' rel:id='rId9'/></w:sheets></w:workbook>").utf8),
            part: "xl/workbook.xml", relationships: Array(relationships.utf8))
        #expect(outline.sheets.map(\.name) == ["账单 & Co", "off"])
        #expect(outline.sheets.map(\.isHidden) == [false, true])
        #expect(outline.sheets[0].part == "xl/worksheets/sheet1.xml")
        #expect(outline.stringsPart == "xl/texts.xml")
        #expect(outline.stylesPart == "xl/styles.xml")
    }

    @Test func `the main part is the one that the package names`() throws {
        let text =
            "<Relationships><Relationship Id='a' Type='\(Self.strict)/officeDocument' Target='/book/main.xml'/></Relationships>"
        #expect(try WorkbookOutline.mainPart(relationships: Array(text.utf8)) == "book/main.xml")
        #expect(WorkbookOutline.relationshipsPart(of: "book/main.xml") == "book/_rels/main.xml.rels")
        let error = try #require(throws: StatementError.self) {
            try WorkbookOutline.mainPart(relationships: Array("<Relationships/>".utf8))
        }
        #expect(error.message.english.contains("no Excel workbook"))
    }

    @Test func `a document that is no workbook is refused`() throws {
        #expect(throws: StatementError.self) {
            try WorkbookOutline(
                Array("<document/>".utf8), part: "word/document.xml", relationships: Array("<Relationships/>".utf8))
        }
    }
}
