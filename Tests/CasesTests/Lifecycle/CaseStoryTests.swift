// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct CaseStoryTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let opens: String
        let events: [CaseEvent]
        let ends: CaseState
    }

    private static func rc(_ number: Int, _ outcome: CaseEvent.Outcome = .done) -> CaseEvent.Kind {
        .step(Given.codes[0], number, outcome)
    }

    static let stories = [
        Story(
            testDescription: "the slip comes out at the second try, and the printer says so", opens: "RC-01",
            events: [
                Given.event(rc(1), at: 1), Given.event(rc(4), at: 2),
                Given.event(.proved("print job 77: device confirmed"), at: 3, by: "system"),
            ], ends: .closed),
        Story(
            testDescription: "a double charge is confirmed, given back and followed up", opens: "PY-06",
            events: [
                Given.event(.assigned(to: "chen")), Given.event(.moved(.confirming), at: 2),
                Given.event(.moved(.acting), at: 5), Given.event(.moved(.waiting(.acquirer)), at: 9),
                Given.event(.resolved(.software, proof: "refund RF7Q2MK8 succeeded"), at: 600),
                Given.event(.followUp(on: CivilDate(daysSinceEpoch: 20_782)), at: 601),
                Given.event(.satisfaction(5, "很快"), at: 4_000, by: "customer"),
                Given.event(.closed(proof: "customer: arrived"), at: 4_001),
            ], ends: .closed),
        Story(
            testDescription: "the customer says that nothing was solved", opens: "RC-04",
            events: [
                Given.event(.resolved(.unknown, proof: "reissued"), at: 5), Given.event(.moved(.followedUp), at: 9),
                Given.event(.reopened, at: 10, by: "customer", reason: "not solved"),
            ], ends: .open),
        Story(
            testDescription: "a step ticked off takes the case up", opens: "RC-01",
            events: [Given.event(rc(1), at: 1)], ends: .confirming),
        Story(
            testDescription: "a case waits for one side and then for another", opens: "ST-01",
            events: [
                Given.event(.moved(.waiting(.acquirer))), Given.event(.moved(.waiting(.bank)), at: 3),
                Given.event(.moved(.acting), at: 4),
            ], ends: .acting),
    ]

    @Test(arguments: stories)
    func `a case ends where its story says, and says which way it took`(_ story: Story) throws {
        var file = try Given.file(story.opens)
        for event in story.events { try file.step(event) }
        #expect(file.state == story.ends)
        #expect(file.stations.last?.state == story.ends)
        #expect(file.stations.first?.state == .open)
        #expect(file.id.text.hasPrefix("K0000001234-"))
    }

    @Test func `what was said when a case is put right is kept, and cleared when it was not right`() throws {
        var file = try Given.file("PY-06")
        try file.step(Given.event(.resolved(.human, proof: "void 000012"), at: 30))
        #expect(file.cause == .human)
        #expect(file.proof == "void 000012")
        #expect(file.resolvedAt == Given.at(30))
        try file.step(Given.event(.acknowledged(1), at: 31), orRefuse: .isOver(.resolved))
        try file.step(Given.event(.reopened, at: 40, reason: "the bank shows both"))
        #expect(file.cause == nil)
        #expect(file.resolvedAt == nil)
        #expect(file.reopenings == 1)
        #expect(file.clockFrom == Given.at(40))
        #expect(file.openedAt == Given.at(0))
    }

    @Test func `a code that joins may press more than the first`() throws {
        var file = try Given.file("RC-03")
        #expect(file.code.text == "RC-03")
        try file.step(Given.event(.joined(Given.code("RC-01"))))
        #expect(file.codes.map(\.text) == ["RC-03", "RC-01"])
        #expect(file.code.text == "RC-01")
    }

    @Test func `acting begins with the first thing that somebody of the shop does`() throws {
        var file = try Given.file()
        try file.step(Given.event(.joined(Given.code("RC-03")), at: 1, by: CaseEvent.system))
        try file.step(Given.event(.satisfaction(2, ""), at: 2, by: CaseEvent.customer))
        #expect(file.firstActAt == nil)
        try file.step(Given.event(.note("rang the number"), at: 3))
        #expect(file.firstActAt == Given.at(3))
    }

    @Test func `a legal hold does not keep a case open`() throws {
        var file = try Given.file("CS-05")
        try file.step(Given.event(.held, reason: "court letter 12"))
        try file.step(Given.event(.resolved(.thirdParty, proof: "judgment"), at: 9))
        try file.step(Given.event(.closed(proof: "judgment in force"), at: 10))
        #expect(file.state == .closed)
        #expect(file.isHeld)
        try file.step(Given.event(.released, at: 11, reason: "time for appeal over"))
        #expect(!file.isHeld)
    }
}

extension CaseFile {
    /// Expects that an event is refused for a reason.
    mutating func step(_ event: CaseEvent, orRefuse refusal: CaseRefusal) throws {
        #expect(throws: refusal) { try step(event) }
    }
}
