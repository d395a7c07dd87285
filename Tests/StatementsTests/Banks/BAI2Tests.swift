// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct BAI2Tests {
    /// Two groups, three accounts, every funds type, continuations of fields and of text, a currency without
    /// decimals. 03: balances; sums and numbers of records as their ends state them.
    static let report = """
        01,122099999,123456789,261120,0200,1,,,2/
        02,031001234,122099999,1,261120,2359,,2/
        03,0123456789,,010,500000,,,190,174500,3,V,261121,0900/
        88,400,+1234,1,0/
        16,165,123450,0,B-77,PO-001,CARD SETTLEMENT, TERMINALS 19.11.
        88,SECOND LINE
        16,174,5800,V,261121,,X-9/
        16,142,45250,D,2,0,45000,1,250,Y-1,,LOCKBOX/
        16,698,1234,Z,,,FEE/
        16,555,500,S,500,0,0,R-1,,DEPOSITED ITEM RETURNED/
        16,890,,,,,NOTE/
        49,851968,10/
        03,987,JPY/
        16,301,3000,,J-1/
        49,3000,3/
        98,854968,2,15/
        02,031001234,122099999,1,261123,,EUR,4/
        03,55,,015,-100,,/
        49,-100,2/
        98,-100,1,4/
        99,854868,2,21/

        """

    @Test func `bookings become deposits on the group's day, in the account's currency`() throws {
        let file = try ReadFile(Self.report)
        #expect(file.recognition.format.name == "bai2")
        #expect(file.rows.map(\.amount?.text) == ["1234.50", "58.00", "452.50", "12.34", "5.00", "3000"])
        #expect(file.rows.map(\.amount?.currency.code) == ["USD", "USD", "USD", "USD", "USD", "JPY"])
        #expect(file.rows.map(\.kind) == [.incoming, .incoming, .incoming, .outgoing, .outgoing, .incoming])
        #expect(file.rows.map(\.status).prefix(5) == [.approved, .approved, .approved, .approved, .reversed])
        #expect(file.rows.map(\.reference?.text) == ["B-77", "X-9", "Y-1", nil, "R-1", "J-1"])
        #expect(file.rows[0].remark == "B-77 CARD SETTLEMENT, TERMINALS 19.11. SECOND LINE PO-001 BAI 165")
        #expect(file.rows[2].remark == "Y-1 LOCKBOX BAI 142")
        #expect(file.rows.allSatisfy { $0.settledOn?.description == "2026-11-20" })
        #expect(file.rows.map(\.channel).suffix(2) == ["122099999 …6789", "122099999 …987"])
        #expect(file.rows.map(\.line) == [5, 7, 8, 9, 10, 14])
        #expect(file.rejected.map(\.line) == [11])
        #expect(file.summary.controlTotals.count == 15 && file.summary.warnings.isEmpty)
    }

    @Test(arguments: [1, 3, 50])
    func `the rows are the same however the bytes arrive`(_ chunk: Int) throws {
        let (whole, split) = (try ReadFile(Self.report), try ReadFile(Self.report, chunk: chunk))
        #expect(whole.rows == split.rows && whole.rejected == split.rejected && whole.summary == split.summary)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let from: String
        let to: String
        let code: StatementError.Code
        let says: String
    }

    static let refusals = [
        Change(
            testDescription: "an account's sum", from: "49,851968,", to: "49,851969,", code: .totalsDiffer,
            says: "49 sum"),
        Change(
            testDescription: "an account's records", from: "851968,10/", to: "851968,9/", code: .totalsDiffer,
            says: "49 records"),
        Change(
            testDescription: "a group's sum", from: "98,854968", to: "98,1", code: .totalsDiffer, says: "98 sum"),
        Change(
            testDescription: "a group's accounts", from: "854968,2,15", to: "854968,3,15", code: .totalsDiffer,
            says: "98 accounts"),
        Change(
            testDescription: "the file's groups", from: "854868,2,21", to: "854868,1,21", code: .totalsDiffer,
            says: "99 groups"),
        Change(
            testDescription: "the file's records", from: "854868,2,21", to: "854868,2,20", code: .totalsDiffer,
            says: "99 records"),
        Change(testDescription: "no end", from: "99,854868,2,21/\n", to: "", code: .truncated, says: "cut short"),
        Change(
            testDescription: "a booking outside an account", from: "03,987,JPY/\n", to: "", code: .malformed,
            says: "record 16"),
        Change(
            testDescription: "a record that is none", from: "03,987,JPY/", to: "04,987,JPY/", code: .malformed,
            says: "not a BAI2 record"),
        Change(
            testDescription: "a day that does not exist", from: "122099999,1,261120", to: "122099999,1,261131",
            code: .malformed, says: "YYMMDD"),
        Change(
            testDescription: "a test", from: "122099999,1,261120", to: "122099999,4,261120", code: .notDetail,
            says: "test"),
    ]

    @Test(arguments: refusals)
    func `what the control totals do not prove is refused whole`(_ change: Change) throws {
        let text = Self.report.replacing(change.from, with: change.to, maxReplacements: 1)
        #expect(text != Self.report)
        let error = try #require(throws: StatementError.self) { try ReadFile(text) }
        #expect(error.code == change.code)
        #expect(error.message.english.contains(change.says), "\(error.message.english)")
    }

    @Test func `a comma before the stroke that ends a line of balances is no field`() throws {
        let report = """
            01,121140399,121140399,230214,0754,1,,,2/
            02,121140399,121140399,1,220201,,USD,2/
            03,1234567890,USD,010,34726979,,,015,35217175,,,/
            88,040,32742537,,,045,35217175,,,/
            88,100,490196,1,,400,000,0,/
            16,142,490196,,172629,/
            88,SOME PAYMENT
            49,138884258,6/
            98,138884258,1,8/
            99,138884258,1,10
            """
        let file = try ReadFile(report)
        #expect(file.rows.map(\.amount?.text) == ["4901.96"] && file.rows[0].reference?.text == "172629")
        #expect(file.summary.controlTotals.filter { !$0.agrees }.isEmpty)
    }

    static let badEntries: [(from: String, to: String, fault: RowFault, balanced: Bool)] = [
        ("16,174,5800,", "16,174,58x0,", .notAnAmount(column: "16 amount"), false),
        ("16,174,5800,", "16,999,5800,", .unknownWord(column: "16 type", word: "999"), true),
        ("16,174,5800,V", "16,174,5800,Q", .unknownWord(column: "16 funds type", word: "Q"), true),
        ("16,174,5800,V", "16,174,5800,D", .unknownWord(column: "16 funds type", word: "D"), true),
        ("X-9/", String(repeating: "9", count: 65) + "/", .notAnIdentifier(column: "16 reference"), true),
    ]

    @Test(arguments: badEntries)
    func `a bad booking is set aside, and the sums say whether they still hold`(
        _ bad: (from: String, to: String, fault: RowFault, balanced: Bool)
    ) throws {
        let file = try ReadFile(Self.report.replacing(bad.from, with: bad.to))
        #expect(file.rejected.map(\.line) == [7, 11])
        #expect(file.rejected.map(\.fault).first == bad.fault)
        #expect(file.rows.count == 5)
        #expect(file.summary.controlTotals.allSatisfy { $0.agrees } == bad.balanced)
    }
}
