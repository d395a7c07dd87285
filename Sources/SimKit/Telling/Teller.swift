// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tariffs
import Tender

/// Writes down who says what about each payment, and when.
///
///     payment ─▶ till (at once) ─▶ terminal ─▶ inquiry (if asked) ─▶ clearing file (next day, 06:05) ─▶ bank (08:30)
struct Teller {
    let furnishing: Furnishing
    let contract: Tariff
    private(set) var live: [Observation] = []
    private(set) var cleared: [ClearedRow] = []

    /// A row of a clearing file before the file is written.
    struct ClearedRow {
        let facts: Facts
        let acquirer: String
        /// Business day that the file is for.
        let day: CivilDate
        let occurrence: Int
    }

    init(_ furnishing: Furnishing) {
        self.furnishing = furnishing
        contract = furnishing.tariff
    }

    // MARK: At the counter

    /// The till says; with its own words for order, cashier and slip.
    ///
    /// - Parameter store: another one than the terminal's, where a till was moved and nobody said so.
    mutating func till(
        _ payment: Payment, _ status: ReportedStatus = .approved, after seconds: Int64 = 4, at store: StoreID? = nil
    ) {
        var facts = payment.facts
        facts.status = status
        facts.store = store ?? payment.terminal.store
        facts.order = payment.order
        facts.operatorName = payment.cashier
        facts.printed = status == .approved ? payment.printed : nil
        // The till does not know what a settled row knows.
        facts.acquirer = nil
        if status != .approved { facts.authorisation = nil }
        tell(.till, "sample:till-\(store ?? payment.terminal.store)", facts, payment.at.adding(seconds: seconds))
    }

    /// The terminal's own journal says.
    mutating func terminal(
        _ payment: Payment, _ status: ReportedStatus = .approved, amount: Int64? = nil, order: OrderNumber? = nil
    ) {
        var facts = payment.facts
        facts.status = status
        facts.acquirer = nil
        facts.order = order
        if let amount { facts.amount = Money(minor: amount) }
        tell(.terminal, "sample:terminal-\(payment.terminal.id)", facts, payment.at.adding(seconds: 6))
    }

    /// The acquirer answers when it is asked.
    mutating func inquiry(_ payment: Payment, _ status: ReportedStatus, after seconds: Int64) {
        answer(.inquiry, payment, status, after: seconds)
    }

    /// The acquirer or wallet gives signed notice.
    mutating func callback(_ payment: Payment, _ status: ReportedStatus, after seconds: Int64) {
        answer(.callback, payment, status, after: seconds)
    }

    private mutating func answer(_ source: Source, _ payment: Payment, _ status: ReportedStatus, after seconds: Int64) {
        var facts = payment.facts
        facts.status = status
        facts.order = payment.order
        tell(source, "sample:\(source.name)-\(payment.terminal.acquirer)", facts, payment.at.adding(seconds: seconds))
    }

    /// The printer says that the slip came out, or nothing but that it took the bytes.
    mutating func receipt(_ payment: Payment, printed: Bool?, after seconds: Int64) {
        var facts = Facts(type: payment.type)
        facts.amount = Money(minor: payment.amount)
        facts.store = payment.terminal.store
        facts.terminal = payment.terminal.id
        facts.reference = payment.reference
        facts.order = payment.order
        facts.occurredAt = payment.at
        facts.printed = printed
        tell(.receipt, "sample:printer-\(payment.terminal.store)", facts, payment.at.adding(seconds: seconds))
    }

    mutating func tell(_ source: Source, _ name: String, _ facts: Facts, _ at: CivilTime) {
        live.append(
            Observation(
                source: source, origin: Origin(name: name), recordedAt: Zone.shanghai.instant(of: at), facts: facts))
    }

    // MARK: The day after

    /// The acquirer settles; `amount` where it settles another one, `times` where it settles more than once.
    mutating func clear(_ payment: Payment, amount: Int64? = nil, times: Int = 1) {
        var settled = payment
        settled.amount = amount ?? payment.amount
        let calendar = furnishing.calendar(of: payment.terminal.store)
        let day = calendar.businessDay.day(of: payment.at)
        // One file never came.
        guard payment.terminal.acquirer != furnishing.missingAcquirer || day != furnishing.missingDay else { return }
        var facts = settled.facts
        facts.status = .approved
        facts.original = nil
        facts.settledOn = calendar.dueDate(of: payment.at)
        facts.fee = furnishing.charged(for: settled, contract: contract)
        let sign: Int64 = payment.type.returnsMoney ? -1 : 1
        facts.net = Money(minor: sign * settled.amount - (facts.fee?.minor ?? 0))
        for occurrence in 1...max(1, times) {
            cleared.append(
                ClearedRow(facts: facts, acquirer: payment.terminal.acquirer, day: day, occurrence: occurrence))
        }
    }

    /// A line of a clearing file that is a fee and nothing else.
    mutating func clearFee(_ fee: Int64, terminal: SampleTerminal, on day: CivilDate, remark: String) {
        var facts = Facts(type: .sale)
        facts.merchant = terminal.merchant
        facts.terminal = terminal.id
        facts.acquirer = terminal.acquirer
        facts.fee = Money(minor: fee)
        facts.net = Money(minor: -fee)
        facts.settledOn = day.adding(days: 1)
        facts.remark = remark
        cleared.append(ClearedRow(facts: facts, acquirer: terminal.acquirer, day: day, occurrence: 1))
    }
}
