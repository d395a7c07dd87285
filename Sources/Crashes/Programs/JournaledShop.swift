// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Journal
internal import Tender

/// Our order: what is about to be done is durable before it is done, and an approval and its pending slip become
/// durable together.
///
///     intended ─ durable ─▶ sent ─ durable ─▶ out ─▶ answer ─▶ approved + slip pending ─ durable ─▶ told, printed
public final class JournaledShop: Program {
    let bench: Bench
    let flow: Flow
    private var writer: JournalWriter
    private(set) var attempts: [Attempt] = []
    private var places: [AttemptID: Int] = [:]
    private var slips: [AttemptID: ShopRecord.SlipState] = [:]
    private(set) var close: BatchClose?

    static let terminal: TerminalID = "30100001"

    public init(_ bench: Bench, for flow: Flow) throws(Halt) {
        self.bench = bench
        self.flow = flow
        do throws(JournalError) {
            writer = try JournalWriter.open(disk: bench.disk, digesting: PlainDigesting())
        } catch {
            throw bench.points.isDead ? .killed : .unreadable("\(error)")
        }
        try read()
        try beginAgain()
    }

    private func read() throws(Halt) {
        do throws(JournalError) {
            var cursor = try JournalCursor(disk: bench.disk, digesting: PlainDigesting())
            while let group = try cursor.nextGroup() {
                for frame in group {
                    guard let record = ShopRecord(type: frame.type, payload: frame.payload) else {
                        throw JournalError.tooLarge
                    }
                    apply(record)
                }
            }
        } catch {
            throw .unreadable("\(error)")
        }
    }

    /// What was begun before the program ended is told to itself first.
    private func beginAgain() throws(Halt) {
        var records: [ShopRecord] = []
        for attempt in attempts {
            if let event = attempt.afterRestart(at: bench.now) { records.append(.attempt(.event(attempt.id, event))) }
            if slips[attempt.id] == .printing { records.append(.slip(attempt.id, .unconfirmed)) }
        }
        try keep(records)
    }

    // MARK: - Keeping

    /// Returns when all of it is durable.
    func keep(_ records: [ShopRecord]) throws(Halt) {
        guard !records.isEmpty else { return }
        do throws(JournalError) {
            for record in records { try writer.append(type: record.type, payload: record.payload.span) }
            try writer.commit()
        } catch {
            throw bench.points.isDead ? .killed : .unreadable("\(error)")
        }
        for record in records { apply(record) }
    }

    private func apply(_ record: ShopRecord) {
        switch record {
        case .slip(let id, let state): slips[id] = state
        case .attempt(.intended(let attempt)):
            places[attempt.id] = attempts.count
            attempts.append(attempt)
        case .attempt(.event(let id, let event)):
            if let place = places[id] { _ = try? attempts[place].step(event) }
        case .batchBegun(let ids):
            let entries = ids.compactMap { id in places[id].flatMap { BatchEntry(attempts[$0]) } }
            close = BatchClose(Self.terminal, "000001", entries, rowsPerMessage: 1)
        case .batch(let event): close?.step(event)
        }
    }

    /// Keeps an event if it says something new; what does not fit changes nothing.
    func keep(_ kind: AttemptEvent.Kind, of id: AttemptID) throws(Halt) {
        guard let place = places[id] else { return }
        let event = AttemptEvent(at: bench.now, kind: kind)
        var after = attempts[place]
        guard (try? after.step(event)) == true else { return }
        let isApproval = !attempts[place].state.isApproved && after.state.isApproved
        try keep([.attempt(.event(id, event))] + (isApproval ? [.slip(id, .pending)] : []))
    }

    func attempt(_ id: AttemptID) -> Attempt? { places[id].map { attempts[$0] } }

    // MARK: - The day

    /// Does what is due until a time, as the terminal's lane says; nothing else takes time.
    func run(until limit: Instant) throws(Halt) {
        for _ in 0..<400 {
            if let late = try bench.lateAnswer() {
                let id = attempts.last { $0.request.voucher == late.voucher }?.id
                if let id, let kind = event(for: .send, late.reply, attempt(id)) { try keep(kind, of: id) }
                continue
            }
            try printSlips()
            let turn = TerminalLane(Self.terminal, attempts).next
            let times = [turn?.duty.at, bench.nextLate].compactMap { $0 }
            guard let due = times.min(), due <= limit else { return }
            bench.now = max(bench.now, due)
            if let turn, turn.duty.at <= bench.now { try perform(turn.duty.work, of: turn.attempt) }
        }
    }

    private func printSlips() throws(Halt) {
        for attempt in attempts where slips[attempt.id] == .pending {
            try keep([.slip(attempt.id, .printing)])
            try bench.print(attempt.request.voucher)
            try keep([.slip(attempt.id, .printed)])
        }
    }

    public func idle() throws(Halt) {
        try run(until: bench.now.adding(milliseconds: 10 * 86_400_000))
        try closeBatch()
    }

    public var books: Books {
        var books = Books()
        for attempt in attempts {
            books.rows[attempt.request.voucher] = Books.Row(
                isApproved: attempt.state.isApproved, isOpen: !attempt.state.isOver, hasSlip: slips[attempt.id] != nil)
        }
        books.isBatchClosed = close.map { $0.state == .closed }
        return books
    }
}
