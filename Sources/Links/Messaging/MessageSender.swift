// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Messages
public import Store

/// Sends what waits in the shop's outbox, for as long as the server runs.
///
///     tidy ─▶ claim (durable: sending) ─▶ channels, a few at a time ─▶ note what they said ─▶ …
///                                                  stop: no more claims; what is under way may finish
public actor MessageSender {
    private let shop: Shop
    private let channels: [MessageRoute: any MessageChannel]
    private let log: @Sendable (String) -> Void
    private var worker: Task<Void, Never>?
    private var isStopping = false
    /// When the channels were last asked for reports; nil before the first time.
    private var askedAt: ContinuousClock.Instant?

    /// Messages handed over at the same time.
    static let width = 4
    static let askEvery = Duration.seconds(30)
    /// Milliseconds for which a report that is pushed is awaited before anybody asks.
    static let askAfter: Int64 = 20_000
    static let actor = Actor(name: "sender")

    /// - Parameter channels: one for each route; messages of other routes wait.
    public init(
        shop: Shop, channels: [any MessageChannel], log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.shop = shop
        self.log = log
        var byRoute: [MessageRoute: any MessageChannel] = [:]
        for channel in channels { byRoute[channel.route] = channel }
        self.channels = byRoute
    }

    /// Begins to send. A second time does nothing.
    public func start() {
        guard worker == nil, !isStopping else { return }
        worker = Task { [weak self] in await self?.run() }
    }

    /// Claims nothing more, waits for what is under way, and closes the channels.
    public func stop() async {
        isStopping = true
        worker?.cancel()
        await worker?.value
        worker = nil
        for route in channels.keys.sorted(by: { $0.rawValue < $1.rawValue }) { await channels[route]?.close() }
    }

    private func run() async {
        var isStart = true
        while !isStopping, !Task.isCancelled {
            do {
                if isStart { try await shop.finishErasing() }
                try await shop.tidyMessages(isStart: isStart)
                isStart = false
                let count = try await sendDue()
                try await askReports()
                if count == 0 { try await Task.sleep(for: .seconds(1)) }
            } catch is CancellationError {
                return
            } catch {
                log("messages wait: \(error)")
                try? await Task.sleep(for: .seconds(5))
            }
        }
    }

    /// Sends what is due now, once.
    ///
    /// - Returns: how many were handed over.
    @discardableResult
    public func sendDue() async throws(StoreError) -> Int {
        let claimed = try await shop.claimMessages(Self.width, routes: Set(channels.keys), by: Self.actor)
        guard !claimed.isEmpty else { return 0 }
        // Not a child of the loop: what was handed over is carried through although the loop is told to end.
        let sending = Task { [channels, shop, log] in
            await withTaskGroup(of: Void.self) { group in
                for message in claimed {
                    group.addTask {
                        let answer = await channels[message.order.route]?.send(message) ?? .putOff("no channel")
                        await Self.note(answer, of: message, in: shop, log)
                    }
                }
            }
        }
        await sending.value
        return claimed.count
    }

    /// Asks the channels, twice a minute, what became of messages that they took: a shop behind a router hears no
    /// report that is pushed.
    private func askReports() async throws(StoreError) {
        let moment = ContinuousClock.now
        guard askedAt.map({ moment - $0 >= Self.askEvery }) ?? true else { return }
        askedAt = moment
        for (route, channel) in channels {
            let awaited = try await shop.awaitedReports(of: route, after: Self.askAfter, limit: 20)
            guard !awaited.isEmpty else { continue }
            _ = try await shop.noteReports(await channel.reports(of: awaited), by: Self.actor)
        }
    }

    private static func note(
        _ answer: ChannelAnswer, of message: OutgoingMessage, in shop: Shop, _ log: @Sendable (String) -> Void
    ) async {
        do throws(StoreError) {
            try await shop.noteMessage(message.id, answer.events, by: actor)
        } catch {
            // It stays unknown, which is the truth of it.
            log("\(message.id): the answer could not be recorded: \(error)")
        }
    }
}
