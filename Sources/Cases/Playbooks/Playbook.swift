// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The ordered steps for one code (预案): what to tell the customer, what to do, how to know that it is done, and
/// why. It is data: it decides nothing and remembers nothing. A case remembers which of its steps were done.
///
///     code ─▶ say ─▶ step 1 ─▶ step 2 ─▶ … ─▶ one proof ─▶ closed
///                       └ branch ─▶ another step, another code's playbook, or the end
public struct Playbook: Hashable, Sendable {
    public let code: FindingCode
    /// What to tell the customer first, word for word if one likes.
    public let say: Bilingual
    /// Numbered from 1 in this order; journals name steps by these numbers.
    public let steps: [PlaybookStep]
    /// Where the way may part.
    public let branches: [PlaybookBranch]
    /// One of these proofs closes the case by itself, or lets a person close it.
    public let closesOn: [PlaybookProof]

    /// The first step is due when the code's table says that somebody must act, the last when it must be solved.
    init(
        _ code: FindingCode, say: (String, String), _ steps: [PlaybookStep], branches: [PlaybookBranch] = [],
        closesOn: [PlaybookProof]
    ) {
        let row = CodeTable.row(for: code)
        var steps = steps
        if !steps.isEmpty {
            if steps[0].deadline == .none { steps[0].deadline = row?.firstAct ?? .none }
            let last = steps.count - 1
            if steps[last].deadline == .none { steps[last].deadline = row?.resolve ?? .none }
        }
        self.code = code
        self.say = Bilingual(zh: say.0, en: say.1)
        self.steps = steps
        self.branches = branches
        self.closesOn = closesOn
    }

    /// The step of a number counted from 1; nil where there is none.
    public func step(_ number: Int) -> PlaybookStep? {
        steps.indices.contains(number - 1) ? steps[number - 1] : nil
    }

    /// The branches to look at when this step is done.
    public func branches(after step: Int) -> [PlaybookBranch] { branches.filter { $0.step == step } }
}

extension Playbook {
    /// All of them, one for each code, in the order of the codes.
    public static let all: [Playbook] = receipts + payments + charges + settlement + refunds + devices + complaints

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    /// The playbook of a code; nil only for a code that is not in the table.
    public static func of(_ code: FindingCode) -> Playbook? { byCode[code] }
}
