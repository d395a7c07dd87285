// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
public import Store
public import Tender

/// Where the batches of one terminal are closed.
public protocol BatchLink: Sendable {
    /// Goes on with a close from where it is, to its end or to the first thing that does not work.
    ///
    /// - Parameter record: makes an event durable; called before a message goes out and before the next one after its
    ///   answer. When it throws, nothing more goes out.
    func closeBatch(
        _ close: BatchClose, record: @Sendable (BatchClose.Event) async throws -> Void
    ) async -> BatchCloseReport
}

extension AcquirerLink: BatchLink {}

/// Closes terminals' batches at their acquirers: by the clock, when asked to, and to the end of what was begun.
///
///     clock, person, program ─▶ begin: entries durable ─▶ totals ─▶ rows … ─▶ end ─▶ the next batch
///                                  ▲                         └ each step durable before the next message goes out
///     start ─ closes that were under way when the program ended
///
/// It keeps nothing that the journal has not. One counter that stands still delays no other.
public actor BatchStation {
    /// A terminal, the number of its first batch, and when they are closed.
    public struct Counter: Sendable {
        public let terminal: TerminalID
        public let first: BatchNumber
        /// nil where only people and programs close them.
        public let closeAt: ClosingTime?
        let rows: Int
        let link: any BatchLink

        /// - Parameter rows: that one message of an upload carries.
        public init(
            _ terminal: TerminalID, first: BatchNumber, rows: Int, closeAt: ClosingTime?, link: any BatchLink
        ) {
            self.terminal = terminal
            self.first = first
            self.rows = rows
            self.closeAt = closeAt
            self.link = link
        }
    }

    public nonisolated let counters: [TerminalID: Counter]
    private let shop: Shop
    private let now: @Sendable () -> Instant
    private let newID: @Sendable () -> BatchCloseID?
    private let log: @Sendable (String) -> Void
    private let pauses: [Int64]
    private var runners: [Task<Void, Never>] = []
    private var sleepers: [TerminalID: Sleeper] = [:]
    /// Counters that were woken while they were at work.
    private var rung: Set<TerminalID> = []
    private var sleepCount: UInt64 = 0
    /// Words of the last obstacle by counter, so that the log says each once.
    private var told: [TerminalID: String] = [:]
    /// When what a counter holds was last found not to be due, and when it may be: a day's exchanges are not read
    /// again at each look at the clock.
    private var rest: [TerminalID: (from: Instant, to: Instant)] = [:]
    private var isStopped = false

    private struct Sleeper {
        let number: UInt64
        let continuation: CheckedContinuation<Void, Never>
    }

    /// Milliseconds between two tries at a close that stands still; the last one again and again.
    public static let usualPauses: [Int64] = [5_000, 15_000, 60_000, 300_000, 600_000]
    /// Milliseconds between two looks at the clock.
    private static let glance: Int64 = 30_000

    /// - Parameters:
    ///   - newID: a name for a close that begins now.
    ///   - log: something a person at the machine should read.
    public init(
        shop: Shop, counters: [Counter], now: @escaping @Sendable () -> Instant,
        newID: @escaping @Sendable () -> BatchCloseID?, pauses: [Int64] = usualPauses,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.shop = shop
        self.counters = Dictionary(counters.map { ($0.terminal, $0) }) { first, _ in first }
        self.now = now
        self.newID = newID
        self.pauses = pauses
        self.log = log
    }

    /// Takes up what was under way when the program ended, and looks at the clock from now on.
    public func start() async throws(StoreError) {
        for story in try await shop.openBatchCloses() where counters[story.close.terminal] == nil {
            log("batch \(story.close.batch) of terminal \(story.close.terminal) is being closed and has no link")
        }
        for counter in counters.values { runners.append(Task { await self.run(counter) }) }
    }

    /// Ends once what is being done is recorded. What is under way goes on at the next start.
    public func stop() async {
        isStopped = true
        for runner in runners { runner.cancel() }
        for terminal in sleepers.keys { wake(terminal) }
        for runner in runners { await runner.value }
        runners = []
    }

    /// Begins to close the batch that a terminal has open, or goes on at once with the close that is under way.
    /// Returns once the beginning is durable.
    ///
    /// - Throws: `.missing` for a terminal beyond the caller's stores.
    public func close(
        _ terminal: TerminalID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> BatchAdmission {
        guard let counter = counters[terminal], !isStopped else { return .refused(.noCounter(terminal)) }
        guard let id = newID() else { throw .invalid("no number for a close") }
        let admission = try await shop.beginBatchClose(
            terminal, first: counter.first, rows: counter.rows, id: id, in: scope, by: actor)
        switch admission {
        case .begun, .underWay: wake(terminal)
        case .refused: break
        }
        return admission
    }

    // MARK: - One counter

    private func run(_ counter: Counter) async {
        var failures = 0
        while !Task.isCancelled {
            do throws(StoreError) {
                if let story = try await shop.openBatchCloses(of: counter.terminal).last {
                    if await goOn(story, counter) {
                        failures = 0
                        continue
                    }
                    let pause = pauses.isEmpty ? 1_000 : pauses[min(failures, pauses.count - 1)]
                    failures += 1
                    await sleep(counter.terminal, milliseconds: pause)
                    continue
                }
                if try await isDue(counter), try await isBegun(counter) { continue }
            } catch {
                log("batch of terminal \(counter.terminal): \(error)")
            }
            await sleep(counter.terminal, milliseconds: Self.glance)
        }
    }

    /// By the clock a batch is closed when it holds something from before the last closing time. So it is also after
    /// an evening on which the program did not run.
    private func isDue(_ counter: Counter) async throws(StoreError) -> Bool {
        guard let closeAt = counter.closeAt else { return false }
        // A clock that was set back begins anew.
        if let rest = rest[counter.terminal], now() >= rest.from, now() < rest.to { return false }
        let hand = try await shop.batchInHand(counter.terminal, first: counter.first, in: .all)
        let now = now()
        if let first = hand.firstAt, first < closeAt.last(until: now, in: hand.zone) { return true }
        // What comes from here on is begun after the last closing time.
        rest[counter.terminal] = (now, closeAt.next(after: now, in: hand.zone))
        return false
    }

    private func isBegun(_ counter: Counter) async throws(StoreError) -> Bool {
        guard let id = newID() else { return false }
        let admission = try await shop.beginBatchClose(
            counter.terminal, first: counter.first, rows: counter.rows, id: id, in: .all, by: .system)
        guard case .refused(let obstacle) = admission else {
            told[counter.terminal] = nil
            return true
        }
        let words = obstacle.words.english
        if told.updateValue(words, forKey: counter.terminal) != words { log(words) }
        return false
    }

    /// - Returns: whether it came to its end.
    private func goOn(_ story: BatchCloseStory, _ counter: Counter) async -> Bool {
        let (shop, id) = (shop, story.id)
        let report = await counter.link.closeBatch(story.close) { try await shop.step(id, .event($0)) }
        guard let problem = report.problem else { return report.close.state == .closed }
        do throws(StoreError) {
            try await shop.step(id, .stopped(problem))
        } catch {
            log("batch \(story.close.batch) of terminal \(counter.terminal): \(error)")
        }
        return false
    }

    // MARK: - Waiting

    private func sleep(_ terminal: TerminalID, milliseconds: Int64) async {
        guard !isStopped, rung.remove(terminal) == nil else { return }
        sleepCount += 1
        let number = sleepCount
        let timer = Task {
            try? await Task.sleep(for: .milliseconds(max(1, milliseconds)))
            timeIsOver(terminal, number)
        }
        await withCheckedContinuation { continuation in
            sleepers[terminal] = Sleeper(number: number, continuation: continuation)
        }
        timer.cancel()
    }

    private func timeIsOver(_ terminal: TerminalID, _ number: UInt64) {
        guard let sleeper = sleepers[terminal], sleeper.number == number else { return }
        sleepers[terminal] = nil
        sleeper.continuation.resume()
    }

    private func wake(_ terminal: TerminalID) {
        guard let sleeper = sleepers.removeValue(forKey: terminal) else {
            rung.insert(terminal)
            return
        }
        sleeper.continuation.resume()
    }
}
