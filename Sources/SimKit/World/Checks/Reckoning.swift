// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import Printing
internal import Tender

/// The evening after: files and deposits are in, every movement is judged by the real verdict, and what differs must
/// be found while what is in order must not.
struct Reckoning {
    private let street: Street
    private let memory: ShopMemory
    private let book: PeerBook
    private let clearing: ClearingHouse
    /// Attempts whose slip is on paper by the spooler's word.
    private let printed: Set<String>
    private let rowsOf: [AttemptID: [ClearingHouse.Row]]

    init(_ street: Street, _ memory: ShopMemory, _ book: PeerBook, printed: Set<String>) {
        self.street = street
        self.memory = memory
        self.book = book
        self.printed = printed
        clearing = ClearingHouse(book, &street.dice)
        rowsOf = Dictionary(grouping: clearing.rows, by: \.attempt)
    }

    func check() {
        checkSums()
        for attempt in memory.all { check(attempt) }
    }

    // MARK: - Sums

    /// Every row once, in one file; books, files and deposits differ by what was done on purpose and nothing else.
    private func checkSums() {
        var (stands, filed) = (Int128(0), Int128(0))
        for row in book.all where row.stands && ClearingHouse.isSettled(row, book) {
            stands += Int128(row.request.kind.takes ? row.minor : -row.minor)
        }
        for row in clearing.rows {
            let sign: Int128 = row.request.kind.takes ? 1 : -1
            var minor = Int128(row.minor)
            if clearing.mistakes[row.attempt] == .amountShort { minor += sign }
            if row.occurrence == 1 { filed += sign * minor }
        }
        if stands != filed { street.breach(.i11, "\(stands) in the books, \(filed) in the files") }
        for file in 0...1 {
            let difference = clearing.net(file) - clearing.deposit(file)
            if difference != Int128(clearing.short[file]) {
                street.breach(.i11, "the deposit of file \(file) differs by \(difference)")
            }
            if difference != 0 { street.figures.explained += 1 }
        }
    }

    // MARK: - Verdicts

    private func check(_ attempt: Attempt) {
        let first = judge(attempt, files: 0)
        let second = judge(attempt, files: 1)
        let codes = Set(second.findings.map(\.code))
        let truth = book.row(of: attempt.id, order: attempt.request.order)
        let moved = truth.map { $0.stands ? $0.minor : 0 } ?? 0
        if moved != attempt.charged.minor {
            let told: Set<FindingCode> = [.py02, .py04, .py12, .py13]
            guard codes.isDisjoint(with: told), attempt.trouble == nil, !(rowsOf[attempt.id] ?? []).isEmpty else {
                return
            }
            return street.breach(.i11, "\(attempt.id): \(moved) moved, and no finding says so: \(codes)")
        }
        if book.rows(of: attempt.request.order).contains(where: \.isExcused) { return }
        switch clearing.mistakes[attempt.id] {
        case .doubled:
            // Money that was given back since may be the one too many: then nothing is claimed.
            let isGivenBack = memory.sale(attempt.request.order).attempts.contains {
                $0.request.original == attempt.id && $0.state.isApproved
            }
            if !isGivenBack { expect(.py06, in: codes, attempt) }
        case .feeTooHigh: expect(.st05, in: codes, attempt)
        case .amountShort: expect(.st04, in: codes, attempt)
        case .nextDay:
            expect(.st01, in: Set(first.findings.map(\.code)), attempt)
            expectNothing(codes, attempt)
        case nil: expectNothing(codes, attempt)
        }
    }

    private func expect(_ code: FindingCode, in codes: Set<FindingCode>, _ attempt: Attempt) {
        street.figures.explained += 1
        if !codes.contains(code) { street.breach(.i11, "\(attempt.id): \(code) is not found, but \(codes)") }
    }

    private func expectNothing(_ codes: Set<FindingCode>, _ attempt: Attempt) {
        // A refund that did not go through is something to tell the customer.
        let isFailedRefund = attempt.request.kind == .refund && !attempt.state.isApproved
        if !codes.isSubset(of: isFailedRefund ? [.rf03] : []) {
            street.breach(.i11, "\(attempt.id) \(attempt.state) is in order, and yet \(codes)")
        }
    }

