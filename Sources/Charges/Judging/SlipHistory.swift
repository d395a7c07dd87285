// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What the printers, people and phones reported of a slip, told in order.
///
///     original:  captured ─ held ─ … ─ onPaper          the last report counts,
///     copies:          captured ─ unconfirmed           but a copy on its way takes nothing from a slip delivered
struct SlipHistory {
    /// The report that counts now, and who gave it when; nil when nobody reported.
    private(set) var current: Report?
    /// Since when the slip has been missing without a break; nil when it is not.
    private(set) var missingSince: Instant?
    /// What is not whole, with the wrong person, lost, sent in vain: open until made good.
    private(set) var cutShort: Witness?
    private(set) var misdirected: Witness?
    private(set) var lost: Witness?
    private(set) var undelivered: Witness?
    /// When each copy was made, by its number; the earliest telling of each.
    private(set) var copies: [Int: Instant] = [:]

    struct Report {
        let kind: SlipReport
        let witness: Witness
    }

    init(_ testimony: Testimony) {
        let told = testimony.all.filter { $0.facts.slip != nil && $0.source <= .person }
        for witness in told.sorted(by: Self.precedes) {
            if let kind = witness.facts.slip { hear(Report(kind: kind, witness: witness)) }
        }
    }

    /// By time; at one instant in the order in which a slip lives.
    private static func precedes(_ left: Witness, _ right: Witness) -> Bool {
        if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
        let numbers = (left.facts.slip?.number ?? 0, right.facts.slip?.number ?? 0)
        return numbers != (numbers.1, numbers.0) ? numbers.0 < numbers.1 : left.origin.name < right.origin.name
    }

    private mutating func hear(_ report: Report) {
        let witness = report.witness
        let copy = witness.facts.copy ?? 1
        if copy > 1, copies[copy] == nil { copies[copy] = witness.recordedAt }
        switch report.kind {
        case .cutShort: cutShort = witness
        case .misdirected: misdirected = witness
        case .withdrawn: misdirected = nil
        case .undelivered: undelivered = witness
        case .captured, .sent, .held, .unconfirmed, .stale:
            if copy > 1, current?.kind.isDelivered == true { return }
            current = report
        case .onPaper, .electronic, .handwritten:
            current = report
            lost = nil
            undelivered = nil
            if copy > 1 || report.kind != .onPaper { cutShort = nil }
        case .skipped: current = report
        case .lost:
            current = report
            lost = witness
        }
        let isMissing = report.kind == .held || report.kind == .unconfirmed || report.kind == .stale
        if isMissing { missingSince = missingSince ?? witness.recordedAt }
        if report.kind.isDelivered || report.kind == .skipped { missingSince = nil }
    }

    /// Two copies within a minute, or more than two.
    var isCopiedTooOften: Bool {
        let times = copies.values.sorted()
        if times.count > 2 { return true }
        return zip(times, times.dropFirst()).contains { $1.milliseconds - $0.milliseconds < 60_000 }
    }
}
