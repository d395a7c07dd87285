// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tariffs
public import Tender

extension Verdict {
    /// What is true of a transaction, from everything that was said about it.
    ///
    /// Pure and total: the same values give the same verdict whatever their order, a repeated observation adds
    /// nothing, and no input fails.
    ///
    /// How to read `money` for the kinds of movement: of a sale or completion it is the charge; a pre-authorisation
    /// is `notCharged` (a hold takes nothing); a refund that went through is `refunded`, a void or reversal
    /// `reversed`, and either is `notCharged` when it failed.
    ///
    /// - Parameters:
    ///   - observations: all observations joined to the transaction.
    ///   - surroundings: what is known of other transactions that bear on it.
    ///   - calendar: of the store; `asOf` is the day up to which clearing files are complete.
    ///   - now: the instant for which the verdict holds.
    ///   - isExplained: false leaves `explanation` empty, for millions of rows that nobody reads.
    public static func judge(
        _ observations: [Observation], surroundings: Surroundings, tariff: Tariff, calendar: SettlementCalendar,
        now: Instant, isExplained: Bool = true
    ) -> Verdict {
        let judgement = Judgement(
            observations, surroundings: surroundings, tariff: tariff, calendar: calendar, now: now)
        let money = judgement.moneyState()
        let slip = judgement.slipState(money)
        let checks = judgement.feeChecks()
        let fee = judgement.feeState(checks)
        let findings = judgement.findings(money, checks: checks)
        let settlement = judgement.settlementState(
            money, amountsDiffer: findings.contains { $0.code == .st04 })
        return Verdict(
            money: money, slip: slip, settlement: settlement, fee: fee, findings: findings,
            believed: judgement.believed, reviewOn: judgement.reviewDay(money, slip: slip),
            explanation: isExplained
                ? judgement.explanation(money, slip: slip, settlement: settlement, fee: fee)
                : Bilingual(zh: "", en: ""))
    }
}
