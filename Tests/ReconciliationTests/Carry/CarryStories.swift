// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Foundation
import Tariffs
import Tender
import Testing

@testable import Reconciliation

/// Days of a shop, one run each morning.
@Suite struct CarryStories {
    static func till(_ name: String, _ rows: String...) -> CarryRuns.File {
        .init(
            side: .till, name: name,
            text: "merchant,terminal,rrn,type,amount,time,status,printed\n" + rows.map { $0 + "\n" }.joined())
    }

    static func charge(_ name: String, _ rows: String...) -> CarryRuns.File {
        .init(
            side: .acquirer, name: name,
            text: "merchant,terminal,rrn,type,product,amount,fee,settle_date\n" + rows.map { $0 + "\n" }.joined())
    }

    static func bank(_ name: String, _ rows: String...) -> CarryRuns.File {
        .init(side: .bank, name: name, text: "date,amount\n" + rows.map { $0 + "\n" }.joined())
    }

    static func findings(_ outcome: CarryRuns.Outcome) -> [String] {
        (outcome.files["findings.csv"] ?? "").split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[0]) \(cells[3]) \(cells[11]) \(cells[12])"
        }
    }

    static let monday = [
        till(
            "mon.csv", "M1,T1,1,sale,58.00,2026-11-23 10:00:00,approved,1",
            "M1,T1,2,sale,5.00,2026-11-23 11:00:00,,1"),
        charge("clear-mon.csv", "M1,T1,1,sale,credit,58.00,0.35,2026-11-24"),
    ]

    @Test func `what is open stays open, becomes due, and is closed by its other half days later`() throws {
        let folder = StepFolder()
        let days = CarryRuns(files: [])
        let first = try days.run(Self.monday, asOf: Job.day("2026-11-24"), in: folder)
        // Settlement of Monday's sale is due on Tuesday.
        #expect(Self.findings(first.outcome) == ["ST-01 2 mon.csv:3@104 "])
        #expect(first.change.tillsOpened == 1)
        let second = try days.run([], asOf: Job.day("2026-11-26"), in: folder)
        #expect(Self.findings(second.outcome) == ["ST-01 2 mon.csv:3@104 "])
        #expect(second.change.tillsBefore == 1)
        #expect(second.change.tillsNow == 1)
        let late = Self.charge("late.csv", "M1,T1,2,sale,credit,5.00,0.03,2026-11-27")
        let third = try days.run([late], asOf: Job.day("2026-11-27"), in: folder)
        #expect(Self.findings(third.outcome) == [])
        #expect(third.change.tillsClosed == 1)
        #expect(third.change.tillsNow == 0)
        #expect(third.change.run == 2)
        #expect(third.outcome.isConserved)
    }

    @Test func `a charge without a sale is closed by a till file that comes late`() throws {
        let folder = StepFolder()
        let days = CarryRuns(files: [])
        let charge = Self.charge("c.csv", "M1,T1,9,sale,credit,5.00,0.03,2026-11-24")
        let first = try days.run([charge], in: folder)
        #expect(Self.findings(first.outcome) == ["PY-04 9  c.csv:2@58"])
        let second = try days.run([Self.till("t.csv", "M1,T1,9,sale,5.00,2026-11-23 10:00:00,,1")], in: folder)
        #expect(Self.findings(second.outcome) == [])
        #expect(second.change.chargesClosed == 1)
    }

    @Test func `a repeat of what was settled last week is found, with the place of the first`() throws {
        let folder = StepFolder()
        let days = CarryRuns(files: [])
        try days.run(Self.monday, in: folder)
        let again = Self.charge("again.csv", "M1,T1,1,sale,credit,58.00,0.35,2026-12-01")
        let booked = Self.till("booked.csv", "M1,T1,1,sale,58.00,2026-11-23 10:00:00,approved,1")
        let outcome = try days.run([again, booked], in: folder).outcome
        #expect(
            Self.findings(outcome) == [
                "PY-06 1 mon.csv:2@54 again.csv:2@58", "PY-07 1 booked.csv:2@54 ", "ST-01 2 mon.csv:3@104 ",
            ])
        #expect(outcome.files["findings.csv"]?.contains("the first is at clear-mon.csv:2@58") == true)
        #expect(outcome.files["findings.csv"]?.contains("the first is at mon.csv:2@54") == true)
    }

    @Test func `a deposit is held against all that was ever settled on its day`() throws {
        let folder = StepFolder()
        let days = CarryRuns(files: [])
        try days.run(Self.monday + [Self.bank("bank.csv", "2026-11-24,57.65")], in: folder)
        let late = Self.charge("late.csv", "M1,T1,2,sale,credit,5.00,0.03,2026-11-24")
        let short = try days.run([late], in: folder).outcome
        #expect(Self.findings(short).map { $0.prefix(5) } == ["ST-07"])
        #expect(short.files["findings.csv"]?.contains("late.csv:2@58") == true)
        let rest = try days.run([Self.bank("rest.csv", "2026-11-24,4.97")], in: folder).outcome
        #expect(Self.findings(rest) == [])
    }

    @Test func `the same file given twice adds nothing and changes nothing in the folder`() throws {
        let folder = StepFolder()
        let days = CarryRuns(files: [])
        let first = try days.run(Self.monday, in: folder)
        let before = folder.files
        let again = Self.monday.map { CarryRuns.File(side: $0.side, name: "copy of " + $0.name, text: $0.text) }
        let second = try days.run(again, in: folder)
        #expect(second.outcome == first.outcome)
        #expect(second.change.known == ["copy of mon.csv", "copy of clear-mon.csv"])
        #expect(folder.files == before)
    }

    @Test func `many runs leave few files of rows`() throws {
        let folder = StepFolder()
        var days = CarryRuns(files: [])
        for number in 0..<40 {
            days.files += [
                Self.till("t\(number)", "M1,T1,\(number),sale,1.00,2026-11-23 10:00:00,,1"),
                Self.charge("c\(number)", "M1,T1,\(number - 3),sale,qr,1.00,0.00,2026-11-24"),
            ]
        }
        var last: CarryRuns.Outcome?
        for number in 0..<40 { last = try days.run(days.files[(number * 2)..<(number * 2 + 2)], in: folder).outcome }
        #expect(last == (try days.atOnce()))
        #expect(folder.files.keys.filter { $0.hasPrefix("tills-") }.count <= 4)
        #expect(folder.files.keys.filter { $0.hasPrefix("texts-") }.count <= 16)
        #expect(folder.files.keys.filter { $0.hasPrefix("state-") }.count == 1)
    }

    @Test func `a later run may have another day, but not another tariff, cut-off or currency`() throws {
        let folder = StepFolder()
        var days = CarryRuns(files: [])
        try days.run(Self.monday, in: folder)
        let before = folder.files
        days.tariff = Tariff(rows: [])
        #expect(Self.refusal { try days.run([], in: folder) }.contains("--tariff"))
        days.tariff = Job.tariff
        let dollars = CarryRuns.File(
            side: .till, name: "usd.csv",
            text: "terminal,rrn,type,amount,time,currency\nT1,1,sale,1.00,2026-11-23 10:00:00,USD\n")
        #expect(Self.refusal { try days.run([dollars], in: folder) }.contains("USD"))
        #expect(folder.files == before)
    }

    /// What the job says when it refuses; nothing when it does not.
    static func refusal(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch let error as FileJobError {
            return error.description
        } catch {
            return "no refusal of a job: \(error)"
        }
    }

    @Test func `what cannot be carried yet is refused by the name of its option`() {
        let days = CarryRuns(files: [])
        func refusal(_ memory: Int64?, _ tariff: Tariff, _ change: (inout FileJobInputs) -> Void) -> String {
            var inputs = days.inputs(Self.monday)
            change(&inputs)
            return Self.refusal {
                let job = FileJob(
                    inputs: inputs, tariff: tariff, calendar: SettlementCalendar(), threads: 1, version: "test",
                    memory: memory, carry: try Carry(StepFolder()))
                _ = try job.run()
            }
        }
        let file = FileJobInput.bytes([], name: "x.csv")
        #expect(refusal(1 << 30, Job.tariff) { _ in }.contains("--memory"))
        #expect(refusal(nil, Job.tariff) { $0.receipts = [file] }.contains("--receipts"))
        #expect(refusal(nil, Job.tariff) { $0.orders = [file] }.contains("--orders"))
        #expect(refusal(nil, Tariff(rows: [FeeStories.tariff(.whole)])) { _ in }.contains("--tariff"))
        #expect(refusal(nil, Job.tariff) { ($0.tills, $0.acquirers) = ([], []) }.contains("are needed"))
    }
}
