// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct CaseActTests {
    struct Said: Sendable, CustomTestStringConvertible {
        let act: CaseAct
        var value = ""
        var text = ""
        let means: CaseEvent.Kind
        var testDescription: String { "\(act.rawValue) \(value) \(text)" }
    }

    static let good = [
        Said(act: .take, means: .assigned(to: "wang")), Said(act: .return, means: .assigned(to: nil)),
        Said(act: .assign, value: "li", means: .assigned(to: "li")),
        Said(act: .move, value: "acting", means: .moved(.acting)),
        Said(act: .move, value: "waiting:bank", means: .moved(.waiting(.bank))),
        Said(act: .step, value: "RC-01 3 failed", means: .step(Given.codes[0], 3, .failed)),
        Said(act: .note, text: "rang", means: .note("rang")),
        Said(act: .cause, value: "thirdParty", means: .cause(.thirdParty)),
        Said(act: .resolve, value: "human", text: "void 12", means: .resolved(.human, proof: "void 12")),
        Said(act: .follow, value: "1970-01-02", means: .followUp(on: CivilDate(daysSinceEpoch: 1))),
        Said(act: .outside, value: "1970-01-03", means: .outsideDate(CivilDate(daysSinceEpoch: 2))),
        Said(act: .acknowledge, value: "2", means: .acknowledged(2)), Said(act: .reopen, means: .reopened),
        Said(act: .hold, means: .held), Said(act: .release, means: .released),
        Said(act: .close, text: "arrived", means: .closed(proof: "arrived")),
    ]

    @Test(arguments: good)
    func `an act said in words is one event`(_ said: Said) throws {
        #expect(try said.act.kind(value: said.value, text: said.text, by: "wang") == said.means)
    }

    static let bad: [(CaseAct, String, String)] = [
        (.assign, "", ""), (.move, "", ""), (.move, "waiting", ""), (.move, "waiting:", ""), (.move, "open:bank", ""),
        (.step, "RC-01 3", ""), (.step, "XX-01 3 done", ""), (.step, "RC-01 x done", ""), (.note, "", " "),
        (.cause, "fate", ""), (.resolve, "human", ""), (.resolve, "", "x"), (.follow, "soon", ""),
        (.acknowledge, "4", ""), (.acknowledge, "", ""), (.close, "", ""),
    ]

    @Test(arguments: bad)
    func `words that are no act say what is expected`(_ act: CaseAct, _ value: String, _ text: String) {
        do throws(CaseAct.Problem) {
            _ = try act.kind(value: value, text: text, by: "wang")
            Issue.record("taken")
        } catch {
            #expect(!error.words.chinese.isEmpty && !error.words.english.isEmpty)
        }
    }

    @Test func `every state has one word`() {
        for state in CaseRefusalTests.states { #expect(CaseState(text: state.text) == state) }
        #expect(CaseState(text: "") == nil)
        #expect(CaseState(text: "acting:") == nil)
    }
}
