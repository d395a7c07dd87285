// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

/// What is shown before a lost slip is given out again, and several acts by one press.
@Suite struct IdentityProofTests {
    static let grades: [(String, [IdentityProof], Bool)] = [
        ("0.01", [.facts], false), ("199.99", [.facts], false), ("200.00", [.facts, .screenshot], false),
        ("1999.99", [.facts, .screenshot], false), ("2000.00", [.facts, .screenshot, .document], true),
    ]

    @Test(arguments: grades)
    func `the more it was, the more is shown`(_ text: String, _ proofs: [IdentityProof], _ manager: Bool) throws {
        let amount = try Money(text: text)
        #expect(IdentityProof.needed(for: amount) == proofs)
        #expect(IdentityProof.needsManager(for: amount) == manager)
    }

    @Test func `an amount that nobody knows needs everything`() {
        #expect(IdentityProof.needed(for: nil) == IdentityProof.allCases && IdentityProof.needsManager(for: nil))
    }

    @Test(arguments: CaseMacro.allCases)
    func `a macro takes the case, notes it and waits, in this order`(_ macro: CaseMacro) {
        #expect(
            macro.acts(by: "li", note: "told")
                == [.assigned(to: "li"), .note("told"), .moved(.waiting(macro.party))])
        #expect(macro.label.chinese != macro.label.english && !macro.note.chinese.isEmpty)
    }
}
