// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender
import Testing

/// From a finding to a case and back, in the shop that keeps both.
@Suite struct CaseTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 16:00:00")

    private func charge(_ source: Source, _ more: (inout Facts) -> Void = { _ in }) throws -> Observation {
        try Told.by(source, "58.00", at: "2026-11-20 15:03:00", recorded: clock.now().milliseconds) {
            $0.reference = ReferenceNumber("112233445566")
            $0.store = "S1"
            $0.status = .approved
            more(&$0)
        }
    }

    /// A charge whose slip did not come out, and the case that it makes.
    private func noSlip(_ shop: Shop) async throws -> CaseSummary {
        _ = try await shop.record([try charge(.terminal) { $0.printed = false }], by: .system)
        return try #require(try await shop.cases(CaseFilter(), in: .all, cursor: nil, limit: 10).elements.first)
    }

    private func rebuilt(_ shop: Shop) async throws -> Shop {
        let digest = try await shop.contentDigest()
        await shop.close()
        _ = try await folder.rebuild(clock)
        let again = try await folder.open(clock)
        #expect(try await again.contentDigest() == digest)
        return again
    }

    @Test func `a charge without a slip opens one case with the time by which it must be done`() async throws {
        let shop = try await folder.open(clock)
        let summary = try await noSlip(shop)
        #expect(summary.code == .rc01)
        #expect(summary.id.text.hasSuffix("-RC"))
        #expect(summary.state == .open)
        #expect(summary.owner == .cashier)
        #expect(summary.amount == (try Money(text: "58.00")))
        #expect(summary.due == summary.openedAt.adding(milliseconds: 5 * 60_000))
        await (try await rebuilt(shop)).close()
    }

    @Test func `the proof closes the case and is named`() async throws {
        let shop = try await folder.open(clock)
        let id = try await noSlip(shop).id
        clock.turn(seconds: 60)
        _ = try await shop.record([try charge(.terminal) { $0.printed = true }], by: .system)
        let detail = try await shop.caseDetail(id, in: .all)
        #expect(detail.summary.state == .closed)
        #expect(detail.file.proof.hasPrefix("test #"))
        let again = try await rebuilt(shop)
        #expect(try await again.caseDetail(id, in: .all) == detail)
        await again.close()
    }

    @Test func `a finding that comes back reopens the case under its number`() async throws {
        let shop = try await folder.open(clock)
        let id = try await noSlip(shop).id
        _ = try await shop.record([try charge(.terminal) { $0.printed = true }], by: .system)
        clock.turn(seconds: 60)
        _ = try await shop.record(
            [
                try charge(.person) {
                    $0.slip = .lost
                    $0.status = nil
                }
            ], by: .system)
        let detail = try await shop.caseDetail(id, in: .all)
        #expect(detail.summary.state == .open)
        #expect(detail.summary.codes == [.rc04])
        #expect(detail.file.reopenings == 1)
        await (try await rebuilt(shop)).close()
    }

    @Test func `what a person does is kept, and a wrong move is refused in both languages`() async throws {
        let shop = try await folder.open(clock)
        let id = try await noSlip(shop).id
        let manager = Actor(name: "lin")
        try await shop.act(on: id, .assigned(to: "lin"), in: .all, by: manager)
        try await shop.act(on: id, .moved(.acting), in: .all, by: manager)
        let refusal = await #expect(throws: StoreError.self) {
            try await shop.act(on: id, .closed(proof: "seen"), in: .all, by: manager)
        }
        guard case .refused(let words) = refusal else { return #expect(Bool(false), "\(String(describing: refusal))") }
        #expect(words.chinese != words.english)
        try await shop.act(on: id, .resolved(.device, proof: "copy 2 in the customer's hand"), in: .all, by: manager)
        let again = try await rebuilt(shop)
        let detail = try await again.caseDetail(id, in: .all)
        #expect(detail.summary.cause == .device)
        #expect(detail.events.map(\.by) == ["system", "lin", "lin", "lin"])
        // Said twice, it changes nothing.
        try await again.act(on: id, .resolved(.device, proof: "copy 2 in the customer's hand"), in: .all, by: manager)
        #expect(try await again.caseDetail(id, in: .all).events.count == detail.events.count)
        await again.close()
    }

    @Test func `a code that a person gave keeps the case open when the finding is gone`() async throws {
        let shop = try await folder.open(clock)
        let id = try await noSlip(shop).id
        let transaction = try #require(id.transaction)
        let same = try await shop.openCase(
            .rc05, about: transaction, words: "third copy asked for", in: .all, by: Actor(name: "lin"))
        #expect(same == id)
        _ = try await shop.record([try charge(.terminal) { $0.printed = true }], by: .system)
        let summary = try await shop.caseDetail(id, in: .all).summary
        #expect(summary.state == .open)
        #expect(summary.codes == [.rc05])
        await (try await rebuilt(shop)).close()
    }

    @Test func `a letter about no transaction has a case of its own`() async throws {
        let shop = try await folder.open(clock)
        let id = try await shop.openCase(
            .cs04, about: nil, store: "S1", words: "letter of 12315, number 7", in: .all, by: Actor(name: "lin"))
        #expect(id.transaction == nil)
        let again = try await rebuilt(shop)
        let summary = try await again.caseDetail(id, in: .all).summary
        #expect(summary.words == "letter of 12315, number 7")
        #expect(summary.store == "S1")
        await again.close()
    }

    @Test func `nobody sees or changes a case of another store`() async throws {
        let shop = try await folder.open(clock)
        let id = try await noSlip(shop).id
        let other = StoreScope.only(["S2"])
        #expect(try await shop.cases(CaseFilter(), in: other, cursor: nil, limit: 10).elements.isEmpty)
        await #expect(throws: StoreError.missing) { try await shop.caseDetail(id, in: other) }
        await #expect(throws: StoreError.missing) {
            try await shop.act(on: id, .note("hello"), in: other, by: Actor(name: "wang"))
        }
        await shop.close()
    }

    @Test func `a queue is read page by page without loss or repetition`() async throws {
        let shop = try await folder.open(clock)
        for number in 0..<23 {
            clock.turn(seconds: Int64(number % 3) * 120)
            let observation = try Told.by(
                .terminal, "\(number + 1).00", at: "2026-11-20 15:03:\(10 + number)",
                recorded: clock.now().milliseconds
            ) {
                $0.reference = ReferenceNumber("R\(number)")
                $0.status = .approved
                $0.printed = false
            }
            _ = try await shop.record([observation], by: .system)
        }
        var filter = CaseFilter()
        filter.standing = .open
        var seen: [CaseSummary] = []
        var cursor: String?
        repeat {
            let page = try await shop.cases(filter, in: .all, cursor: cursor, limit: 5)
            seen += page.elements
            cursor = page.nextCursor
        } while cursor != nil
        #expect(seen.count == 23)
        #expect(Set(seen.map(\.id)).count == 23)
        #expect(seen.map { $0.due ?? $0.openedAt } == seen.map { $0.due ?? $0.openedAt }.sorted())
        await shop.close()
    }
}
