// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tariffs
import Tender
import Testing

/// A failure that merchants reported of some product, told again as what each source would have said.
///
///     trouble ─▶ at this time these codes ─▶ what people did ─▶ these codes are left, and the customer paid once
struct FailureReport: Sendable, CustomTestStringConvertible {
    /// Row of the table of failure reports.
    let row: String
    let symptom: String
    /// What was said, in the order of the story.
    let trouble: [Observation]
    /// When somebody looks.
    var at = "2026-11-20 15:06:00"
    /// The codes that stand then, of all transactions together, sorted.
    let raised: [String]
    /// What was said when people acted.
    let mended: [Observation]
    var mendedAt = "2026-11-20 18:00:00"
    /// Codes that only a person can close: the record stays as wrong as it was.
    var left: [String] = []
    /// What the customer should have paid when all is done.
    var due = "58.00"

    var testDescription: String { "\(row): \(symptom)" }
}

/// What sources say in the stories: 58.00 on the card ending in 1234 at 15:03:07 on 20 November 2026, at the
/// terminal T0000001 of store S1.
enum Say {
    static let day = "2026-11-20"

    /// - Parameters:
    ///   - at: when it was said: a clock time of that day, or day and time.
    ///   - moment: when the transaction took place; a clock time of that day, or day and time.
    static func by(
        _ source: Source, _ status: ReportedStatus?, at: String, _ type: TransactionType = .sale,
        amount: String = "58.00", order: String? = nil, reference: String? = "R1", moment: String = "15:03:07",
        _ more: (inout Facts) -> Void = { _ in }
    ) -> Observation {
        var facts = Facts(type: type)
        facts.status = status
        facts.amount = try? Money(text: amount)
        facts.terminal = "T0000001"
        facts.order = order.flatMap { OrderNumber($0) }
        facts.reference = reference.flatMap { ReferenceNumber($0) }
        facts.card = MaskedPAN(bin: "622200", last4: "1234")
        facts.occurredAt = CivilTime(text: whole(moment))
        more(&facts)
        let time = CivilTime(text: whole(at)) ?? CivilTime(secondsSinceEpoch: 0)
        return Observation(
            source: source, origin: Origin(name: source.name), recordedAt: Zone.shanghai.instant(of: time),
            facts: facts)
    }

    static func whole(_ time: String) -> String { time.count > 8 ? time : "\(day) \(time)" }

    /// The till's record of the sale.
    static func till(
        _ status: ReportedStatus = .approved, at: String = "15:03:10", order: String = "O-1", reference: String? = "R1",
        amount: String = "58.00", moment: String = "15:03:07", _ more: (inout Facts) -> Void = { _ in }
    ) -> Observation {
        by(.till, status, at: at, amount: amount, order: order, reference: reference, moment: moment, more)
    }

    /// The row of the clearing file that comes the morning after.
    static func cleared(
        _ type: TransactionType = .sale, at: String = "2026-11-21 10:00:00", reference: String = "R1",
        amount: String = "58.00", moment: String = "15:03:07", _ more: (inout Facts) -> Void = { _ in }
    ) -> Observation {
        by(.clearing, nil, at: at, type, amount: amount, reference: reference, moment: moment) {
            $0.settledOn = CivilDate(text: "2026-11-21")
            more(&$0)
        }
    }

    /// A refund of the charge with this reference.
    static func refund(
        by source: Source = .callback, _ status: ReportedStatus? = .approved, at: String, of original: String = "R1",
        reference: String = "R9", amount: String = "58.00", moment: String = "15:30:00"
    ) -> Observation {
        by(source, status, at: at, .refund, amount: amount, reference: reference, moment: moment) {
            $0.original = original
        }
    }

    /// A refund that the till asked for and the acquirer made.
    static func givenBack(
        at: String, of original: String = "R1", amount: String = "58.00", moment: String = "15:30:00"
    ) -> [Observation] {
        [Source.till, .callback].map { refund(by: $0, at: at, of: original, amount: amount, moment: moment) }
    }

    /// What became of the slip.
    static func slip(_ report: SlipReport, at: String, copy: Int? = nil, by source: Source = .receipt) -> Observation {
        by(source, nil, at: at) {
            $0.slip = report
            $0.copy = copy
        }
    }

    /// A word of the customer's.
    static func claim(_ claim: CustomerClaim, at: String, reference: String = "R1") -> Observation {
        by(.person, nil, at: at, reference: reference) { $0.claim = claim }
    }
}
