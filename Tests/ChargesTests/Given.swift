// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tariffs
import Tender

/// The shop in which the stories of these tests take place: a shop in Shanghai that sold for 58.00 by card on
/// 20 November 2026 at 15:03, with settlement due the day after.
enum Given {
    static let soldAt = CivilTime(text: "2026-11-20 15:03:07") ?? CivilTime(secondsSinceEpoch: 0)
    static let amount = Money(minor: 5_800)

    static let tariff = Tariff(rows: [
        TariffRow(product: "credit", rate: Rate(text: "0.60%") ?? .zero),
        TariffRow(product: "debit", rate: Rate(text: "0.50%") ?? .zero, cap: 2_000),
        TariffRow(product: "qr", rate: Rate(text: "0.38%") ?? .zero),
    ])

    /// Files are complete up to this day.
    static func calendar(asOf text: String?) -> SettlementCalendar {
        SettlementCalendar(asOf: text.flatMap { CivilDate(text: $0) })
    }

    static func instant(_ text: String) -> Instant {
        Zone.shanghai.instant(of: CivilTime(text: text) ?? soldAt)
    }

    /// A row of a till file.
    static func till(
        _ status: ReportedStatus? = .approved, amount: Money? = amount, printed: Bool? = true, line: Int = 2,
        type: TransactionType = .sale, order: OrderNumber? = nil, product: String? = nil
    ) -> Observation {
        var facts = facts(type, status: status, amount: amount)
        facts.printed = printed
        facts.order = order
        facts.product = product
        return told(.till, facts, Origin(name: "till.csv", digest: "aa", line: line, byte: Int64(line * 80)))
    }

    /// A row of a clearing file, with the right fee unless told otherwise.
    static func clearing(
        amount: Money? = amount, fee: Money? = Money(minor: 22), product: String? = "qr", line: Int = 9,
        type: TransactionType = .sale, status: ReportedStatus? = nil, occurrence: Int = 1
    ) -> Observation {
        var facts = facts(type, status: status, amount: amount)
        facts.fee = fee
        facts.product = product
        facts.settledOn = CivilDate(text: "2026-11-21")
        let origin = Origin(name: "acquirer.csv", digest: "bb", line: line, byte: Int64(line * 90))
        return told(.clearing, facts, origin, at: "2026-11-21 10:00:00", occurrence: occurrence)
    }

    /// Something told as it happened: by the till, the terminal, the acquirer, a person.
    static func live(
        _ source: Source, _ status: ReportedStatus?, at text: String = "2026-11-20 15:03:08",
        amount: Money? = amount, type: TransactionType = .sale, printed: Bool? = nil
    ) -> Observation {
        var facts = facts(type, status: status, amount: amount)
        facts.printed = printed
        return told(source, facts, Origin(name: source.name), at: text)
    }

    static func told(
        _ source: Source, _ facts: Facts, _ origin: Origin, at text: String = "2026-11-20 22:00:00",
        occurrence: Int = 1
    ) -> Observation {
        Observation(source: source, origin: origin, recordedAt: instant(text), facts: facts, occurrence: occurrence)
    }

    private static func facts(_ type: TransactionType, status: ReportedStatus?, amount: Money?) -> Facts {
        var facts = Facts(type: type)
        facts.status = status
        facts.amount = amount
        facts.terminal = "T0000001"
        facts.reference = "000000000001"
        facts.occurredAt = soldAt
        return facts
    }

    /// The verdict on the morning of 22 November, with files up to the 21st, unless told otherwise.
    static func verdict(
        _ observations: [Observation], at now: String = "2026-11-22 09:00:00", asOf: String? = "2026-11-21",
        _ surroundings: Surroundings = .none
    ) -> Verdict {
        Verdict.judge(
            observations, surroundings: surroundings, tariff: tariff, calendar: calendar(asOf: asOf),
            now: instant(now))
    }

    static func codes(_ verdict: Verdict) -> [String] { verdict.findings.map(\.code.text) }
}
