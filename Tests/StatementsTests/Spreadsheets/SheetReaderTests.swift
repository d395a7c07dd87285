// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Testing

@Suite struct SheetReaderTests {
    struct Cell: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let xml: String
        /// nil when the cell cannot be used.
        let text: String?
        let says: String

        init(_ description: String, _ xml: String, _ text: String?, says: String = "") {
            testDescription = description
            self.xml = xml
            self.text = text
            self.says = says
        }
    }

    static let strings =
        "<sst><si><t>plain</t></si><si><r><rPr><b/></rPr><t xml:space=\"preserve\">rich </t></r><r><t>text</t></r>"
        + "<rPh sb=\"0\" eb=\"1\"><t>spoken</t></rPh></si><si/><si><t>a_x000D_b_x005F_x0041_</t></si>"
        + "<si><t>1 &lt; 2 &amp; &#x5B58;</t></si></sst>"
    /// 0 general, 1 yyyy-mm-dd, 2 with the hour, 3 an hour, 4 twelve zeros, 5 Chinese, 6 hours beyond the day
    static let styles =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy/m/d h:mm;@\"/>"
        + "<numFmt numFmtId=\"165\" formatCode=\"000000000000\"/>"
        + "<numFmt numFmtId=\"166\" formatCode=\"[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
        + "<numFmt numFmtId=\"167\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"21\"/>"
        + "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/></cellXfs></styleSheet>"

    static let cells = [
        Cell("a number", "<c r='A1'><v>128</v></c>", "128"),
        Cell("decimals as they stand", "<c r='A1' t='n'><v>128.50</v></c>", "128.5"),
        Cell("an exponent that is exact", "<c r='A1'><v>1.28E2</v></c>", "128"),
        Cell("a long number that Java wrote", "<c r='A1'><v>2.0261120000001E13</v></c>", "20261120000001"),
        Cell("fifteen digits", "<c r='A1'><v>898440154110001</v></c>", "898440154110001"),
        Cell("sixteen digits have lost some", "<c r='A1'><v>8984401541100012</v></c>", "8.984401541100012E+15"),
        Cell("noise after the fifteenth digit", "<c r='A1'><v>19.989999999999998</v></c>", "19.99"),
        Cell("noise upwards through nines", "<c r='A1'><v>99.999999999999986</v></c>", "100"),
        Cell("noise near zero", "<c r='A1'><v>0.10000000000000001</v></c>", "0.1"),
        Cell("a negative amount", "<c r='A1'><v>-0.05</v></c>", "-0.05"),
        Cell("zero", "<c r='A1'><v>-0.00</v></c>", "0"),
        Cell("tiny", "<c r='A1'><v>1E-300</v></c>", "1E-300"),
        Cell("zeros that the format shows", "<c r='A1' s='4'><v>26112001</v></c>", "000026112001"),
        Cell("a shared text", "<c r='A1' t='s'><v>0</v></c>", "plain"),
        Cell("a rich text without what is spoken", "<c r='A1' t='s'><v>1</v></c>", "rich text"),
        Cell("escapes", "<c r='A1' t='s'><v>3</v></c>", "a\rb_x0041_"),
        Cell("entities", "<c r='A1' t='s'><v>4</v></c>", "1 < 2 & 存"),
        Cell("an inline text", "<c r='A1' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>", "inline"),
        Cell("a literal", "<c r='A1' t='str'><v><![CDATA[<x>]]></v></c>", "<x>"),
        Cell("yes", "<c r='A1' t='b'><v>1</v></c>", "1"),
        Cell("a date", "<c r='A1' s='1'><v>46346</v></c>", "2026-11-20"),
        Cell("a date with an hour", "<c r='A1' s='2'><v>46346.627164351848</v></c>", "2026-11-20 15:03:07"),
        Cell("the hour that a date hides", "<c r='A1' s='1'><v>46346.5</v></c>", "2026-11-20 12:00:00"),
        Cell("an hour", "<c r='A1' s='3'><v>0.62716435185185189</v></c>", "15:03:07"),
        Cell("a Chinese date", "<c r='A1' s='5'><v>46346</v></c>", "2026-11-20"),
        Cell("hours beyond the day are a number", "<c r='A1' s='6'><v>1.5</v></c>", "1.5"),
        Cell("midnight by rounding", "<c r='A1' s='2'><v>46345.999999999</v></c>", "2026-11-20 00:00:00"),
        Cell("the first of March 1900", "<c r='A1' s='1'><v>61</v></c>", "1900-03-01"),
        Cell("the last of February 1900", "<c r='A1' s='1'><v>59</v></c>", "1900-02-28"),
        Cell("a day that never was", "<c r='A1' s='1'><v>60</v></c>", nil, says: "no day there is"),
        Cell("a date before there were any", "<c r='A1' s='1'><v>-1</v></c>", nil, says: "no day there is"),
        Cell("a date as text", "<c r='A1' t='d'><v>2026-11-20T15:03:07.000Z</v></c>", "2026-11-20 15:03:07"),
        Cell("an error", "<c r='A1' t='e'><v>#REF!</v></c>", nil, says: "A1 holds the error #REF!"),
        Cell("a formula with its value", "<c r='A1'><f>1+1</f><v>2</v></c>", "2"),
        Cell("a formula that gives text", "<c r='A1' t='str'><f>\"a\"</f><v>a</v></c>", "a"),
        Cell("a formula without a value", "<c r='A1'><f>1+1</f></c>", nil, says: "never computed"),
        Cell("a formula with an empty value", "<c r='A1'><f>1+1</f><v/></c>", nil, says: "never computed"),
        Cell("no number at all", "<c r='A1'><v>12,5</v></c>", nil, says: "is no number"),
    ]

    @Test(arguments: cells)
    func `a cell becomes the text that it stands for`(_ cell: Cell) throws {
        var book = SheetText("<row r='1'>\(cell.xml)</row>")
        (book.strings, book.styles) = (Self.strings, Self.styles)
        let row = try #require(try book.rows().first)
        if let text = cell.text {
            #expect(row.texts == [text])
            #expect(row.flaw(within: 1) == nil)
        } else {
            let flaw = try #require(row.flaw(within: 1))
            #expect(flaw.english.contains(cell.says), "\(flaw.english)")
            #expect(!flaw.chinese.isEmpty)
            #expect(row.flaw(within: 0) == nil)
        }
    }

    @Test func `a workbook of the 1904 system counts from there`() throws {
        var book = SheetText("<row r='1'><c r='A1' s='1'><v>0</v></c><c r='B1' s='1'><v>44884</v></c></row>")
        (book.styles, book.workbookProperties) = (Self.styles, "date1904='1'")
        #expect(try book.rows().first?.texts == ["1904-01-01", "2026-11-20"])
    }

    @Test func `formulas that the writing program did not compute are not believed`() throws {
        // Some libraries write 0 for every formula, and say that it is still to be computed.
        var book = SheetText("<row r='1'><c r='A1'><f>SUM(B1:B9)</f><v>0</v></c><c r='B1'><v>5</v></c></row>")
        book.calculation = "fullCalcOnLoad='1'"
        let row = try #require(try book.rows().first)
        #expect(row.flaw(within: 1) != nil)
        #expect(row.texts[1] == "5")
    }

    static let sparse =
        "<x:row r='2'><x:c r='B2' t='s'><x:v>0</x:v></x:c><x:c r='D2'><x:v>7</x:v></x:c></x:row><x:row/>"
        + "<x:row r='9'><x:c><x:v>1</x:v></x:c><!-- c --><x:c/><x:c><x:v>2</x:v></x:c><x:c r='AA9'><x:v>3</x:v></x:c></x:row>"

    @Test(arguments: [1, 2, 3, 7, 64, 4_096])
    func `rows and cells that were left out keep their places, whatever the chunks and prefixes`(_ chunk: Int) throws {
        var book = SheetText("")
        book.sheet =
            "\u{FEFF}<?xml version='1.0'?><x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'>"
            + "<x:cols><x:col min='1'/></x:cols><x:sheetData>\(Self.sparse)</x:sheetData><x:mergeCells/></x:worksheet>"
        book.strings = Self.strings
        let rows = try book.rows(chunk: chunk)
        #expect(rows.map(\.number) == [2, 9])
        #expect(rows[0].texts == ["", "plain", "", "7"])
        #expect(rows[1].texts == ["1", "", "2"] + Array(repeating: "", count: 23) + ["3"])
        let offset = try #require(book.sheet.utf8.firstRange(of: "<x:row r='9'".utf8)?.lowerBound)
        #expect(rows[1].byte == Int64(book.sheet.utf8.distance(from: book.sheet.utf8.startIndex, to: offset)))
    }

    static let refused: [(String, String)] = [
        ("a row twice", "<worksheet><sheetData><row r='2'/><row r='2'/></sheetData></worksheet>"),
        ("rows backwards", "<worksheet><sheetData><row r='2'/><row r='1'/></sheetData></worksheet>"),
        ("a row beyond the last", "<worksheet><sheetData><row r='1048577'/></sheetData></worksheet>"),
        ("a row within a row", "<worksheet><sheetData><row r='1'><row r='2'/></row></sheetData></worksheet>"),
        ("a cell twice", "<worksheet><sheetData><row><c r='A1'/><c r='A1'/></row></sheetData></worksheet>"),
        ("a column beyond the last", "<worksheet><sheetData><row><c r='XFE1'/></row></sheetData></worksheet>"),
        ("a column without end", "<worksheet><sheetData><row><c r='\(String(repeating: "Z", count: 999))1'/>"),
        ("a cell without letters", "<worksheet><sheetData><row><c r='1'/></row></sheetData></worksheet>"),
        ("a text that is not there", "<worksheet><sheetData><row><c t='s'><v>5</v></c></row></sheetData></worksheet>"),
        ("a type nobody knows", "<worksheet><sheetData><row><c t='q'><v>5</v></c></row></sheetData></worksheet>"),
        (
            "an entity of its own",
            "<worksheet><sheetData><row><c t='str'><v>&boom;</v></c></row></sheetData></worksheet>"
        ),
        ("a document type", "<!DOCTYPE w [<!ENTITY boom 'boom'>]><worksheet><sheetData/></worksheet>"),
        ("a sheet that ends early", "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row>"),
        ("a tag that ends early", "<worksheet><sheetData><row r='1'"),
        ("nothing", ""),
        ("UTF-16", "\u{0}<\u{0}w"),
        ("a text without end", "<worksheet><sheetData><row><c t='str'><v>" + String(repeating: "9", count: 1_100_000)),
    ]

    @Test(arguments: refused)
    func `a sheet that is not as it should be is refused with a reason`(_ what: String, _ xml: String) throws {
        var book = SheetText("")
        book.sheet = xml
        let error = try #require(throws: StatementError.self) { try book.rows(chunk: 1_000) }
        #expect(!error.message.chinese.isEmpty && !error.message.english.isEmpty)
    }

    @Test func `a row that is too wide or too long is put aside alone`() throws {
        let long = String(repeating: "x", count: 40_000)
        let rows = try SheetText(
            "<row r='1'><c r='GS1'><v>1</v></c></row><row r='2'><c t='str'><v>\(long)</v></c><c t='str'><v>\(long)</v></c></row>"
                + "<row r='3'><c><v>3</v></c></row>"
        ).rows()
        #expect(rows.map { $0.flaw(within: 1) != nil } == [true, true, false])
    }

    @Test func `any damage to a sheet is refused or read, and never traps`() throws {
        var dice = SystemlessDice(seed: 7)
        var book = SheetText("<row r='1'><c r='A1' s='2' t='n'><f>A</f><v>46346.5</v></c><c t='s'><v>1</v></c></row>")
        (book.strings, book.styles) = (Self.strings, Self.styles)
        for _ in 0..<2_000 {
            var hurt = book
            switch dice.next(3) {
            case 0: hurt.sheet = dice.damaged(book.sheet)
            case 1: hurt.strings = dice.damaged(book.strings)
            default: hurt.styles = dice.damaged(Self.styles)
            }
            _ = try? hurt.rows(chunk: 1 + dice.next(50))
        }
    }
}

/// Seeded damage.
private struct SystemlessDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % sides
    }

    mutating func damaged(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for _ in 0...next(3) where !bytes.isEmpty {
            let at = next(bytes.count)
            switch next(3) {
            case 0: bytes[at] = UInt8(next(128))
            case 1: bytes.remove(at: at)
            default: bytes.insert(UInt8(ascii: "<"), at: at)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
