// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct CaseRefusalTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var before: [CaseEvent] = []
        let event: CaseEvent
        let refusal: CaseRefusal
    }

    private static let resolved = Given.event(.resolved(.device, proof: "reprinted"))
    private static let closed = Given.event(.closed(proof: "customer has it"))

    static let stories = [
        Story(
            testDescription: "a case is not put right without a cause", event: Given.event(.moved(.resolved)),
            refusal: .causeMissing),
        Story(
            testDescription: "a case is not put right without proof",
            event: Given.event(.resolved(.device, proof: " ")), refusal: .proofMissing),
        Story(
            testDescription: "nobody closes what is still work", event: closed,
            refusal: .noWay(from: .open, to: .closed)),
        Story(
            testDescription: "a case that is put right is not closed without proof", before: [resolved],
            event: Given.event(.moved(.closed)), refusal: .proofMissing),
        Story(
            testDescription: "even the system closes only on proof",
            event: Given.event(.proved(""), by: CaseEvent.system), refusal: .proofMissing),
        Story(
            testDescription: "following up comes after putting right", event: Given.event(.moved(.followedUp)),
            refusal: .noWay(from: .open, to: .followedUp)),
        Story(
            testDescription: "what is over is reopened, not moved", before: [resolved],
            event: Given.event(.moved(.acting)), refusal: .isOver(.resolved)),
        Story(
            testDescription: "what is work is not reopened", event: Given.event(.reopened, reason: "again"),
            refusal: .isOpen(.open)),
        Story(
            testDescription: "reopening needs a reason", before: [resolved, closed], event: Given.event(.reopened),
            refusal: .reasonMissing),
        Story(
            testDescription: "a hold needs a reason", event: Given.event(.held), refusal: .reasonMissing),
        Story(
            testDescription: "a skipped step needs a reason", event: Given.event(.step(Given.codes[0], 3, .skipped)),
            refusal: .reasonMissing),
        Story(
            testDescription: "a step of a code that the case has not",
            event: Given.event(.step(Given.codes[1], 1, .done)),
            refusal: .unknownCode(Given.codes[1])),
        Story(
            testDescription: "steps are numbered from one", event: Given.event(.step(Given.codes[0], 0, .done)),
            refusal: .outside(1...99)),
        Story(
            testDescription: "six of five stars", event: Given.event(.satisfaction(6, "")), refusal: .outside(1...5)),
        Story(
            testDescription: "there is no fourth level", event: Given.event(.acknowledged(4)), refusal: .outside(1...3)),
        Story(testDescription: "an empty note", event: Given.event(.note("  \n")), refusal: .empty),
        Story(
            testDescription: "a note longer than a chapter",
            event: Given.event(.note(String(repeating: "长", count: 6_000))), refusal: .tooLong(limit: 16_384)),
        Story(
            testDescription: "nobody did it", event: Given.event(.moved(.acting), by: ""), refusal: .empty),
        Story(
            testDescription: "a case is opened once", event: Given.event(.opened(Given.codes[0])),
            refusal: .notTheBeginning),
        Story(
            testDescription: "a closed case takes no step", before: [resolved, closed],
            event: Given.event(.step(Given.codes[0], 1, .done)), refusal: .isOver(.closed)),
        Story(
            testDescription: "a closed case takes no new code", before: [resolved, closed],
            event: Given.event(.joined(Given.codes[1])), refusal: .isOver(.closed)),
    ]

    @Test(arguments: stories)
    func `an event that does not fit is refused with its reason and changes nothing`(_ story: Story) throws {
        var file = try Given.file()
        for event in story.before { try file.step(event) }
        let before = file
        #expect(file.refusal(of: story.event) == story.refusal)
        #expect(throws: story.refusal) { try file.step(story.event) }
        #expect(file == before)
        #expect(!story.refusal.words.chinese.isEmpty)
        #expect(!story.refusal.words.english.isEmpty)
    }

    @Test func `a code of another family has a case of its own`() throws {
        var file = try Given.file()
        let code = try Given.code("PY-01")
        #expect(throws: CaseRefusal.otherFamily(code)) { try file.step(Given.event(.joined(code))) }
        #expect(throws: CaseRefusal.otherFamily(code)) {
            try CaseFile(CaseID(transaction: 1, family: .receipts), opened: Given.event(.opened(code)))
        }
        let byHand = try CaseFile(CaseID(number: 9), opened: Given.event(.opened(code)))
        #expect(byHand.code == code)
    }

    @Test func `whatever the state, the table of moves tells exactly what is refused`() throws {
        for start in CaseRefusalTests.states {
            let file = try CaseRefusalTests.file(in: start)
            for next in CaseRefusalTests.states where next != start {
                let fits = file.refusal(of: Given.event(.moved(next))) == nil
                #expect(fits == start.moves.contains(next), "\(start) to \(next)")
            }
            #expect((file.refusal(of: Self.resolved) == nil) == (start.canResolve || start == .resolved))
            #expect((file.refusal(of: Self.closed) == nil) == (start.canClose || start == .closed))
            #expect((file.refusal(of: Given.event(.reopened, reason: "x")) == nil) == start.canReopen)
        }
    }

    static let states: [CaseState] =
        [.open, .confirming, .acting, .resolved, .followedUp, .closed] + CaseState.Party.allCases.map { .waiting($0) }

    static func file(in state: CaseState) throws -> CaseFile {
        var file = try Given.file()
        switch state {
        case .open: break
        case .confirming, .acting, .waiting: try file.step(Given.event(.moved(state)))
        case .resolved: try file.step(resolved)
        case .followedUp:
            try file.step(resolved)
            try file.step(Given.event(.moved(.followedUp)))
        case .closed:
            try file.step(resolved)
            try file.step(closed)
        }
        return file
    }

    @Test func `states are written and read alike`() {
        for state in Self.states { #expect(CaseState(name: state.name, party: state.party) == state) }
        #expect(CaseState(name: "waiting") == nil)
        #expect(CaseState(name: "open", party: .bank) == nil)
        #expect(CaseState(name: "lost") == nil)
    }
}
