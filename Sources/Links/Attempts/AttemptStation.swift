// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
public import Attempts
internal import Charges
public import Printing
internal import Receipts
public import Refunds
public import Store
public import Tender

/// Carries attempts to pay through to their end: one lane for each terminal, each attempt recorded before anything of
/// it goes out.
///
///     till ─▶ begin ─▶ shop (intent durable) ─▶ lane ─▶ link ─▶ report ─▶ shop (answer and slip durable) ─▶ till
///                                                ▲
///     start ─ what was open when the program ended ─ late answers, callbacks
///
/// It keeps nothing that the journal has not: a lane is always told by the attempts as they stand.
public actor AttemptStation {
    /// One terminal and the way to it.
    public struct Lane: Sendable {
        public let terminal: TerminalID
        public let route: PaymentRoute
        public let link: any PaymentLink

        public init(_ terminal: TerminalID, route: PaymentRoute, link: any PaymentLink) {
            self.terminal = terminal
            self.route = route
            self.link = link
        }
    }

    let shop: Shop
    let lanes: [TerminalID: Lane]
    private let now: @Sendable () -> Instant
    private let print: @Sendable (PrintJobID, String) async -> Void
    let log: @Sendable (String) -> Void
    private var open = OpenAttempts()
    private var inputs: [AttemptID: PaymentInput] = [:]
    /// Recorded as going out, and not yet handed to the link; one at most where the lane was free.
    private var unsent: [TerminalID: AttemptID] = [:]
    var starting: [TerminalID: Int] = [:]
    /// Answers on their way to tills behind a proxy, as they came.
    var wires: [AttemptID: [UInt8]] = [:]
    private var runners: [Task<Void, Never>] = []
    private var sleepers: [TerminalID: Sleeper] = [:]
    /// How often a lane was woken: one that was woken while it looked elsewhere does not go to sleep.
    private var rings: [TerminalID: UInt64] = [:]
    private var sleepCount: UInt64 = 0
    private var waiting: [AttemptID: [CheckedContinuation<PaymentRecord?, Never>]] = [:]
    /// Terminals whose link was lost and not seen again since.
    private var gone: Set<TerminalID> = []
    /// Terminals that let a request go unanswered and have answered none since.
    private var silent: Set<TerminalID> = []
    /// What is tried sooner because a line came back.
    private var pace = RecoveryPace()
    /// Returns of a link since it last answered.
    private var hopes: [TerminalID: Int] = [:]
    var isStopped = false

    private struct Sleeper {
        let number: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    /// - Parameters:
    ///   - print: hands a slip that is recorded to a printer.
    ///   - log: something a person at the machine should read.
    public init(
        shop: Shop, lanes: [Lane], now: @escaping @Sendable () -> Instant,
        print: @escaping @Sendable (PrintJobID, String) async -> Void = { _, _ in },
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.shop = shop
        self.lanes = Dictionary(lanes.map { ($0.terminal, $0) }) { first, _ in first }
        self.now = now
        self.print = print
        self.log = log
    }

    /// Terminals that can be charged here.
    public nonisolated var terminals: [TerminalID] { lanes.keys.sorted() }

    /// The same, each with the way to it.
    public nonisolated var routes: [TerminalID: PaymentRoute] { lanes.mapValues(\.route) }

    /// Takes up what was open when the program ended, then opens the lanes.
    public func start() async throws(StoreError) {
        for record in try await shop.openPayments() {
            var record = record
            if let event = record.attempt.afterRestart(at: now()) {
                let words = event.kind == .notSent && record.attempt.needsCard ? Self.cardIsGone.both : ""
                record = try await shop.step(record.id, event.kind, words: words).record
            }
            guard !record.attempt.state.isOver else { continue }
            open.keep(record)
            if lanes[record.attempt.request.terminal] == nil {
                log("attempt \(record.id) at terminal \(record.attempt.request.terminal) is open and has no link")
            }
        }
        pace.lineIsBack(for: open.all, at: now())
        for lane in lanes.values { runners.append(Task { await self.run(lane) }) }
    }

    /// Ends the lanes once what they are doing is recorded. What is open goes on at the next start.
    public func stop() async {
        isStopped = true
        for runner in runners { runner.cancel() }
        for terminal in sleepers.keys { wake(terminal) }
        for runner in runners { await runner.value }
        runners = []
        for waiter in waiting.values.joined() { waiter.resume(returning: nil) }
        waiting = [:]
        open = OpenAttempts()
        wires = [:]
    }

    /// Begins an attempt, or finds the one that the same key began. Returns once the intent is durable.
    ///
    /// - Throws: `.refused` for a terminal without a link.
    public func begin(
        _ order: PaymentOrder, id: AttemptID, input: PaymentInput = .none, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PaymentAdmission {
        guard let lane = lanes[order.terminal], !isStopped else { throw .refused(Self.noLink(order.terminal)) }
        let isFree = enter(order.terminal)
        defer { starting[order.terminal, default: 1] -= 1 }
        var route = lane.route
        route.linkNote = lane.link.note(of: input)
        let admission = try await shop.begin(order, id: id, over: route, sends: isFree, in: scope, by: actor)
        if case .begun(let record) = admission { takeUp(record, input) }
        return admission
    }

    /// Carries a refund that people agreed to out over the link that took the charge. Returns once that is durable.
    ///
    /// - Parameter id: name for the attempt if it begins.
    public func giveBack(
        _ refund: RefundID, id: AttemptID, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> RefundSending {
        guard let terminal = try await shop.carrier(of: refund, in: scope), let lane = lanes[terminal], !isStopped
        else { return .noLink }
        let isFree = enter(terminal)
        defer { starting[terminal, default: 1] -= 1 }
        var route = lane.route
        route.linkNote = lane.link.note(of: .none)
        let sending = try await shop.begin(
            refund, attempt: id, over: route, sends: isFree, as: role, in: scope, by: actor)
        if case .begun(let record) = sending { takeUp(record, .none) }
        return sending
    }

    /// An order on its way into the journal.
    ///
    /// - Returns: whether its lane is free, so that it may go out with its intent.
    private func enter(_ terminal: TerminalID) -> Bool {
        let isFree = starting[terminal, default: 0] == 0 && open.isFree(terminal)
        starting[terminal, default: 0] += 1
        return isFree
    }

    /// Takes an attempt that begins into its lane.
    func takeUp(_ record: PaymentRecord, _ input: PaymentInput) {
        open.keep(record)
        inputs[record.id] = input
        if record.attempt.state == .sending { unsent[record.attempt.request.terminal] = record.id }
        wake(record.attempt.request.terminal)
    }

    /// Takes an answer that nobody waits for any more.
    ///
    /// - Parameter terminals: of whom the teller may speak; nil for any.
    /// - Returns: whether it is durable, or is none of ours; otherwise it should be told again.
    @discardableResult
    public func take(_ late: LateAnswer, among terminals: Set<TerminalID>? = nil) async -> Bool {
        do throws(StoreError) {
            let id: AttemptID?
            switch late.subject {
            case .attempt(let known): id = known
            case .voucher(let terminal, let voucher): id = try await shop.payment(voucher, at: terminal)
            }
            guard let id else {
                log("an answer came to an exchange that nobody began: \(late.subject)")
                return true
            }
            if let terminals {
                let terminal = try await shop.payment(id, in: .all).attempt.request.terminal
                guard terminals.contains(terminal) else {
                    log("attempt \(id): an answer from an account that has nothing to do with \(terminal) was left out")
                    return true
                }
            }
            try await record(late.report, of: id)
            return true
        } catch {
            log("a late answer could not be recorded: \(error)")
            return error == .missing
        }
    }

    /// A person says what is true of an attempt, and by what proof.
    public func settle(
        _ id: AttemptID, _ settlement: AttemptEvent.Settlement, proof: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PaymentRecord {
        let record = try await shop.step(
            id, .settled(settlement), words: CardScrubber.text(proof), in: scope, by: actor
        ).record
        keep(record)
        return record
    }

    /// Waits until an attempt of this station is over.
    public func outcome(of id: AttemptID) async throws(StoreError) -> PaymentRecord {
        if open[id] != nil, let ended = await withCheckedContinuation({ waiting[id, default: []].append($0) }) {
            return ended
        }
        return try await shop.payment(id, in: .all)
    }

    // MARK: - Lanes

    private func run(_ lane: Lane) async {
        while !Task.isCancelled {
            let heard = rings[lane.terminal, default: 0]
            if let id = unsent.removeValue(forKey: lane.terminal) {
                await perform(.send, id, lane)
                continue
            }
            guard let turn = TerminalLane(lane.terminal, open.attempts(at: lane.terminal), pace: pace).next else {
                await sleep(lane.terminal, milliseconds: nil, unlessAfter: heard)
                continue
            }
            let pause = turn.duty.at.milliseconds - now().milliseconds
            if pause > 0 { await wait(lane, pause, unlessAfter: heard) } else { await carryOut(turn, lane) }
        }
    }

    /// Waits for a duty's time. A long wait looks every other second whether the other side can be reached again; when
    /// it can, what is open at the terminal is tried sooner.
    private func wait(_ lane: Lane, _ pause: Int64, unlessAfter heard: UInt64) async {
        let terminal = lane.terminal
        let glance = Self.glance << Int64(min(hopes[terminal, default: 0], 9))
        guard pause > glance * 2 else { return await sleep(terminal, milliseconds: pause, unlessAfter: heard) }
        if await !lane.link.isReachable() { gone.insert(terminal) }
        await sleep(terminal, milliseconds: glance, unlessAfter: heard)
        guard gone.contains(terminal), !Task.isCancelled, await lane.link.isReachable() else { return }
        gone.remove(terminal)
        hopes[terminal, default: 0] += 1
        pace.lineIsBack(for: open.attempts(at: terminal), at: now())
    }

    /// Milliseconds between two looks at a link that was lost; twice as long after each return that brought no answer.
    static let glance: Int64 = 2_000

    private static let wiresLimit = 256

    private func carryOut(_ turn: TerminalLane.Turn, _ lane: Lane) async {
        let announced: AttemptEvent.Kind =
            switch turn.duty.work {
            case .send: .sent
            case .giveUpWaiting: .lost(.timeout)
            case .ask: .asked
            case .reverse: .reversalSent
            case .repeatMessage: .repeated
            }
        do throws(StoreError) {
            keep(try await shop.step(turn.attempt, announced).record)
        } catch {
            // Nothing went out. An attempt that changed meanwhile is looked at anew; a disk that refuses, in a while.
            log("attempt \(turn.attempt): \(error)")
            if let record = try? await shop.payment(turn.attempt, in: .all) { keep(record) }
            return await sleep(lane.terminal, milliseconds: 1_000, unlessAfter: rings[lane.terminal, default: 0])
        }
        if turn.duty.work != .giveUpWaiting { await perform(turn.duty.work, turn.attempt, lane) }
    }

    private func perform(_ work: Duty.Work, _ id: AttemptID, _ lane: Lane) async {
        guard let record = open[id] else { return }
        var original: Attempt?
        if let named = record.attempt.request.original {
            original = try? await shop.payment(named, in: .all).attempt
        }
        let input = inputs.removeValue(forKey: id) ?? .none
        let report = await lane.link.perform(work, of: record.attempt, original: original, input: input)
        switch report.kind {
        case .lost(let reason) where reason == .cut || reason == .timeout:
            silent.insert(lane.terminal)
            if reason == .cut { gone.insert(lane.terminal) }
        case .lost: break
        default:
            hopes[lane.terminal] = nil
            // Whoever answers this one is there for the others, too.
            if silent.remove(lane.terminal) != nil {
                pace.otherIsAnswered(for: open.attempts(at: lane.terminal).filter { $0.id != id }, at: now())
            }
        }
        do throws(StoreError) {
            try await self.record(report, of: id)
            if let after = open[id] { pace.heard(report.kind, of: after.attempt) }
        } catch {
            log("attempt \(id): the answer could not be recorded: \(error)")
        }
    }

    private func record(_ told: LinkReport, of id: AttemptID) async throws(StoreError) {
        let report = told.masked
        let record: PaymentRecord
        // A late answer may speak of an attempt that was over.
        let before: PaymentRecord
        if let known = open[id] { before = known } else { before = try await shop.payment(id, in: .all) }
        // A till prints the slips of its own payments.
        let isProxied = before.attempt.request.isProxied
        let printer = isProxied ? "" : lanes[before.attempt.request.terminal]?.route.printer ?? ""
        do throws(StoreError) {
            record = try await shop.step(
                id, report.kind, words: report.words, slips: report.slips, printer: printer, message: report.message,
                knowing: before
            ).record
            // Whoever waits for it takes it within moments.
            if wires.count > Self.wiresLimit { wires = [:] }
            if isProxied, record.attempt.state.isOver, !report.wire.isEmpty { wires[id] = report.wire }
        } catch {
            guard case .refused = error else { throw error }
            // An answer that speaks of another sum proves nothing about ours.
            log("attempt \(id): an answer was not believed: \(error)")
            record = try await shop.step(id, .lost(.unreadable), words: report.words).record
        }
        keep(record)
        if before.receipt == nil, let receipt = record.receipt, !printer.isEmpty,
            !report.slips.contains(where: \.isPrinted)
        {
            await print(receipt, printer)
        }
    }

    private func keep(_ record: PaymentRecord) {
        open.keep(record)
        if record.attempt.state.isOver {
            inputs[record.id] = nil
            pace.forget(record.id)
            for waiter in waiting.removeValue(forKey: record.id) ?? [] { waiter.resume(returning: record) }
        }
        wake(record.attempt.request.terminal)
    }

    // MARK: - Waiting

    private func sleep(_ terminal: TerminalID, milliseconds: Int64?, unlessAfter heard: UInt64) async {
        guard !isStopped, rings[terminal, default: 0] == heard else { return }
        sleepCount += 1
        let number = sleepCount
        let timer = milliseconds.map { milliseconds in
            Task {
                try? await Task.sleep(for: .milliseconds(max(1, milliseconds)))
                wake(terminal, only: number)
            }
        }
        await withCheckedContinuation { continuation in
            sleepers[terminal] = Sleeper(number: number, continuation: continuation)
        }
        timer?.cancel()
    }

    private func wake(_ terminal: TerminalID, only number: UInt64? = nil) {
        if number == nil { rings[terminal, default: 0] += 1 }
        guard let sleeper = sleepers[terminal], number == nil || sleeper.number == number else { return }
        sleepers[terminal] = nil
        sleeper.continuation.resume()
    }

    private static let cardIsGone = Bilingual(
        zh: "还没有送出，程序就重新启动了；卡数据只在内存里，已经没有了。请重新刷卡收款。",
        en: "The program began again before anything went out; the card was in memory alone and is gone. Read the card "
            + "again and charge anew.")

    private static func noLink(_ terminal: TerminalID) -> Bilingual {
        Bilingual(
            zh: "终端 \(terminal) 没有设置支付连接，没有送出。请在设置文件的 [[link]] 中加上它。",
            en: "Terminal \(terminal) has no payment link, nothing was sent. Add it as a [[link]] of the settings file."
        )
    }
}

extension Attempt {
    /// Whether its request is made with a card that the till reads.
    fileprivate var needsCard: Bool { request.link == .acquirer && request.original == nil }
}
