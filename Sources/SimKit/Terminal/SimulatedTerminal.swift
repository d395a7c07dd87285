// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON
public import Nexo
public import Tender

/// A payment terminal that speaks nexo, as a pure value: messages come, time advances, money moves in its memory.
///
///     request ─▶ readable, proven? ─ no ─▶ Reject event
///                   │ yes
///                   ├─ Payment, Reversal ─▶ working ─ time, abort, fault ─▶ entry in memory ─▶ answer, or its loss
///                   └─ everything else ─────────────────────────────────────────────────────▶ answer
///
/// The memory is what was really charged; a fault that loses an answer loses nothing of it, as with the real thing.
public struct SimulatedTerminal: VirtualTerminal {
    public let make: TerminalMake
    /// What was really done, oldest first.
    public internal(set) var entries: [TerminalEntry] = []
    /// Lines that came out of its printer; `---` where a document ends.
    public internal(set) var paper: [String] = []
    /// Milliseconds by which the fault `late` delays an answer.
    public var lateness: Int64 = 5_000
    /// Times that a fault will still happen; standing ones have 1.
    public internal(set) var faults: [TerminalFault: Int] = [:]
    var work: Work?
    var period = 1
    var lastTotals: [TransactionTotals] = []
    var logins: Set<String> = []
    var words: [TerminalWord] = []
    var delayed: [(at: Int64, word: TerminalWord)] = []
    var previous: SaleToPOIMessage?
    var chance: SplitMix64
    public private(set) var now: Int64 = 0
    private var startsAt: Int64 = 0
    private var isStarting = false
    /// How many requests came, whatever became of them.
    public private(set) var heard = 0

    /// A payment or reversal that the customer or the acquirer is busy with.
    struct Work: Sendable {
        let connection: Int
        let message: SaleToPOIMessage
        let endsAt: Int64
        var isAborted = false
    }

    /// Entries that are kept; older ones are forgotten, as by a terminal.
    public static let memoryLimit = 10_000
    static let paperLimit = 100_000

    public init(_ make: TerminalMake = TerminalMake()) {
        self.make = make
        chance = SplitMix64(seed: make.seed)
    }

    public var isOn: Bool { now >= startsAt }
    public var instant: Instant { Instant(milliseconds: now) }

    // MARK: - Faults

    /// - Parameter times: payments or reversals that it happens to; without meaning for a standing fault.
    public mutating func set(_ fault: TerminalFault, times: Int = 1) {
        faults[fault] = fault.isStanding ? 1 : max(1, times)
    }

    public mutating func clear(_ fault: TerminalFault) { faults[fault] = nil }

    /// Whether a fault happens now; once less afterwards.
    mutating func happens(_ fault: TerminalFault) -> Bool {
        guard let times = faults[fault] else { return false }
        if !fault.isStanding { faults[fault] = times > 1 ? times - 1 : nil }
        return true
    }

    /// Goes down now and comes up again: connections end, what was being worked on is gone, the memory stays.
    public mutating func restart() {
        tell(.shutdown)
        if let work { words.append(TerminalWord(.hangUp, on: work.connection)) }
        work = nil
        delayed = []
        logins = []
        startsAt = now + max(0, make.restartMilliseconds)
        isStarting = true
    }

    // MARK: - Time

    public mutating func advance(to milliseconds: Int64) {
        now = max(now, milliseconds)
        if isStarting, isOn {
            isStarting = false
            tell(.initialised)
        }
        if let work, work.isAborted || work.endsAt <= now {
            self.work = nil
            finish(work)
        }
        let due = delayed.filter { $0.at <= now }
        delayed.removeAll { $0.at <= now }
        words += due.map(\.word)
    }

    public mutating func takeWords() -> [TerminalWord] {
        defer { words = [] }
        return words
    }

    /// Money goes on moving when the till hangs up, as with the real thing.
    public mutating func disconnect(_ connection: Int) {}

    // MARK: - Messages

    public mutating func receive(_ body: [UInt8], on connection: Int) {
        heard += 1
        guard isOn else {
            words.append(TerminalWord(.hangUp, on: connection))
            return
        }
        if faults[.dead] != nil { return }
        guard let message = read(body) else {
            reject(body, on: connection)
            return
        }
        guard message.header.type == .request, message.header.poiID == make.poiID else {
            reject(body, on: connection)
            return
        }
        if faults[.busy] != nil, message.header.category.repetition != .free {
            refuse(message, .busy, on: connection)
            return
        }
        serve(message, on: connection)
    }

    private mutating func serve(_ message: SaleToPOIMessage, on connection: Int) {
        switch message.body {
        case .paymentRequest, .reversalRequest: begin(message, on: connection)
        case .abortRequest(let abort):
            self.abort(abort, from: message.header)
            words.append(TerminalWord(.answer([]), on: connection))
        case .transactionStatusRequest(let status): answer(message, self.status(status, message.header), on: connection)
        case .diagnosisRequest(let diagnosis): answer(message, self.diagnosis(diagnosis), on: connection)
        case .printRequest(let print): answer(message, self.print(print), on: connection)
        case .loginRequest: answer(message, login(message.header.saleID), on: connection)
        case .logoutRequest: answer(message, logout(message.header.saleID), on: connection)
        case .getTotalsRequest: answer(message, totals(), on: connection)
        case .reconciliationRequest(let request): answer(message, reconciliation(request), on: connection)
        case .displayRequest(let display): answer(message, self.display(display), on: connection)
        default: refuse(message, .unavailableService, on: connection)
        }
    }

    /// nil where the message is none, or is not believed.
    private func read(_ body: [UInt8]) -> SaleToPOIMessage? {
        guard let envelope = try? NexoEnvelope(body, limits: Self.limits) else { return nil }
        switch envelope {
        case .plain(let message): return make.keys == nil ? message : nil
        case .secured(let secured):
            guard let keys = make.keys, let crypto = make.crypto else { return nil }
            return try? secured.opened(with: keys, crypto: crypto, limits: Self.limits).message
        }
    }

    static let limits = JSONLimits(length: 1 << 20, depth: 32, values: 50_000)
}
