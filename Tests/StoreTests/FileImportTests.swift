// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@Suite struct FileImportTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 16:00:00")

    private func head(_ name: String, _ digit: Character) -> FileHead {
        FileHead(
            name: name, digest: String(repeating: digit, count: 64), byteCount: 1_000, format: "counterfoil-till",
            source: .till)
    }

    private func rows(_ range: ClosedRange<Int>, file: String = "till.csv") throws -> [Observation] {
        try range.map { index in
            try Told.by(.till, "\(index).00", at: "2026-11-19 12:00:00", line: index + 1, file: file) {
                $0.reference = ReferenceNumber("R\(index)")
            }
        }
    }

    private func refused(_ line: Int) -> QuarantinedRow {
        QuarantinedRow(
            line: line, byte: Int64(line) * 50, reason: Bilingual(zh: "金额不对", en: "bad amount"), row: "x,y")
    }

    private func isBalanced(_ record: FileRecord) -> Bool {
        record.rowsRead == record.rowsAdded + record.rowsAlreadyKnown + record.rowsQuarantined
    }

    @Test func `every row of a file ends in exactly one bucket`() async throws {
        let shop = try await folder.open(clock)
        guard case .new(let file) = try await shop.beginFile(head("till.csv", "a"), by: .commandLine) else {
            Issue.record("a new file is new")
            return
        }
        _ = try await shop.recordRows(try rows(1...10), quarantined: [refused(20)], file: file)
        _ = try await shop.recordRows(try rows(8...12), quarantined: [refused(20), refused(21)], file: file)
        let record = try await shop.finishFile(file, by: .commandLine)
        #expect(record.isComplete && record.rowsRead == 18)
        #expect(record.rowsAdded == 12 && record.rowsQuarantined == 2)
        #expect(isBalanced(record))
        let page = try await shop.quarantine(of: file, cursor: nil, limit: 1)
        let second = try await shop.quarantine(of: file, cursor: page.nextCursor, limit: 1)
        #expect((page.elements + second.elements).map(\.line) == [20, 21])
        #expect(second.nextCursor == nil)
        await shop.close()
    }

    @Test func `the same file again adds nothing, an overlapping one only what is new`() async throws {
        let shop = try await folder.open(clock)
        guard case .new(let first) = try await shop.beginFile(head("till.csv", "a"), by: .commandLine) else { return }
        _ = try await shop.recordRows(try rows(1...10), quarantined: [], file: first)
        let record = try await shop.finishFile(first, by: .commandLine)
        let before = try await shop.contentDigest()
        #expect(try await shop.beginFile(head("renamed.csv", "a"), by: .commandLine) == .alreadyImported(record))
        #expect(try await shop.contentDigest() == before)
        guard case .new(let next) = try await shop.beginFile(head("next.csv", "b"), by: .commandLine) else { return }
        let outcome = try await shop.recordRows(try rows(6...15, file: "next.csv"), quarantined: [], file: next)
        #expect(outcome.added == 5 && outcome.alreadyKnown == 5)
        let overlapping = try await shop.finishFile(next, by: .commandLine)
        #expect(overlapping.rowsAdded == 5 && overlapping.rowsAlreadyKnown == 5 && isBalanced(overlapping))
        #expect(try await shop.counts().observations == 15)
        await shop.close()
    }

    @Test func `two equal rows of one file are two rows, once`() async throws {
        let shop = try await folder.open(clock)
        guard case .new(let file) = try await shop.beginFile(head("till.csv", "a"), by: .commandLine) else { return }
        var twice = try rows(1...1) + rows(1...1)
        twice[1].occurrence = 2
        _ = try await shop.recordRows(twice, quarantined: [], file: file)
        _ = try await shop.recordRows(twice, quarantined: [], file: file)
        #expect(try await shop.finishFile(file, by: .commandLine).rowsAdded == 2)
        await shop.close()
    }

    @Test func `an import that was broken off is taken up and counts as if it had not been`() async throws {
        let first = try await folder.open(clock)
        guard case .new(let file) = try await first.beginFile(head("till.csv", "a"), by: .commandLine) else { return }
        _ = try await first.recordRows(try rows(1...10), quarantined: [refused(30)], file: file)
        await first.close()
        let shop = try await folder.open(clock)
        #expect(try await shop.counts().observations == 10)
        #expect(try await shop.file(file).isComplete == false)
        await #expect(throws: StoreError.self, "rows belong to a file that was begun in this run") {
            try await shop.recordRows(try rows(1...1), quarantined: [], file: file)
        }
        #expect(try await shop.beginFile(head("till.csv", "a"), by: .commandLine) == .resumed(file))
        _ = try await shop.recordRows(try rows(1...20), quarantined: [refused(30)], file: file)
        let record = try await shop.finishFile(file, by: .commandLine)
        #expect(record.rowsRead == 21 && record.rowsAdded == 20 && record.rowsQuarantined == 1)
        #expect(isBalanced(record))
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `a row as long as a file is kept in part, and the shop can be rebuilt`() async throws {
        let shop = try await folder.open(clock)
        guard case .new(let file) = try await shop.beginFile(head("till.csv", "a"), by: .commandLine) else { return }
        let row = QuarantinedRow(
            line: 1, byte: 0, reason: Bilingual(zh: "太长", en: "too long"), row: String(repeating: "银", count: 900_000))
        _ = try await shop.recordRows([], quarantined: [row], file: file)
        _ = try await shop.finishFile(file, by: .commandLine)
        let kept = try #require(try await shop.quarantine(of: file, cursor: nil, limit: 1).elements.first)
        #expect(kept.row.count == 1_001)
        await #expect(throws: StoreError.self, "a name that could not be read back is refused") {
            try await shop.putCalendar(
                settleAfterDays: 1, closedDays: [], by: Actor(name: String(repeating: "x", count: 500)))
        }
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `a row keeps the name and place of its file`() async throws {
        let shop = try await folder.open(clock)
        guard case .new(let file) = try await shop.beginFile(head("till.csv", "a"), by: .commandLine) else { return }
        _ = try await shop.recordRows(try rows(1...1), quarantined: [], file: file)
        _ = try await shop.finishFile(file, by: .commandLine)
        let entry = try #require(try await shop.transaction("T0000000001", in: .all).entries.first)
        #expect(entry.observation.origin.reference == "till.csv:2@200")
        #expect(entry.observation.origin.digest == String(repeating: "a", count: 64))
        await shop.close()
    }

    @Test func `a charge without a sale is a finding only where the till tells its sales`() async throws {
        let shop = try await folder.open(clock)
        let lonely = try Told.by(.clearing, "9.00", at: "2026-11-19 11:00:00") { $0.reference = "LONELY" }
        _ = try await shop.record([lonely], by: .system)
        #expect(try await shop.transaction("T0000000001", in: .all).summary.codes.isEmpty)
        guard case .new(let file) = try await shop.beginFile(head("till.csv", "a"), by: .commandLine) else { return }
        _ = try await shop.recordRows(try rows(1...3), quarantined: [], file: file)
        _ = try await shop.finishFile(file, by: .commandLine)
        #expect(try await shop.transaction("T0000000001", in: .all).summary.codes.map(\.text) == ["PY-04"])
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }
}
