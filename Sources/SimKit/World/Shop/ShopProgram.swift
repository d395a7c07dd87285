// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Journal
internal import Printing
internal import Tender

/// The shop's program, one run of it: the real machines over the journal, between two deaths.
///
///     press · answer · time ─▶ machine ─▶ record ─ durable ─▶ message · screen · slip
final class ShopProgram {
    let street: Street
    let journal: ShopJournal
    let life: Int
    var memory: ShopMemory
    /// The clock of the records: it never runs backwards, whatever the wall clock does.
    private let clockBase: Instant
    private let steadyBase: Int64
    /// When the next `wake` is due; nil when none is.
    private var wakesAt: Int64?
    /// What is tried sooner because a line came back, or its other side answers.
    var pace = RecoveryPace()
    let printing: PrintRoom
    /// Slips that a seeded bug forgets.
    private(set) var forgotten: Set<AttemptID> = []

    /// Starts it from the journal, takes up what was left open, and says what a restart says.
    init(_ street: Street, _ corner: PrinterCorner) throws {
        self.street = street
        street.begin()
        life = street.life
        journal = try ShopJournal(street)
        var records: [ShopRecord] = []
        try ShopJournal.read(street) { records.append($0) }
        if street.bug == .clockOrdersJournal { records = Self.byClock(records) }
        var memory = ShopMemory()
        for record in records { memory.take(record) }
        self.memory = memory
        clockBase = max(street.wall, memory.lastTime.adding(milliseconds: 1))
        steadyBase = street.time
        printing = PrintRoom(street, corner)
        street.note("start", Int64(life), Int64(records.count))
    }

    var now: Instant { clockBase.adding(milliseconds: street.time - steadyBase) }

    private static func byClock(_ records: [ShopRecord]) -> [ShopRecord] {
        let time = { (record: ShopRecord) -> Int64? in
            switch record {
            case .attempt(.intended(let attempt)): attempt.intendedAt.milliseconds
            case .attempt(.event(_, let event)): event.at.milliseconds
            case .batch, .spool: nil
            }
        }
        let timed = records.enumerated().filter { time($0.element) != nil }
        let rest = records.filter { time($0) == nil }
        let sorted = timed.sorted { (time($0.element) ?? 0, $0.offset) < (time($1.element) ?? 0, $1.offset) }
        return sorted.map(\.element) + rest
    }

    // MARK: - Starting

    /// Records what a restart knows, then goes on with everything that is open.
    func takeUp() throws(Kill) {
        for attempt in memory.opened {
            guard let event = attempt.afterRestart(at: now) else { continue }
            var kind = event.kind
            if street.bug == .forgetsAtRestart { kind = .notSent }
            _ = try record(kind, of: attempt.id)
        }
        try printing.start(self)
        if street.bug == .forgetsSlip { forgotten = Set(memory.owedSlips.map(\.id)) }
        if street.bug == .resendsBatchRows { memory.beginClosesAnew() }
        try handInSlips(all: street.bug == .printsTwoOriginals)
        pace.lineIsBack(for: memory.opened, at: now)
        try work()
    }

    // MARK: - Recording

    /// Steps an attempt and keeps the event.
    ///
    /// - Returns: whether it said something new and is durable.
    func record(_ kind: AttemptEvent.Kind, of id: AttemptID) throws(Kill) -> Bool {
        guard let before = memory.attempts[id] else { return false }
        var attempt = before
        let event = AttemptEvent(at: eventTime, kind: kind)
        do throws(AttemptRefusal) {
            guard try attempt.step(event) else { return false }
        } catch {
            street.note("refused", Int64(before.request.number))
            return false
        }
        if street.bug == .tellsBeforeSync { tell(before, attempt) }
        let record = ShopRecord(.event(id, event))
        guard try journal.commit([record]) else { return false }
        memory.take(record)
        street.note("state", Int64(attempt.request.number), Int64(attempt.state.rawValue), "\(id) \(attempt.state)")
        if street.bug != .tellsBeforeSync { tell(before, attempt) }
        return true
    }

    private var eventTime: Instant { street.bug == .clockOrdersJournal ? street.wall : now }

    private func tell(_ before: Attempt, _ after: Attempt) {
        if before.state == .sending, after.state == .unknown { street.figures.unknown += 1 }
        if after.isLate, !before.isLate { street.figures.late += 1 }
        guard after.state.isOver, before.state != after.state else { return }
        street.said.append(.outcome(after.id, after.request, after.state, after.charged))
    }

    func isClosed(_ id: AttemptID) -> Bool { memory.attempts[id]?.state.isOver ?? true }

    // MARK: - Time

    /// Asks to be woken when the next duty is due.
    func sleep() {
        var next: Int64?
        for lane in Lane.all {
            let attempts = memory.open(lane.terminal)
            guard !attempts.isEmpty, let turn = TerminalLane(lane.terminal, attempts, pace: pace).next else { continue }
            let wait = max(0, turn.duty.at.milliseconds - now.milliseconds)
            next = min(next ?? .max, street.time + wait)
        }
        if !memory.owed.isEmpty { next = min(next ?? .max, street.time + 5_000) }
        if let close = nextBatchTime { next = min(next ?? .max, close) }
        guard let next else { return }
        // A disk without room makes a duty that is due wait as well.
        let time = max(next, street.time + (next <= street.time ? 2_000 : 0))
        if let wakesAt, wakesAt <= time, wakesAt > street.time { return }
        wakesAt = time
        street.agenda.add(.wake(life: life), at: time)
    }

    func wake() throws(Kill) {
        wakesAt = nil
        try handInSlips()
        try work()
        try workBatches()
    }
}
