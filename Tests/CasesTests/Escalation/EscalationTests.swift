// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct EscalationTests {
    private static let rules = DeadlineRules.standard(in: .shanghai)

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Minutes after the case was opened.
        let after: Int64
        var acknowledged: Int?
        let reached: Escalation.Level
        let level: Escalation.Level
        let isOverdue: Bool
    }

    /// RC-01 must be resolved within five minutes.
    static let stories = [
        Story(testDescription: "at once", after: 0, reached: .owner, level: .owner, isOverdue: false),
        Story(testDescription: "before half the time", after: 2, reached: .owner, level: .owner, isOverdue: false),
        Story(testDescription: "after half the time", after: 3, reached: .manager, level: .manager, isOverdue: false),
        Story(testDescription: "when it is over", after: 5, reached: .finance, level: .finance, isOverdue: false),
        Story(testDescription: "a minute later", after: 6, reached: .finance, level: .finance, isOverdue: true),
        Story(testDescription: "after twice the time", after: 10, reached: .outside, level: .outside, isOverdue: true),
        Story(
            testDescription: "the manager has seen it: the chain stops, the clock runs", after: 60, acknowledged: 1,
            reached: .outside, level: .manager, isOverdue: true),
        Story(
            testDescription: "finance has seen it before it was told", after: 3, acknowledged: 2, reached: .manager,
            level: .manager, isOverdue: false),
    ]

    @Test(arguments: stories)
    func `the chain climbs with the clock`(_ story: Story) throws {
        var file = try Given.file()
        if let level = story.acknowledged { try file.step(Given.event(.acknowledged(level), at: 1)) }
        let escalation = Self.rules.escalation(of: file, at: Given.at(story.after))
        #expect(escalation.reached == story.reached)
        #expect(escalation.level == story.level)
        #expect(escalation.isOverdue == story.isOverdue)
        #expect(escalation.raises?.text == (story.isOverdue ? "CS-01" : nil))
        #expect(escalation.due == Given.at(5))
        #expect((escalation.next == nil) == (story.acknowledged != nil || story.reached == .outside))
    }

    @Test func `half the time of a case of finance is half its working time`() throws {
        // Friday 15:03, five working days: Friday next at 15:03; half of 45 hours is 22.5 hours of work.
        let file = try Given.file("ST-01")
        let escalation = Self.rules.escalation(of: file, at: Given.at(0))
        #expect(escalation.due.map { Zone.shanghai.civil(at: $0).description } == "2026-11-27 15:03:00")
        #expect(escalation.next?.level == .manager)
        #expect(escalation.next.map { Zone.shanghai.civil(at: $0.at).description } == "2026-11-25 10:33:00")
    }

    @Test func `a case that was put right climbs nowhere, and one that is reopened begins again`() throws {
        var file = try Given.file()
        try file.step(Given.event(.acknowledged(1), at: 3))
        try file.step(Given.event(.resolved(.device, proof: "slip in hand"), at: 4))
        #expect(Self.rules.escalation(of: file, at: Given.at(500)).level == .owner)
        try file.step(Given.event(.reopened, at: 600, reason: "customer came back"))
        let again = Self.rules.escalation(of: file, at: Given.at(603))
        #expect(again.level == .manager)
        #expect(again.due == Given.at(605))
    }

    @Test func `a merchant's own times count instead of the table's`() throws {
        var rules = Self.rules
        let code = try Given.code("RC-01")
        rules.overrides[code] = DeadlineRules.Times(firstAct: .minutes(1), resolve: .minutes(60))
        #expect(rules.due(of: try Given.file()) == Given.at(60))
        #expect(DeadlineRules.Times(firstAct: .minutes(0), resolve: .none) == nil)
        #expect(DeadlineRules.Times(firstAct: .none, resolve: .workingDays(400)) == nil)
    }

    @Test func `of several codes the first deadline counts`() throws {
        var file = try Given.file("RC-03")
        let alone = try #require(Self.rules.due(of: file))
        try file.step(Given.event(.joined(Given.code("RC-08"))))
        let both = try #require(Self.rules.due(of: file))
        #expect(both < alone)
    }

    @Test func `a hearing sets the time of a lawsuit`() throws {
        var file = try Given.file("CS-05")
        #expect(Self.rules.due(of: file) == nil)
        #expect(Self.rules.escalation(of: file, at: Given.at(99_999)).level == .owner)
        try file.step(Given.event(.outsideDate(try #require(CivilDate(text: "2027-01-11")))))
        let due = try #require(Self.rules.due(of: file))
        #expect(Zone.shanghai.civil(at: due).description == "2027-01-11 18:00:00")
        #expect(Self.rules.escalation(of: file, at: due.adding(milliseconds: 1_000)).raises == nil)
    }

    @Test(arguments: CodeTable.rows.map(\.code))
    func `no code's chain ever steps down`(_ code: FindingCode) throws {
        let file = try Given.file(code.text)
        var last = Escalation.Level.owner
        for hour in 0..<400 {
            let level = Self.rules.escalation(of: file, at: Given.at(Int64(hour) * 90)).level
            #expect(level >= last)
            last = level
        }
    }
}
