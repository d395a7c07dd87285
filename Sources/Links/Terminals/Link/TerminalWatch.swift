// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender
public import Terminals

/// Asks a terminal how it is, again and again, and tells what it says.
///
/// Silence is not told: that a terminal was not heard of is what the shop's own rules watch (DV-01).
public struct TerminalWatch: Sendable {
    private let link: NexoTerminalLink
    private let interval: Duration
    private let now: @Sendable () -> Instant
    private let tell: @Sendable (TerminalHealth) async -> Void

    /// - Parameters:
    ///   - interval: from an answer to the next question.
    ///   - tell: for the shop: `shop.report(health.report, by: .system)`.
    public init(
        _ link: NexoTerminalLink, every interval: Duration, now: @escaping @Sendable () -> Instant,
        tell: @escaping @Sendable (TerminalHealth) async -> Void
    ) {
        self.link = link
        self.interval = interval
        self.now = now
        self.tell = tell
    }

    /// Goes on until its task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            if let health = await link.health(at: now()) { await tell(health) }
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }
}
