// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import ISO8583
internal import Tender

/// What tells the answers on one connection apart.
struct ExchangeKey: Hashable, Sendable {
    let terminal: TerminalID
    let trace: String
    /// Type of the answer.
    let type: MessageType
}

/// What is remembered of a request, for an answer that comes late. No card data.
struct SentRequest: Sendable {
    /// nil for a message of a session or a batch.
    let attempt: AttemptID?
    let message: Message
    let asked: Money?
    let isRepeat: Bool
    var isAnswered = false

    init(_ attempt: AttemptID?, _ message: Message, _ asked: Money?, isRepeat: Bool) {
        var bare = message
        for field in [2, 14, 35, 36, 45, 48, 52, 55] { bare.remove(field) }
        self.attempt = attempt
        self.message = bare
        self.asked = asked
        self.isRepeat = isRepeat
    }
}

/// What became of a message.
enum Outcome: Sendable {
    /// - Parameter isAuthentic: nil where the answer carries no code, or there is no key to check it with.
    case reply(Message, isAuthentic: Bool?)
    case silence
    case cut
    /// Provably not a byte went out.
    case notWritten
    /// The authentication code could not be made; nothing went out.
    case unsealed(Bilingual)
    case unreadable(String)
}

/// Somebody who waits for an answer.
struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Outcome, Never>
}

/// The card of an exchange that is not over.
struct HeldCard: Sendable {
    let card: CardInput
    let since: ContinuousClock.Instant
}

/// A terminal that is signed in.
struct HostSession: Sendable {
    /// Key of authentication codes; nil where the acquirer uses none.
    let key: WorkingKey?
    let batch: BatchNumber?
}

/// The newest so many values by key.
struct Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var values: [Key: (number: Int, value: Value)] = [:]
    private var order: [(number: Int, key: Key)] = []
    private var last = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    subscript(_ key: Key) -> Value? {
        get { values[key]?.value }
        set {
            guard let newValue else {
                values[key] = nil
                return
            }
            last += 1
            values[key] = (last, newValue)
            order.append((last, key))
            if order.count > limit * 2 { forget() }
        }
    }

    /// Forgets from the oldest on, while a test says so.
    mutating func dropOldest(while isOver: (Value) -> Bool) {
        var count = 0
        for old in order {
            guard let held = values[old.key], held.number == old.number else {
                count += 1
                continue
            }
            guard isOver(held.value) else { break }
            values[old.key] = nil
            count += 1
        }
        order.removeFirst(count)
    }

    var keys: Dictionary<Key, (number: Int, value: Value)>.Keys { values.keys }

    private mutating func forget() {
        order.removeAll { values[$0.key]?.number != $0.number }
        for old in order.dropLast(limit) { values[old.key] = nil }
        order = order.suffix(limit)
    }
}
