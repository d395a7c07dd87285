// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Notifications that were taken lately. One that comes again within the window is acknowledged and told to nobody.
///
/// Forgetting costs nothing but work: the machine takes the same answer any number of times.
public struct NoticeMemory: Hashable, Sendable {
    /// How long an id is remembered, in milliseconds.
    public let window: Int64
    /// Most ids that are remembered.
    public static let limit = 20_000

    private var order: [Entry] = []
    private var ids: Set<String> = []

    private struct Entry: Hashable, Sendable {
        let id: String
        let at: Instant
    }

    public init(window: Int64) { self.window = max(0, window) }

    public func knows(_ id: String, at now: Instant) -> Bool {
        ids.contains(id) && order.contains { $0.id == id && now.milliseconds - $0.at.milliseconds <= window }
    }

    /// To be called once what the notification says is durable.
    public mutating func remember(_ id: String, at now: Instant) {
        let forgotten = order.prefix { now.milliseconds - $0.at.milliseconds > window || order.count >= Self.limit }
        // When it is full, the older half goes: one by one would cost the whole list each time.
        let count = order.count >= Self.limit ? max(Self.limit / 2, 1) : forgotten.count
        for entry in order.prefix(count) { ids.remove(entry.id) }
        order.removeFirst(count)
        guard ids.insert(id).inserted else { return }
        order.append(Entry(id: id, at: now))
    }
}
