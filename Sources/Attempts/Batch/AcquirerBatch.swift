// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A terminal's batch at its acquirer as the shop has it, judged like the batch of a terminal that closes its own.
///
///     first exchange ─▶ open ─ the day ends ─▶ ST-03 open
///                         └─ closed ─▶ both count the same: in order; otherwise ST-03 out of balance
public struct AcquirerBatch: Hashable, Sendable {
    public let terminal: TerminalID
    public let number: BatchNumber
    /// When its first exchange took place; wall clock of the store. nil for an empty one.
    public let firstAt: CivilTime?
    public let totals: BatchTotals
    public let currency: Currency
    /// nil while nobody began to close it.
    public let close: BatchClose?
    /// When it was closed; nil before.
    public let closedAt: CivilTime?

    public init(
        terminal: TerminalID, number: BatchNumber, firstAt: CivilTime?, totals: BatchTotals, currency: Currency,
        close: BatchClose?, closedAt: CivilTime?
    ) {
        self.terminal = terminal
        self.number = number
        self.firstAt = firstAt
        self.totals = totals
        self.currency = currency
        self.close = close
        self.closedAt = closedAt
    }

    private var count: Int { totals.count }
    private var sum: Money { Money(minor: Int64(clamping: totals.net), currency: currency) }

    /// ST-03, when the batch is still open after its day or the acquirer counts otherwise. Pure and total.
    public func finding(_ calendar: SettlementCalendar, now: Instant) -> Finding? {
        if closedAt != nil { return close?.isBalanced == false ? outOfBalance : nil }
        guard let firstAt, count > 0 else { return nil }
        let day = calendar.businessDay.day(of: firstAt)
        guard day < calendar.businessDay.day(of: calendar.zone.civil(at: now)) else { return nil }
        return finding(
            field: "closed", expected: day.description, actual: "", difference: nil,
            zh: "终端 \(terminal) 的批次 \(number) 在 \(day) 没有结批，里面有 \(count) 笔，净额 \(sum.text) "
                + "\(currency.code)，不结批就不清算。",
            en: "Batch \(number) of terminal \(terminal) was not closed on \(day); it holds \(count) exchanges of "
                + "\(sum.text) \(currency.code) net, which do not settle until it is.")
    }

    private var outOfBalance: Finding {
        guard let told = close?.told else {
            return finding(
                field: "count", expected: String(count), actual: "", difference: nil,
                zh: "终端 \(terminal) 的批次 \(number) 与收单方不平：记录 \(count) 笔，净额 \(sum.text) \(currency.code)；"
                    + "收单方没有说它的数。明细已全部上送，等对账单逐笔比对。",
                en: "Batch \(number) of terminal \(terminal) is out of balance with the acquirer: our records have "
                    + "\(count) of \(sum.text) \(currency.code) net, and it did not say what it has. Every row was "
                    + "uploaded; compare them with the clearing file.")
        }
        let theirs = Money(minor: Int64(clamping: told.net), currency: currency)
        let isSum = theirs != sum
        return finding(
            field: isSum ? "amount" : "count", expected: isSum ? sum.text : String(count),
            actual: isSum ? theirs.text : String(told.count), difference: sum.adding(-theirs),
            zh: "终端 \(terminal) 的批次 \(number) 与收单方不平：收单方 \(told.count) 笔，净额 \(theirs.text) \(currency.code)；"
                + "记录 \(count) 笔，净额 \(sum.text) \(currency.code)。明细已全部上送，等对账单逐笔比对。",
            en: "Batch \(number) of terminal \(terminal) is out of balance with the acquirer: it has \(told.count) of "
                + "\(theirs.text) \(currency.code) net, our records \(count) of \(sum.text) \(currency.code). Every row "
                + "was uploaded; compare them with the clearing file.")
    }

    /// What shows that the batch is closed and both count the same; nil while it does not.
    public var proof: Bilingual? {
        guard let closedAt, close?.isBalanced == true else { return nil }
        return Bilingual(
            zh: "终端 \(terminal) 的批次 \(number) 已于 \(closedAt.date) \(closedAt.clock) 结批，\(count) 笔，净额 "
                + "\(sum.text) \(currency.code)，收单方的数与记录一致。",
            en:
                "Batch \(number) of terminal \(terminal) was closed \(closedAt.date) \(closedAt.clock): \(count) exchanges "
                + "of \(sum.text) \(currency.code) net, as the acquirer has them.")
    }

    private func finding(
        field: String, expected: String, actual: String, difference: Money?, zh: String, en: String
    ) -> Finding {
        Finding(
            code: .st03, field: field, expected: expected, actual: actual, difference: difference,
            evidence: ["\(terminal.text)/\(number.text)"], explanation: Bilingual(zh: zh, en: en),
            nextAction: FindingCode.st03.nextAction)
    }
}
