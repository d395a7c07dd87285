// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization

/// Carries one value from the writer's queue to those who wait for it.
final class Slot<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func put(_ made: Value) { value.withLock { $0 = made } }
    func peek() -> Value? { value.withLock { $0 } }
    func take() -> Value? { value.withLock { $0.take() } }
}
