// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct CamtTests {
    /// A statement of version 2 as banks write it, with a batch, a reversal, five decimals and an entry of nothing.
    static let version2 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
        <BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId></GrpHdr>
        <Stmt><Id>S-1</Id>
        <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy>
        <Svcr><FinInstnId><BIC>COBADEFFXXX</BIC></FinInstnId></Svcr></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1087.16</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
        <TxsSummry><TtlNtries><NbOfNtries>6</NbOfNtries><Sum>1411.84000</Sum><TtlNetNtryAmt>1187.16</TtlNetNtryAmt>
        <CdtDbtInd>CRDT</CdtDbtInd></TtlNtries>
        <TtlCdtNtries><NbOfNtries>4</NbOfNtries><Sum>1299.5</Sum></TtlCdtNtries></TxsSummry>
        <Ntry><Amt Ccy="EUR">1234.50000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
        <BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt><AcctSvcrRef>B-77</AcctSvcrRef>
        <NtryDtls><Btch><MsgId>PAYOUT-9</MsgId><NbOfTxs>2</NbOfTxs></Btch>
        <TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs><RltdPties><Dbtr><Nm>Acquirer &amp; Co</Nm></Dbtr></RltdPties>
        <RmtInf><Ustrd>cards 19.11.</Ustrd></RmtInf></TxDtls>
        <TxDtls><Refs><EndToEndId>E-2</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">58.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
        <BookgDt><DtTm>2026-11-20T23:30:00+01:00</DtTm></BookgDt>
        <NtryDtls><TxDtls><Refs><EndToEndId>E2E-4711</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">12.34</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><ValDt><Dt>2026-11-20</Dt></ValDt>
        <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls></NtryDtls>
        <AddtlNtryInf>fee</AddtlNtryInf></Ntry>
        <Ntry><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts>
        <BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>
        <Ntry><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
        <BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>
        <Ntry><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
        <BookgDt><Dt>2026-11-20Z</Dt></BookgDt></Ntry>
        </Stmt></BkToCstmrStmt></Document>

        """

    /// The same kind of statement of version 8, under a prefix and in an envelope.
    static let version8 = """
        <env:Message xmlns:env="urn:envelope" xmlns:c="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
        <env:Head><Stmt xmlns="urn:other"><Ntry/></Stmt></env:Head>
        <c:Document><c:BkToCstmrStmt><c:Stmt><c:Acct><c:Id><c:Othr><c:Id>0175526303</c:Id></c:Othr></c:Id>
        <c:Svcr><c:FinInstnId><c:BICFI>UBSWCHZH</c:BICFI></c:FinInstnId></c:Svcr></c:Acct>
        <c:Bal><c:Tp><c:CdOrPrtry><c:Cd>OPBD</c:Cd></c:CdOrPrtry></c:Tp><c:Amt Ccy="CHF">0</c:Amt>
        <c:CdtDbtInd>CRDT</c:CdtDbtInd></c:Bal>
        <c:Bal><c:Tp><c:CdOrPrtry><c:Cd>CLBD</c:Cd></c:CdOrPrtry></c:Tp><c:Amt Ccy="CHF">58</c:Amt>
        <c:CdtDbtInd>CRDT</c:CdtDbtInd></c:Bal>
        <c:Ntry><c:NtryRef>1</c:NtryRef><c:Amt Ccy="CHF">58</c:Amt><c:CdtDbtInd>CRDT</c:CdtDbtInd>
        <c:Sts><c:Cd>BOOK</c:Cd></c:Sts><c:BookgDt><c:Dt>2026-11-20</c:Dt></c:BookgDt>
        <c:NtryDtls><c:TxDtls><c:Refs><c:AcctSvcrRef>TX-5</c:AcctSvcrRef></c:Refs>
        <c:RltdPties><c:Dbtr><c:Pty><c:Nm>Acquirer</c:Nm></c:Pty></c:Dbtr></c:RltdPties>
        </c:TxDtls></c:NtryDtls></c:Ntry>
        <c:Ntry><c:Amt Ccy="CHF">9</c:Amt><c:CdtDbtInd>CRDT</c:CdtDbtInd><c:Sts><c:Cd>PDNG</c:Cd></c:Sts>
        <c:BookgDt><c:Dt>2026-11-20</c:Dt></c:BookgDt>
        <c:AddtlNtryInf>later</c:AddtlNtryInf></c:Ntry>
        </c:Stmt></c:BkToCstmrStmt></c:Document></env:Message>
        """

    @Test func `bookings of version 2 become deposits, a batch one, with the bank's reference`() throws {
        let file = try ReadFile(Self.version2)
        #expect(file.recognition.format.name == "camt053")
        #expect(file.rejected.isEmpty)
        #expect(file.rows.map(\.amount?.text) == ["1234.50", "58.00", "12.34", "100.00", "0.00", "7.00"])
        #expect(file.rows.map(\.kind) == [.incoming, .incoming, .outgoing, .outgoing, .incoming, .incoming])
        #expect(file.rows.map(\.status) == [.approved, .approved, .approved, .reversed, .approved, .approved])
        #expect(file.rows.allSatisfy { $0.settledOn?.description == "2026-11-20" })
        #expect(file.rows.map(\.reference?.text) == ["B-77", "E2E-4711", nil, nil, nil, nil])
        #expect(file.rows[0].remark == "B-77 PAYOUT-9 Acquirer & Co")
        #expect(file.rows[0].channel == "COBADEFFXXX …3000")
        #expect(file.rows[2].remark == "fee")
        // Half past eleven in the evening there is half past six the next morning on the store's clock.
        #expect(file.rows[1].occurredAt?.description == "2026-11-21 06:30:00")
        #expect(file.rows.map(\.line) == [12, 18, 21, 24, 26, 28])
        let bytes = Array(Self.version2.utf8)
        for row in file.rows { #expect(bytes[Int(row.byte)...].starts(with: Array("<Ntry>".utf8))) }
        #expect(
            file.summary.controlTotals.map(\.name) == [
                "CLBD", "TtlNtries/NbOfNtries", "TtlNtries/Sum", "TtlCdtNtries/NbOfNtries", "TtlCdtNtries/Sum",
                "TtlNetNtry",
            ])
        #expect(file.summary.controlTotals.allSatisfy { $0.agrees } && file.summary.warnings.isEmpty)
    }

    @Test func `version 8 is read under a prefix and in an envelope, and what is not booked is pending`() throws {
        let file = try ReadFile(Self.version8)
        #expect(file.rows.map(\.amount?.text) == ["58.00", "9.00"])
        #expect(file.rows.map(\.status) == [.approved, .pending])
        #expect(file.rows[0].reference?.text == "TX-5" && file.rows[0].remark == "TX-5 Acquirer")
        #expect(file.rows[0].channel == "UBSWCHZH …6303")
        #expect(file.summary.controlTotals.map(\.name) == ["CLBD"])
    }

    @Test(arguments: [1, 5, 64])
    func `the rows are the same however the bytes arrive`(_ chunk: Int) throws {
        for text in [Self.version2, Self.version8] {
            let (whole, split) = (try ReadFile(text), try ReadFile(text, chunk: chunk))
            #expect(whole.rows == split.rows && whole.summary == split.summary)
        }
    }

    @Test(arguments: [("052", "BkToCstmrAcctRpt", "Rpt"), ("054", "BkToCstmrDbtCdtNtfctn", "Ntfctn")])
    func `reports and notifications are read, and say what they are`(
        _ message: (number: String, body: String, part: String)
    ) throws {
        let text =
            Self.version2.replacing("camt.053.001.02", with: "camt.\(message.number).001.04")
            .replacing("BkToCstmrStmt", with: message.body).replacing("<Stmt>", with: "<\(message.part)>")
            .replacing("</Stmt>", with: "</\(message.part)>")
        let file = try ReadFile(text)
        #expect(file.recognition.format.name == "camt\(message.number)")
        #expect(file.rows.count == 6 && file.summary.warnings.count == 1)
    }

    @Test(arguments: 2...13)
    func `every edition that banks may send is read alike`(_ edition: Int) throws {
        let number = edition < 10 ? "0\(edition)" : "\(edition)"
        for (text, own) in [(Self.version2, "02"), (Self.version8, "08")] {
            let plain = try ReadFile(text)
            let file = try ReadFile(text.replacing("camt.053.001.\(own)", with: "camt.053.001.\(number)"))
            #expect(file.rows == plain.rows && file.summary == plain.summary)
        }
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let from: String
        let to: String
        var code = StatementError.Code.totalsDiffer
        let says: String
    }

    static let refusals = [
        Change(testDescription: "the balances", from: "1087.16", to: "1087.17", says: "1087.17"),
        Change(
            testDescription: "the number of entries", from: "<NbOfNtries>6", to: "<NbOfNtries>7", says: "NbOfNtries"),
        Change(testDescription: "the sum of entries", from: "1411.84000", to: "1411.85", says: "TtlNtries/Sum"),
        Change(testDescription: "the sum of credits", from: "1299.5<", to: "1299.51<", says: "TtlCdtNtries/Sum"),
        Change(testDescription: "the net", from: "1187.16", to: "1187.15", says: "TtlNetNtry"),
        Change(
            testDescription: "another edition", from: "camt.053.001.02", to: "camt.053.001.99", code: .headerDrifted,
            says: "001.99"),
        Change(
            testDescription: "cut short", from: "</Stmt></BkToCstmrStmt></Document>", to: "", code: .truncated,
            says: "cut short"),
        Change(
            testDescription: "no statement", from: "Stmt>", to: "Other>", code: .malformed, says: "Stmt"),
        Change(
            testDescription: "an encoding nobody reads", from: "encoding=\"UTF-8\"", to: "encoding=\"EBCDIC\"",
            code: .wrongEncoding, says: "EBCDIC"),
        Change(
            testDescription: "a document type", from: "<Document ", to: "<!DOCTYPE a><Document ", code: .malformed,
            says: "DTD"),
    ]

    @Test(arguments: refusals)
    func `what the totals or the structure do not bear is refused whole`(_ change: Change) throws {
        let text = Self.version2.replacing(change.from, with: change.to)
        let error = try #require(throws: StatementError.self) { try ReadFile(text) }
        #expect(error.code == change.code)
        #expect(error.message.english.contains(change.says), "\(error.message.english)")
    }

    static let badEntries: [(from: String, to: String, fault: RowFault, balanced: Bool)] = [
        ("<Amt Ccy=\"EUR\">58.00", "<Amt Ccy=\"EUR\">5,800", .notAnAmount(column: "Amt"), false),
        ("<Amt Ccy=\"EUR\">58.00", "<Amt Ccy=\"EUR\">-58.00", .notAnAmount(column: "Amt"), false),
        ("<Amt Ccy=\"EUR\">58.00", "<Amt Ccy=\"XXQ\">58.00", .unknownCurrency(column: "Amt Ccy"), true),
        ("2026-11-20T23:30:00+01:00", "2026-11-20T25:30:00", .notADate(column: "BookgDt"), true),
        ("<DtTm>2026-11-20T23:30:00+01:00</DtTm>", "", .missing(column: "BookgDt"), true),
        (
            "<Sts>BOOK</Sts>\n<BookgDt><DtTm>", "<Sts>ODD</Sts>\n<BookgDt><DtTm>",
            .unknownWord(column: "Sts", word: "ODD"), false
        ),
        ("E2E-4711", String(repeating: "E", count: 65), .notAnIdentifier(column: "AcctSvcrRef"), true),
    ]

    @Test(arguments: badEntries.indices)
    func `a bad entry is set aside with its place, and the others are read`(_ index: Int) throws {
        let bad = Self.badEntries[index]
        let text = Self.version2.replacing(bad.from, with: bad.to)
        let file = try ReadFile(text)
        #expect(file.rejected.map(\.fault) == [bad.fault])
        #expect(file.rejected.map(\.line) == [18])
        #expect(file.rows.count == 5)
        #expect(
            file.summary.controlTotals.allSatisfy { $0.agrees } == bad.balanced,
            "\(file.summary.controlTotals.filter { !$0.agrees })")
    }

    @Test func `a batch that lists another number than it states is said, and is one deposit all the same`() throws {
        let file = try ReadFile(Self.version2.replacing("<NbOfTxs>2", with: "<NbOfTxs>3"))
        #expect(file.rows.count == 6)
        #expect(file.summary.warnings.map(\.english) == ["line 12: the batch states 3 transactions and lists 2"])
    }
}
