// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct MT940Tests {
    /// A day's statement with a deposit in each manner of field 86, a fee, and a deposit taken back.
    static let day = """
        {1:F01DEUTDEFFXXXX0000000000}{2:O9401200261120DEUTDEFFXXXX00000000002611201200N}{4:\r
        :20:STARTUMS\r
        :25:50070010/0175526303\r
        :28C:00231/001\r
        :60F:C261119EUR1000,00\r
        :61:2611201120CR1234,5NTRFNONREF//B-77\r
        Card settlement\r
        :86:166?00GUTSCHRIFT?109301?20EREF+PO-20261119-?21001SVWZ+Abrechnung Karten?22terminals 19.11.\r
        ?30DEUTDEFF?31DE89370400440532013000?32Zahlungsdienst?33leister AG\r
        :61:261120C58,00NMSC4711//X-9\r
        :86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/Webshop\r
         BV/REMI/order 4711/EREF/E2E-4711\r
        :61:2611201120D12,34NCHGNONREF\r
        :86:monthly fee\r
        for the account\r
        :61:2611191120RC100,NTRFCHARGEBACK//B-78\r
        :61:261120RD5,NTRFNONREF//B-79\r
        :62F:C261120EUR2185,16\r
        :64:C261120EUR2185,16\r
        :86:statement text after the balance\r
        -}\r

        """

    @Test func `a statement gives deposits on their day of entry, with the bank's reference and words`() throws {
        let file = try ReadFile(Self.day)
        #expect(file.recognition.format.name == "mt940" && file.recognition.format.role == .bank)
        #expect(file.rejected.isEmpty)
        #expect(file.rows.map(\.amount?.text) == ["1234.50", "58.00", "12.34", "100.00", "5.00"])
        #expect(file.rows.map(\.kind) == [.incoming, .incoming, .outgoing, .outgoing, .incoming])
        #expect(file.rows.map(\.status) == [.approved, .approved, .approved, .reversed, .reversed])
        #expect(file.rows.allSatisfy { $0.settledOn?.description == "2026-11-20" })
        #expect(file.rows.allSatisfy { $0.amount?.currency.code == "EUR" })
        #expect(file.rows.map(\.reference?.text) == ["B-77", "X-9", nil, "B-78", "B-79"])
        #expect(file.rows.map(\.channel) == Array(repeating: "DEUTDEFF …6303", count: 5))
        #expect(
            file.rows[0].remark == "B-77 Zahlungsdienstleister AG Abrechnung Kartenterminals 19.11. PO-20261119-001 "
                + "Card settlement GUTSCHRIFT")
        #expect(file.rows[1].remark == "X-9 Webshop BV order 4711 E2E-4711 4711 SEPA OVERBOEKING")
        #expect(file.rows[2].remark == "monthly fee for the account")
        #expect(file.rows.map(\.line) == [6, 10, 13, 16, 17])
        #expect(file.summary.controlTotals.map(\.name) == [":62F:"])
        #expect(file.summary.controlTotals.map(\.counted) == ["2185.16"])
    }

    @Test(arguments: [1, 2, 7, 100])
    func `the rows are the same however the bytes arrive`(_ chunk: Int) throws {
        let (whole, split) = (try ReadFile(Self.day), try ReadFile(Self.day, chunk: chunk))
        #expect(whole.rows == split.rows && whole.summary == split.summary)
    }

    static func statement(
        number: String = "1/1", from opening: String = ":60F:C261119EUR10,00", _ lines: [String],
        to closing: String = ":62F:C261120EUR68,00", account: String = "A/1"
    ) -> String {
        ([":20:X", ":25:\(account)", ":28C:\(number)", opening] + lines + [closing, "-"]).joined(separator: "\n") + "\n"
    }

    struct BadEntry: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let line: String
        let fault: RowFault
        /// What the good entry and this one add up to; nil where its amount cannot be read.
        var closing: String?
    }

    static let badEntries = [
        BadEntry(
            testDescription: "a day that does not exist", line: ":61:261131C1,00NTRFA",
            fault: .notADate(column: ":61: value date"), closing: "69,00"),
        BadEntry(
            testDescription: "a day of entry of another year", line: ":61:2702280229C1,00NTRFA",
            fault: .notADate(column: ":61: entry date"), closing: "69,00"),
        BadEntry(
            testDescription: "no date", line: ":61:C1,00NTRFA", fault: .notADate(column: ":61: value date")),
        BadEntry(
            testDescription: "a decimal point", line: ":61:261120C1.50NTRFA",
            fault: .notAnAmount(column: ":61: amount")),
        BadEntry(
            testDescription: "points between thousands", line: ":61:261120C1.234,50NTRFA",
            fault: .notAnAmount(column: ":61: amount")),
        BadEntry(
            testDescription: "a third direction", line: ":61:261120X1,00NTRFA",
            fault: .unknownWord(column: ":61: C/D", word: "X1")),
        BadEntry(
            testDescription: "no amount", line: ":61:261120CNTRFA", fault: .notAnAmount(column: ":61: amount")),
        BadEntry(
            testDescription: "a tenth of a cent", line: ":61:261120C1,001NTRFA",
            fault: .tooManyDecimals(column: ":61: amount", allowed: 2), closing: "69,001"),
        BadEntry(
            testDescription: "more than money can be", line: ":61:261120C99999999999999999,00NTRFA",
            fault: .amountOutOfRange(column: ":61: amount")),
        BadEntry(
            testDescription: "a kind that is none", line: ":61:261120C1,00NT/A",
            fault: .unknownWord(column: ":61: type", word: "NT/A"), closing: "69,00"),
        BadEntry(
            testDescription: "a reference without end",
            line: ":61:261120C1,00NTRF" + String(repeating: "9", count: 70),
            fault: .notAnIdentifier(column: ":61: reference"), closing: "69,00"),
    ]

    @Test(arguments: badEntries)
    func `a bad entry is set aside with its place, and the others are read`(_ bad: BadEntry) throws {
        let closing = ":62F:C261120EUR\(bad.closing ?? "77,77")"
        let file = try ReadFile(
            Self.statement([bad.line, ":86:words", ":61:261120C58,00NTRFNONREF"], to: closing))
        #expect(file.rejected.map(\.fault) == [bad.fault])
        #expect(file.rejected.map(\.line) == [5] && file.rejected.map(\.byte) == [44])
        #expect(file.rejected[0].text.hasPrefix(bad.line.prefix(20)))
        #expect(file.rows.map(\.amount?.text) == ["58.00"])
        // The balance is proven where every amount could be read; else the difference is shown and may be the entry's.
        #expect(file.summary.controlTotals.map(\.agrees) == [bad.closing != nil])
        #expect(file.summary.warnings.count == (bad.closing == nil ? 1 : 0))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let code: StatementError.Code
        let says: String
    }

    static let entry = ":61:261120C58,00NTRFNONREF"
    static let refusals = [
        Refusal(
            testDescription: "entries that do not lead to the closing balance",
            text: statement([entry], to: ":62F:C261120EUR68,01"), code: .totalsDiffer, says: "68.01"),
        Refusal(
            testDescription: "a second page that begins elsewhere",
            text: statement([entry], to: ":62M:C261120EUR68,00")
                + statement(number: "1/2", from: ":60M:C261120EUR69,00", [], to: ":62F:C261120EUR69,00"),
            code: .totalsDiffer, says: ":60M:"),
        Refusal(
            testDescription: "the next day that begins elsewhere",
            text: statement([entry])
                + statement(number: "2/1", from: ":60F:C261120EUR69,00", [], to: ":62F:C261120EUR69,00"),
            code: .totalsDiffer, says: ":60F:"),
        Refusal(
            testDescription: "another statement of the same number that begins elsewhere",
            text: statement([entry]) + statement(from: ":60F:C261121EUR69,00", [], to: ":62F:C261121EUR69,00"),
            code: .totalsDiffer, says: ":60F:"),
        Refusal(
            testDescription: "cut short", text: ":20:X\n:25:A\n:28C:1\n:60F:C261119EUR10,00\n\(entry)\n",
            code: .truncated, says: ":62F:"),
        Refusal(
            testDescription: "an entry before the opening balance",
            text: ":20:X\n:25:A\n:28C:1\n\(entry)\n", code: .malformed, says: ":60F:"),
        Refusal(
            testDescription: "an entry after the closing balance",
            text: statement([entry]).dropLast(2) + "\(entry)\n-\n", code: .malformed, says: "after the closing"),
        Refusal(
            testDescription: "a balance in an unknown currency",
            text: statement([entry], from: ":60F:C261119XYZ10,00"), code: .malformed,
            says: "the currency XYZ of :60F: is not known"),
        Refusal(
            testDescription: "a balance with a decimal point",
            text: statement([entry], from: ":60F:C261119EUR10.00"), code: .malformed,
            says: ":60F: is not C or D, date, currency, amount"),
        Refusal(
            testDescription: "the beginning is missing", text: "\(entry)\n:62F:C261120EUR68,00\n:20:X\n:25:A\n",
            code: .malformed, says: ":20:"),
    ]

    static func statement(_ lines: [String], from opening: String) -> String {
        statement(number: "1/1", from: opening, lines)
    }

    @Test(arguments: refusals)
    func `what the balances do not prove is refused whole`(_ refusal: Refusal) throws {
        let error = try #require(throws: StatementError.self) { try ReadFile(refusal.text) }
        #expect(error.code == refusal.code)
        #expect(error.message.english.contains(refusal.says), "\(error.message.english)")
        #expect(error.message.chinese.contains("未导入") || error.code == .truncated)
    }

    @Test func `pages, days and accounts follow each other in one file`() throws {
        let text =
            Self.statement([Self.entry], to: ":62M:C261120EUR68,00")
            + Self.statement(
                number: "1/2", from: ":60M:C261120EUR68,00", [":61:261120D70,00NCHGNONREF"],
                to: ":62F:D261120EUR2,00")
            + Self.statement(from: ":60F:C261119EUR0,00", [], to: ":62F:C261120EUR0,00", account: "B/2")
            + Self.statement(
                number: "2/1", from: ":60F:D261120EUR2,00", [":61:261123C3,NTRFNONREF"], to: ":62F:C261123EUR1,")
        let file = try ReadFile(text)
        #expect(file.rows.map(\.amount?.text) == ["58.00", "70.00", "3.00"])
        #expect(file.summary.controlTotals.count == 6 && file.summary.warnings.isEmpty)
    }

    @Test func `a missing day between two statements is said, not guessed`() throws {
        let file = try ReadFile(
            Self.statement([Self.entry])
                + Self.statement(number: "4/1", from: ":60F:C261123EUR1,00", [], to: ":62F:C261123EUR1,00"))
        #expect(file.summary.warnings.count == 1)
        #expect(file.summary.warnings.first?.english.contains("1/1 to 4/1") == true)
    }

    @Test func `the year of the day of entry is the one nearest to the value date`() throws {
        let file = try ReadFile(
            Self.statement([":61:2612310104C58,00NTRFNONREF", ":61:2701011231C0,NTRFNONREF"]))
        #expect(file.rows.map { $0.settledOn?.description } == ["2027-01-04", "2026-12-31"])
    }

    @Test func `what banks make of the fields is read as they mean it`() throws {
        let file = try ReadFile(
            "\u{1}\n"
                + Self.statement([
                    ":61:261120    DD1,00NMSCNONREF//", "/ABC/", ":86:a", ":86:b", "T16", ":12:11",
                    ":61:261120CR59,S   EREF",
                    ":86:/NAME/Shop/REMI/USTD//order/7/EREF/E-1",
                ]))
        #expect(file.rows.map(\.amount?.text) == ["1.00", "59.00"])
        #expect(file.rows.map(\.remark) == ["a b T16 :12:11 /ABC/", "E-1 Shop order/7"])
        #expect(file.rows.map(\.reference?.text) == [nil, "E-1"])
    }

    @Test func `an interim report proves its counts and sums, and says what it is`() throws {
        let report = { (credits: String) in
            ":20:X\n:25:A/1\n:28C:1\n:34F:EUR0,\n:13D:2611201200+0100\n:61:261120C58,00NTRFNONREF\n"
                + ":61:261120EC7,00NTRFNONREF\n:90D:0EUR0,\n:90C:\(credits)\n-\n"
        }
        let file = try ReadFile(report("1EUR58,00"))
        #expect(file.recognition.format.name == "mt942")
        #expect(file.rows.map(\.status) == [.approved, .pending])
        #expect(file.summary.warnings.count == 1)
        let plain = report("2EUR58,00").replacing(":61:261120EC7,00NTRFNONREF\n", with: "")
        let error = try #require(throws: StatementError.self) { try ReadFile(plain) }
        #expect(error.code == .totalsDiffer && error.field == ":90C:")
    }

    @Test func `letters beyond ASCII are read in the encoding their bytes show`() throws {
        let lines = { (words: [UInt8]) in
            Array(":20:X\n:25:A\n:28C:1\n:60F:C261119EUR10,00\n:61:261120C58,00NTRFNONREF\n:86:".utf8) + words
                + Array("\n:62F:C261120EUR68,00\n-\n".utf8)
        }
        let western = try ReadFile(lines([0xDC, 0x62, 0x65, 0x72, 0x80]))
        #expect(western.rows.map(\.remark) == ["Über€"])
        let chinese = try ReadFile(lines([0xC7, 0xE5, 0xCB, 0xE3]))
        #expect(chinese.rows.map(\.remark) == ["清算"])
        #expect(try ReadFile(lines(Array("清算".utf8))).rows.map(\.remark) == ["清算"])
    }
}