    /// The day after the store-day, at 20:00.
    private static let evening = Street.dayStart.adding(milliseconds: 38 * 3_600_000)
    private static let today = CivilDate(year: 2026, month: 11, day: 28)

    private func judge(_ attempt: Attempt, files: Int) -> Verdict {
        let calendar = SettlementCalendar(
            businessDay: BusinessDay(cutOff: 4 * 3_600) ?? .midnight, asOf: Self.today)
        return Verdict.judge(
            observations(of: attempt, files: files), surroundings: surroundings(of: attempt),
            tariff: ClearingHouse.tariff, calendar: calendar, now: Self.evening, isExplained: false)
    }

    private func observations(of attempt: Attempt, files: Int) -> [Observation] {
        var facts = facts(of: attempt.request)
        facts.status = attempt.reportedStatus
        facts.amount = attempt.state.isApproved ? attempt.charged : attempt.request.amount
        facts.reference = attempt.answer?.reference
        facts.occurredAt = Zone.shanghai.civil(at: attempt.intendedAt)
        let isTerminal = Lane.of(attempt.request.terminal)?.style == .terminal
        var told = [
            observation(.till, "till", facts, attempt.changedAt),
            observation(isTerminal ? .terminal : .inquiry, "link", facts, attempt.changedAt),
        ]
        if let job = memory.slips[attempt.id] {
            var slip = facts.identity
            slip.slip = printed.contains(attempt.id.text) ? .onPaper : .held
            slip.printJob = job.id.text
            told.append(observation(.receipt, "printer", slip, attempt.changedAt))
        }
        for row in rowsOf[attempt.id] ?? [] where row.file <= files {
            var facts = self.facts(of: row.request)
            facts.status = .approved
            facts.amount = Money(minor: row.minor, currency: .cny)
            facts.fee = Money(minor: row.fee, currency: .cny)
            facts.product = "card"
            facts.settledOn = Self.today?.adding(days: row.file)
            let origin = Origin(name: "clearing-\(row.file).csv", line: row.request.number * 2 + row.occurrence)
            told.append(
                Observation(
                    source: .clearing, origin: origin, recordedAt: Self.evening, facts: facts,
                    occurrence: row.occurrence))
        }
        return told
    }

    private func observation(_ source: Source, _ name: String, _ facts: Facts, _ time: Instant) -> Observation {
        Observation(source: source, origin: Origin(name: name), recordedAt: time, facts: facts)
    }

    private func facts(of request: AttemptRequest) -> Facts {
        var facts = Facts(type: request.kind.transactionType)
        facts.terminal = request.terminal
        facts.voucher = request.voucher
        facts.batch = request.batch
        facts.order = request.order
        return facts
    }

    private func surroundings(of attempt: Attempt) -> Surroundings {
        var found = Surroundings()
        found.isClearingComplete = true
        let sale = memory.sale(attempt.request.order).attempts
        if let original = sale.first(where: { $0.id == attempt.request.original }) {
            found.original = movement(original)
        }
        found.linked = sale.filter { $0.request.original == attempt.id }.map { movement($0) }
        return found
    }

    private func movement(_ attempt: Attempt) -> Surroundings.Movement {
        Surroundings.Movement(
            id: attempt.id.text, type: attempt.request.kind.transactionType,
            amount: attempt.state.isApproved ? attempt.charged : attempt.request.amount,
            state: attempt.state.isApproved ? .done : attempt.state.isOver ? .failed : .unknown)
    }
}

extension Attempt {
    /// What the shop's own side says became of it.
    fileprivate var reportedStatus: ReportedStatus {
        switch state {
        case .approved, .partial: .approved
        case .declined, .notCharged: .declined
        case .reversed: .reversed
        case .intended, .sending, .unknown, .reversing, .repeating: .unknown
        }
    }
}

extension MovementKind {
    fileprivate var transactionType: TransactionType {
        switch self {
        case .sale, .offlineSale: .sale
        case .void, .preauthVoid, .completionVoid: .void
        case .refund: .refund
        case .preauth, .addition: .preauth
        case .completion, .completionAdvice: .completion
        }
    }
}
