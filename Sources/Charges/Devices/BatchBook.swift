// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One batch of a terminal: what our records add up to, and what the terminal says of it.
///
///     first transaction ─▶ open ─ the day ends ─▶ ST-03 open
///                            └─ closed ─▶ same count and sum: in order; otherwise ST-03 out of balance
public struct BatchBook: Hashable, Sendable {
    public var terminal: TerminalID
    public var number: BatchNumber
    /// When the first transaction of the batch that we know took place.
    public var firstAt: CivilTime
    /// Approved transactions that we know of.
    public var count: Int
    /// Charges less what was given back, of those.
    public var amount: Money
    /// What the terminal said last; nil when it said nothing of this batch.
    public var report: BatchReport?
    /// Whether the terminal reports its batches at all: where none does, silence says nothing.
    public var isReporting: Bool

    public init(
        terminal: TerminalID, number: BatchNumber, firstAt: CivilTime, count: Int, amount: Money,
        report: BatchReport?, isReporting: Bool
    ) {
        self.terminal = terminal
        self.number = number
        self.firstAt = firstAt
        self.count = count
        self.amount = amount
        self.report = report
        self.isReporting = isReporting
    }

    /// ST-03, when the batch is still open after its day or does not add up. Pure and total.
    public func finding(_ calendar: SettlementCalendar, now: Instant) -> Finding? {
        if let report, report.closedAt != nil { return outOfBalance(report) }
        guard report != nil || isReporting else { return nil }
        let day = calendar.businessDay.day(of: firstAt)
        guard day < calendar.businessDay.day(of: calendar.zone.civil(at: now)) else { return nil }
        let sum = Words.money(amount)
        return finding(
            field: "closed", expected: day.description, actual: "", difference: nil,
            zh: "终端 \(terminal) 的批次 \(number) 在 \(day) 没有结批，里面有 \(count) 笔共 \(sum.zh)，不结批就不清算。",
            en: "Batch \(number) of terminal \(terminal) was not closed on \(day); it holds \(count) transactions of "
                + "\(sum.en), which do not settle until it is.")
    }

    private func outOfBalance(_ report: BatchReport) -> Finding? {
        guard report.count != count || report.amount != amount else { return nil }
        let (ours, theirs) = (Words.money(amount), Words.money(report.amount))
        return finding(
            field: report.amount != amount ? "amount" : "count",
            expected: report.amount != amount ? amount.text : String(count),
            actual: report.amount != amount ? report.amount.text : String(report.count),
            difference: amount.adding(-report.amount),
            zh: "终端 \(terminal) 的批次 \(number) 不平：终端 \(report.count) 笔共 \(theirs.zh)，记录 \(count) 笔共 \(ours.zh)。逐笔比对。",
            en: "Batch \(number) of terminal \(terminal) is out of balance: the terminal has \(report.count) of "
                + "\(theirs.en), our records \(count) of \(ours.en). Compare them row by row.")
    }

    private func finding(
        field: String, expected: String, actual: String, difference: Money?, zh: String, en: String
    ) -> Finding {
        Finding(
            code: .st03, field: field, expected: expected, actual: actual, difference: difference,
            evidence: ["\(terminal.text)/\(number.text)"], explanation: Bilingual(zh, en),
            nextAction: FindingCode.st03.nextAction)
    }
}
