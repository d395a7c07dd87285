// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Testing

/// Files that are refused, and rows that are put aside.
@Suite struct RefusedFilesTests {
    static let till = "terminal,rrn,type,amount,time\nT1,1,sale,5.00,2026-11-20 10:00:00\n"
    static let acquirer = "terminal,rrn,type,amount\nT1,1,sale,5.00\n"

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let till: String
        let error: FileJobError
    }

    static let refusals = [
        Refusal(
            testDescription: "a missing column", till: "terminal,rrn,type,time\nT1,1,sale,x\n",
            error: .missingColumn(file: "pos.csv", column: "amount")),
        Refusal(
            testDescription: "a column with nearly its name", till: "terminal,rrn,type,amnt,time\nT1,1,sale,x\n",
            error: .missingColumn(file: "pos.csv", column: "amount", nearest: "amnt")),
        Refusal(
            testDescription: "no reference at all", till: "terminal,type,amount,time,batch\n",
            error: .missingColumn(file: "pos.csv", column: "rrn (or batch and trace)")),
        Refusal(testDescription: "an empty file", till: "", error: .empty(file: "pos.csv")),
        Refusal(
            testDescription: "a column twice", till: "terminal,rrn,type,amount,amount,time\n",
            error: .duplicateColumn(file: "pos.csv", column: "amount")),
    ]

    @Test(arguments: refusals)
    func `a file without what it needs is refused, naming file and column`(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try Job(tills: [refusal.till], acquirers: [Self.acquirer]).run() }
    }

    @Test func `columns stand in any order, unknown ones are passed over, the header may have a byte order mark`()
        throws
    {
        let till = "\u{FEFF}note,\"Time\", AMOUNT ,type,rrn,terminal\r\nx,2026-11-20 10:00:00,5.00,sale,1,T1\r\n"
        let outcome = try Job(tills: [till], acquirers: [Self.acquirer]).run()
        #expect(outcome.summary.matched == 1)
        #expect(outcome.findings == [])
    }

    static let badTillRows: [(row: String, reason: String)] = [
        ("T1,,sale,5.00,2026-11-20 10:00:00", "no usable key"),
        (",1,sale,5.00,2026-11-20 10:00:00", "terminal is empty"),
        ("T1,1,gift,5.00,2026-11-20 10:00:00", "type is none"), ("T1,1,SALE,5.00,2026-11-20 10:00:00", "type is none"),
        ("T1,1,sale,5.001,2026-11-20 10:00:00", "amount is not"),
        ("T1,1,sale,5e2,2026-11-20 10:00:00", "amount is not"),
        ("T1,1,sale,,2026-11-20 10:00:00", "amount is not"), ("T1,1,sale,5 .00,2026-11-20 10:00:00", "amount is not"),
        ("T1,1,sale,\"1,000.00\",2026-11-20 10:00:00", "amount is not"),
        ("T1,1,sale,--5.00,2026-11-20 10:00:00", "amount is not"),
        ("T1,1,sale,99999999999999999999,2026-11-20 10:00:00", "amount is not"),
        ("T1,1,sale,5.00,2026-02-29 10:00:00", "time is not"),
        ("T1,1,sale,5.00,2026-11-20 24:00:00", "time is not"), ("T1,1,sale,5.00,", "time is not"),
        ("T1,1,sale,5.00,2026-1a-20 10:00:00", "time is not"), ("T1,1,sale,5.00", "wrong number of fields"),
        ("T1,1,sale,5.00,2026-11-20 10:00:00,x", "wrong number of fields"),
        ("T1,1.12011E+11,sale,5.00,2026-11-20 10:00:00", "scientific notation"),
        ("T1, 4E+5 ,sale,5.00,2026-11-20 10:00:00", "scientific notation"),
        ("T1,1,\"sale\"x,5.00,2026-11-20 10:00:00", "text after"),
        ("\"T1,1,sale,5.00,2026-11-20 10:00:00", "never closed"),
    ]

    @Test(arguments: badTillRows)
    func `a bad row is put aside with its reason and place, and joins nothing`(_ row: String, _ reason: String) throws {
        let text = Self.till + row + "\n"
        let outcome = try Job(tills: [text], acquirers: [Self.acquirer]).run()
        let lines = (outcome.files["quarantine.csv"] ?? "").split(separator: "\n").map(String.init)
        #expect(lines.count >= 2)
        #expect(lines.dropFirst().first?.hasPrefix("pos.csv,3,\(Self.till.utf8.count),") == true, "\(lines)")
        #expect(lines.dropFirst().first?.contains(reason) == true, "\(lines)")
        #expect(outcome.findings == [])
        #expect(outcome.summary.isConserved)
        #expect(outcome.summary.files[0].quarantined == 1)
    }

    @Test(arguments: ["\n", "\r\n"], ["", "\""])
    func `blanks around cells are no part of them`(_ ending: String, _ quote: String) throws {
        let row = ["  T1", "1\t", " sale ", " 5.00", "2026-11-20 10:00:00 ", " ", " CNY"]
        let till =
            "terminal,rrn,type,amount,time,status,currency\(ending)"
            + row.map { quote + $0 + quote }.joined(separator: ",") + ending
        let acquirer = "terminal,rrn,type,amount,fee\nT1,1,sale,5.00, \nT1 , 2,sale,5.00,\n"
        for chunk in [1, 64 << 10] {
            let outcome = try Job(tills: [till], acquirers: [acquirer], chunk: chunk).run()
            #expect(outcome.summary.matched == 1)
            #expect(outcome.findings == ["PY-04 2"])
            #expect(outcome.rows("findings.csv")[0][2] == "T1")
            #expect(outcome.summary.quarantined == 0)
        }
    }

    @Test func `days and hours that a spreadsheet left without zeros are read`() throws {
        let till =
            "terminal,rrn,type,amount,time,printed\nT1,1,sale,5.00,2026/1/5 9:05,0\nT1,2,sale,5.00,2026-1-5 24:05,\n"
        let acquirer = "terminal,rrn,type,amount,settle_date,time\nT1,1,sale,5.00,2026/1/6,2026-1-5 9:05:00\n"
        let outcome = try Job(tills: [till], acquirers: [acquirer]).run()
        #expect(outcome.findings == ["RC-01 1"])
        #expect(outcome.rows("findings.csv")[0][10] == "2026-01-06")
        #expect(outcome.rows("settlement.csv")[0][0] == "2026-01-06")
        #expect(outcome.summary.quarantined == 1)
    }

    @Test func `what looks scientific and is not stays a reference`() throws {
        let numbers = ["E+11", "1E-5", "1.1.E+5", "1E+", "1E+5A", "12E", "1+5"]
        let till =
            "terminal,rrn,type,amount,time\n"
            + numbers.map { "T1,\($0),sale,5.00,2026-11-20 10:00:00\n" }.joined()
        let outcome = try Job(tills: [till], acquirers: [Self.acquirer]).run()
        #expect(outcome.summary.quarantined == 0)
        #expect(outcome.count(.notSettled) == numbers.count)
    }

    @Test func `card numbers of bad rows are masked, reference numbers are not`() throws {
        let till =
            "terminal,rrn,card,type,amount,time\nT1,400000000002,4111111111111111,sale,x,2026-11-20 10:00:00\n"
            + "T1,4111111111111111,sale,5.00\n"
        let outcome = try Job(tills: [till], acquirers: [Self.acquirer]).run()
        let text = outcome.files["quarantine.csv"] ?? ""
        #expect(!text.contains("4111111111111111"))
        #expect(text.contains("411111******1111"))
        #expect(text.contains("400000000002"))
        #expect(!(outcome.files["report.html"] ?? "").contains("4111111111111111"))
    }

    @Test func `cells that a spreadsheet would run are made harmless, amounts are left alone`() throws {
        let till = "terminal,rrn,type,amount,time\n=cmd(),+1,sale,5.00,2026-11-20 10:00:00\n"
        let acquirer = "terminal,rrn,type,amount,fee,product\n@T,-2,refund,5.00,-1.00,=x\n"
        let outcome = try Job(tills: [till], acquirers: [acquirer]).run()
        let rows = outcome.rows("findings.csv")
        #expect(rows.map { $0[2] } == ["'@T", "'=cmd()"])
        #expect(rows.map { $0[3] } == ["'-2", "'+1"])
        #expect(rows[0][7] == "-1.00")
        #expect(rows[0][9] == "'=x")
    }

    @Test func `markup in a file does not become markup in the report`() throws {
        let till = "terminal,rrn,type,amount,time\n<script>alert(1)</script>,1,sale,5.00,2026-11-20 10:00:00\n"
        let outcome = try Job(tills: [till], acquirers: [Self.acquirer]).run()
        let report = outcome.files["report.html"] ?? ""
        #expect(!report.contains("<script"))
        #expect(report.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        for external in ["http://", "https://", "src=", "@import", "url("] { #expect(!report.contains(external)) }
    }
}
