// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Refunds
internal import Tariffs
internal import Tender

/// The one place where the shop asks for a verdict: when it writes, and when it shows one transaction.
enum Judging {
    static func verdict(
        on observations: [Observation], facts: Facts, id: Int64, relatives: [Relative], known: Known,
        now: Instant, isExplained: Bool
    ) -> Verdict {
        let calendar = known.calendar(of: facts.store)
        var surroundings = surroundings(of: facts, id: id, relatives: relatives, known: known)
        // Reading the channel out of names is dear, and only money that goes back or is wanted back has a window.
        if facts.type == .refund
            || observations.contains(where: { $0.facts.type == .refund || $0.facts.claim == .refundWanted })
        {
            surroundings.refundDays = known.rules.windows[RefundChannel(of: facts)]
        }
        return Verdict.judge(
            observations, surroundings: surroundings, tariff: known.tariff, calendar: calendar,
            now: max(now, known.reached), isExplained: isExplained)
    }

    private static func surroundings(
        of facts: Facts, id: Int64, relatives: [Relative], known: Known
    ) -> Surroundings {
        var surroundings = Surroundings()
        for relative in relatives {
            switch relative.role {
            case .linked: surroundings.linked.append(relative.movement)
            case .original: surroundings.original = surroundings.original ?? relative.movement
            case .otherType: surroundings.otherTypes.append(relative.movement)
            case .lookAlike: surroundings.lookAlikes.append(relative.lookAlike(of: facts, id: id))
            }
        }
        if let terminal = facts.terminal, let binding = known.terminals[terminal] {
            surroundings.boundStore = binding.store
            surroundings.boundMerchant = binding.merchant
        }
        surroundings.isTillKept = known.tillDays.areKept(
            for: facts, businessDay: known.calendar(of: facts.store).businessDay)
        return surroundings
    }
}
