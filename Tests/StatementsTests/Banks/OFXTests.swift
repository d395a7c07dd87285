// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct OFXTests {
    static let version1 = """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252
        COMPRESSION:NONE
        OLDFILEUID:NONE
        NEWFILEUID:NONE

        <OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261121
        <FI><ORG>First Bank<FID>10898</FI><INTU.BID>3000</SONRS></SIGNONMSGSRSV1>
        <BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
        <STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>121000248<ACCTID>000998877<ACCTTYPE>CHECKING</BANKACCTFROM>
        <BANKTRANLIST><DTSTART>20261120<DTEND>20261120
        <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261119200000.000[-8:PST]<TRNAMT>1234.50<FITID>F-1
        <NAME>Acquirer & Sons &amp; Co<MEMO>cards 19.11.</STMTTRN>
        <STMTTRN><TRNTYPE>DEP<DTPOSTED>20261120<TRNAMT>+58<FITID>F-2<MEMO><NAME>Shop</STMTTRN>
        <STMTTRN><TRNTYPE>FEE<DTPOSTED>20261120120000<TRNAMT>-12,34<FITID>F-3</FITID><NAME>Fee</NAME></STMTTRN>
        <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261120<TRNAMT>.05<FITID>F-4
        <PAYEE><NAME>Payer<CITY>Rome</PAYEE><ORIGCURRENCY><CURRATE>1.1<CURSYM>EUR</ORIGCURRENCY></STMTTRN>
        <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261120<TRNAMT>7.00<FITID>F-5
        <CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY></STMTTRN>
        </BANKTRANLIST><LEDGERBAL><BALAMT>9999.00<DTASOF>20261120</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>

        """

    static let version2 = """
        <?xml version="1.0" encoding="UTF-8" standalone="no"?>
        <?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
        <OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS></SONRS></SIGNONMSGSRSV1>
        <BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF>
        <BANKACCTFROM><BANKID>COBA</BANKID><ACCTID>12345</ACCTID></BANKACCTFROM><BANKTRANLIST>
        <STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261120</DTPOSTED><TRNAMT>58.00</TRNAMT><FITID>F&amp;1</FITID>
        <NAME>M&#xFC;ller<!-- x --> &amp; <![CDATA[Co]]></NAME><MEMO></MEMO></STMTTRN>
        <STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261120</DTPOSTED><TRNAMT>1.00</TRNAMT><FITID>F2</FITID>
        <CORRECTFITID>F&amp;1</CORRECTFITID></STMTTRN>
        </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
        """

    @Test func `version 1 is read without end tags, on the day in the bank's zone`() throws {
        let file = try ReadFile(Self.version1)
        #expect(file.recognition.format.name == "ofx")
        #expect(file.rejected.isEmpty)
        #expect(file.rows.map(\.amount?.text) == ["1234.50", "58.00", "12.34", "0.05", "7.00"])
        #expect(file.rows.map(\.amount?.currency.code) == ["USD", "USD", "USD", "USD", "EUR"])
        #expect(file.rows.map(\.kind) == [.incoming, .incoming, .outgoing, .incoming, .incoming])
        #expect(
            file.rows.map { $0.settledOn?.description } == [
                "2026-11-19", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20",
            ])
        #expect(file.rows.map(\.reference?.text) == ["F-1", "F-2", "F-3", "F-4", "F-5"])
        #expect(
            file.rows.map(\.remark) == [
                "F-1 Acquirer & Sons & Co cards 19.11. CREDIT", "F-2 Shop DEP", "F-3 Fee FEE", "F-4 Payer CREDIT",
                "F-5 CREDIT",
            ])
        #expect(file.rows.allSatisfy { $0.channel == "121000248 …8877" })
        #expect(file.rows.map(\.line) == [16, 18, 19, 20, 22])
        let bytes = Array(Self.version1.utf8)
        for row in file.rows { #expect(bytes[Int(row.byte)...].starts(with: Array("<STMTTRN>".utf8))) }
    }

    @Test func `version 2 is read as XML, and a correction is set aside for a person`() throws {
        let file = try ReadFile(Self.version2)
        #expect(file.rows.map(\.reference?.text) == ["F&1"])
        #expect(file.rows.map(\.remark) == ["F&1 Müller & Co CREDIT"])
        #expect(file.rejected.map(\.line) == [8])
        #expect(file.rejected[0].fault.phrase.english.contains("CORRECTFITID"))
    }

    @Test func `a file that declares version 2 and leaves ends out is read all the same`() throws {
        let file = try ReadFile(
            Self.version2.replacing("</TRNAMT>", with: "").replacing("</CODE>", with: "").replacing(
                "</FITID>", with: ""))
        #expect(file.rows.map(\.amount?.text) == ["58.00"] && file.rejected.count == 1)
    }

    @Test(arguments: [1, 5, 64])
    func `the rows are the same however the bytes arrive`(_ chunk: Int) throws {
        for text in [Self.version1, Self.version2, "\u{FEFF}" + Self.version1] {
            let (whole, split) = (try ReadFile(text), try ReadFile(text, chunk: chunk))
            #expect(whole.rows == split.rows && whole.rejected == split.rejected && whole.summary == split.summary)
        }
    }

    @Test func `a byte order mark moves the offsets and nothing else`() throws {
        let (plain, marked) = (try ReadFile(Self.version1), try ReadFile("\u{FEFF}" + Self.version1))
        #expect(marked.rows.map(\.byte) == plain.rows.map { $0.byte + 3 })
        #expect(marked.rows.map(\.remark) == plain.rows.map(\.remark))
    }

    static let badEntries: [(from: String, to: String, fault: RowFault)] = [
        ("<TRNAMT>+58", "<TRNAMT>5.8.0", .notAnAmount(column: "TRNAMT")),
        ("<TRNAMT>+58", "<TRNAMT>1,234.50", .notAnAmount(column: "TRNAMT")),
        ("<TRNAMT>+58", "<TRNAMT>1E3", .notAnAmount(column: "TRNAMT")),
        ("<TRNAMT>+58", "<TRNAMT>0.001", .tooManyDecimals(column: "TRNAMT", allowed: 2)),
        ("<TRNAMT>+58", "<TRNAMT>", .missing(column: "TRNAMT")),
        ("<DTPOSTED>20261120<TRNAMT>+58", "<DTPOSTED>20261131<TRNAMT>+58", .notADate(column: "DTPOSTED")),
        ("<DTPOSTED>20261120<TRNAMT>+58", "<DTPOSTED>2026112099<TRNAMT>+58", .notADate(column: "DTPOSTED")),
        ("<DTPOSTED>20261120<TRNAMT>+58", "<TRNAMT>+58", .missing(column: "DTPOSTED")),
        ("F-2", String(repeating: "F", count: 65), .notAnIdentifier(column: "FITID")),
    ]

    @Test(arguments: badEntries.indices)
    func `a bad transaction is set aside with its place, and the others are read`(_ index: Int) throws {
        let bad = Self.badEntries[index]
        let file = try ReadFile(Self.version1.replacing(bad.from, with: bad.to))
        #expect(file.rejected.map(\.fault) == [bad.fault])
        #expect(file.rejected.map(\.line) == [18])
        #expect(file.rows.count == 4)
    }

    static let refusals: [(from: String, to: String, code: StatementError.Code)] = [
        ("</OFX>", "", .truncated), ("</STMTTRN>\n<STMTTRN><TRNTYPE>DEP", "\n<STMTTRN><TRNTYPE>DEP", .malformed),
        ("STMTRS>", "CCSTMTRS>", .notDetail), ("<SEVERITY>INFO", "<SEVERITY>ERROR", .notDetail),
        ("COMPRESSION:NONE", "COMPRESSION:GZIP", .notATextFile), ("</STMTRS>", "</STMTRS></STMTRS>", .malformed),
        ("<STMTRS>", "<!DOCTYPE x><STMTRS>", .malformed),
    ]

    @Test(arguments: refusals.indices)
    func `what is no statement of a bank account, or not whole, is refused`(_ index: Int) throws {
        let change = Self.refusals[index]
        let text = Self.version1.replacing(change.from, with: change.to)
        let error = try #require(throws: StatementError.self) { try ReadFile(text) }
        #expect(error.code == change.code, "\(error.message.english)")
    }

    @Test func `a header on one line is read, and its compression is that which it names`() throws {
        let parts = Self.version1.split(separator: "\n\n", maxSplits: 1).map(String.init)
        let text = parts[0].filter { !$0.isNewline } + parts[1]
        #expect(try ReadFile(text).rows.count == ReadFile(Self.version1).rows.count)
        let packed = text.replacing("COMPRESSION:NONE", with: "COMPRESSION:GZIP")
        let error = try #require(throws: StatementError.self) { try ReadFile(packed) }
        #expect(error.code == .notATextFile)
    }

    @Test func `letters beyond ASCII are Windows-1252 unless they are UTF-8`() throws {
        let parts = Self.version1.split(separator: "Acquirer & Sons", maxSplits: 1).map { Array($0.utf8) }
        let western = try ReadFile(parts[0] + [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72] + parts[1])
        #expect(western.rows[0].remark?.contains("Müller") == true)
        let modern = try ReadFile(parts[0] + Array("Müller".utf8) + parts[1])
        #expect(modern.rows[0].remark?.contains("Müller") == true)
    }
}
