// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Synchronization
import Tender

/// The far end of a link as a test scripts it: what it answers to each piece of work, and what it was asked.
final class ScriptedLink: PaymentLink {
    let ability: LinkAbility
    private let script: @Sendable (Duty.Work, Attempt, Int) async -> LinkReport
    private let seen = Mutex<[(work: Duty.Work, attempt: AttemptID)]>([])
    private let reachable = Mutex(true)

    /// - Parameter script: is told how often this work was asked for before.
    init(
        _ ability: LinkAbility = .acquirer,
        _ script: @escaping @Sendable (Duty.Work, Attempt, Int) async -> LinkReport
    ) {
        self.ability = ability
        self.script = script
    }

    func perform(
        _ work: Duty.Work, of attempt: Attempt, original: Attempt?, input: PaymentInput
    ) async -> LinkReport {
        let count = seen.withLock { seen in
            defer { seen.append((work, attempt.id)) }
            return seen.count { $0.work == work && $0.attempt == attempt.id }
        }
        return await script(work, attempt, count)
    }

    func isReachable() async -> Bool { reachable.withLock { $0 } }

    func reach(_ is: Bool) { reachable.withLock { $0 = `is` } }

    func works(of attempt: AttemptID) -> [Duty.Work] {
        seen.withLock { $0.filter { $0.attempt == attempt }.map(\.work) }
    }

    func count(_ work: Duty.Work) -> Int { seen.withLock { $0.count { $0.work == work } } }
}

extension Attempt {
    var approval: LinkReport {
        LinkReport(.answered(Answer(.approved, amount: request.amount, code: "00", reference: "112600000001")))
    }
}
