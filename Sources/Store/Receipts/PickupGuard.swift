// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization
internal import Tender

/// Counts wrong tries to open a receipt, by code and by who asks. After five, each further try must wait.
final class PickupGuard: Sendable {
    static let freeTries = 5
    /// The first wait; it doubles with every wrong try after, up to an hour.
    static let firstWait: Int64 = 30_000
    static let longestWait: Int64 = 3_600_000
    /// Keys remembered; the ones that waited out their time are forgotten first.
    static let memory = 20_000

    private struct Tries {
        var count = 0
        var openAt: Int64 = 0
    }

    private let tries = Mutex<[String: Tries]>([:])

    /// Milliseconds until these keys may try again; 0 when they may now.
    func wait(_ keys: [String], now: Instant) -> Int64 {
        tries.withLock { tries in
            keys.map { max(0, (tries[$0]?.openAt ?? 0) - now.milliseconds) }.max() ?? 0
        }
    }

    func failed(_ keys: [String], now: Instant) {
        tries.withLock { tries in
            if tries.count >= Self.memory { tries = tries.filter { $0.value.openAt > now.milliseconds } }
            if tries.count >= Self.memory { tries = [:] }
            for key in keys {
                var known = tries[key] ?? Tries()
                known.count += 1
                let over = known.count - Self.freeTries
                if over >= 0 {
                    known.openAt = now.milliseconds + min(Self.longestWait, Self.firstWait << Int64(min(over, 10)))
                }
                tries[key] = known
            }
        }
    }

    func succeeded(_ keys: [String]) {
        tries.withLock { tries in for key in keys { tries[key] = nil } }
    }
}
