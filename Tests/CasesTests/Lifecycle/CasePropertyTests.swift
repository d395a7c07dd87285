// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct CasePropertyTests {
    /// Any events, most of them wrong; those that fit are kept.
    private func life(_ seed: UInt64, events: Int = 120) throws -> (file: CaseFile, kept: [CaseEvent]) {
        var chance = Chance(seed: seed)
        let opened = Given.event(.opened(Given.codes[0]), by: CaseEvent.system)
        var file = try CaseFile(CaseID(transaction: 7, family: .receipts), opened: opened)
        var kept = [opened]
        for _ in 0..<events {
            let event = chance.event()
            let before = file
            do {
                let isNews = try file.step(event)
                #expect(isNews || file == before)
                if isNews { kept.append(event) }
            } catch {
                #expect(file == before)
            }
            check(file)
        }
        return (file, kept)
    }

    private func check(_ file: CaseFile) {
        #expect(file.stations.last?.state == file.state)
        #expect(file.changedAt >= file.openedAt)
        #expect(zip(file.stations, file.stations.dropFirst()).allSatisfy { $0.since <= $1.since })
        #expect(file.state.isOpen == (file.resolvedAt == nil))
        #expect((file.state == .closed) == (file.closedAt != nil))
        #expect(file.state.isOpen || !file.proof.isEmpty)
        #expect(file.state != .resolved || file.cause != nil)
        #expect(Set(file.codes).count == file.codes.count)
        #expect((0...3).contains(file.acknowledged))
    }

    @Test(arguments: UInt64(1)...60)
    func `no order of events breaks a case, and a replay of what it took is the same case`(_ seed: UInt64) throws {
        let (file, kept) = try life(seed)
        #expect(try CaseFile.fold(file.id, kept) == file)
    }

    @Test(arguments: UInt64(1)...20)
    func `every prefix is a case, and the rest leads on from it`(_ seed: UInt64) throws {
        let (file, kept) = try life(seed, events: 60)
        for cut in 1...kept.count {
            var part = try #require(try CaseFile.fold(file.id, kept.prefix(cut)))
            for event in kept.dropFirst(cut) { try part.step(event) }
            #expect(part == file)
        }
    }

    @Test(arguments: UInt64(1)...60)
    func `an event told twice in a row says nothing the second time`(_ seed: UInt64) throws {
        let (file, kept) = try life(seed, events: 80)
        var twice = try CaseFile(file.id, opened: kept[0])
        for event in kept.dropFirst() {
            try twice.step(event)
            let once = twice
            // A note written twice is two notes; a case reopened twice is not closed in between.
            if case .reopened = event.kind { continue }
            if let isNews = try? twice.step(event), isNews {
                guard case .note = event.kind else {
                    Issue.record("\(event.kind) was news twice")
                    continue
                }
            }
            #expect(twice == once)
        }
    }

    @Test func `no events make no case`() throws {
        #expect(try CaseFile.fold(CaseID(number: 1), []) == nil)
    }
}
