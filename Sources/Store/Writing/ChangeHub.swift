// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization
internal import Tender

/// Passes changes on to those who listen and remembers the last ones for those who come back.
final class ChangeHub: Sendable {
    /// Changes remembered.
    static let memory = 10_000

    private struct State {
        var next: UInt64 = 1
        var recent: [ShopChange] = []
        var listeners: [UInt64: AsyncStream<ShopChange>.Continuation] = [:]
        var listenerCount: UInt64 = 0
    }

    private let state = Mutex(State())
    /// Held while changes are handed out, so that all listeners get them in order. It is not the lock of the
    /// state: handing out takes the lock of the listening task, and a task that is cancelled holds that lock
    /// while it signs off here. One lock for both, and the two wait for each other for ever.
    private let turn = Mutex(())

    func publish(_ changes: [(kind: ShopChange.Kind, id: String, store: StoreID?)]) {
        guard !changes.isEmpty else { return }
        turn.withLock { _ in
            let (made, listeners) = state.withLock { state in
                (Self.remember(changes, in: &state), Array(state.listeners.values))
            }
            for listener in listeners {
                for change in made { listener.yield(change) }
            }
        }
    }

    private static func remember(
        _ changes: [(kind: ShopChange.Kind, id: String, store: StoreID?)], in state: inout State
    ) -> [ShopChange] {
        let made = changes.map { change in
            defer { state.next += 1 }
            return ShopChange(sequence: state.next, kind: change.kind, id: change.id, store: change.store)
        }
        state.recent += made
        if state.recent.count > memory * 2 { state.recent.removeFirst(state.recent.count - memory) }
        return made
    }

    /// Number of the newest change; 0 before the first.
    var last: UInt64 { state.withLock { $0.next - 1 } }

    /// Everything from now on; a listener that does not keep up loses the oldest.
    func stream() -> AsyncStream<ShopChange> {
        AsyncStream(bufferingPolicy: .bufferingNewest(Self.memory)) { continuation in
            let id = state.withLock { state in
                state.listenerCount += 1
                state.listeners[state.listenerCount] = continuation
                return state.listenerCount
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { state in _ = state.listeners.removeValue(forKey: id) }
            }
        }
    }

    /// What came after a change; nil when it is too long ago, or of another run.
    func changes(after sequence: UInt64) -> [ShopChange]? {
        state.withLock { state in
            guard sequence < state.next else { return nil }
            let kept = state.recent.suffix(Self.memory)
            let first = kept.first?.sequence ?? state.next
            return sequence &+ 1 >= first ? kept.filter { $0.sequence > sequence } : nil
        }
    }

    func close() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return state.listeners.values.map { $0 }
        }
        for listener in listeners { listener.finish() }
    }
}
