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

    func publish(_ changes: [(kind: ShopChange.Kind, id: String, store: StoreID?)]) {
        guard !changes.isEmpty else { return }
        state.withLock { state in
            for change in changes {
                let made = ShopChange(sequence: state.next, kind: change.kind, id: change.id, store: change.store)
                state.next += 1
                state.recent.append(made)
                for listener in state.listeners.values { listener.yield(made) }
            }
            if state.recent.count > Self.memory * 2 { state.recent.removeFirst(state.recent.count - Self.memory) }
        }
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
