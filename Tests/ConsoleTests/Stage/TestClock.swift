// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Synchronization
import Tender

/// A clock that stands until it is told to go on.
final class TestClock: WallClock {
    /// 2026-11-20 16:00:00 in Shanghai.
    static let start = Instant(milliseconds: 1_795_161_600_000)
    private let time = Mutex(TestClock.start)

    func now() -> Instant { time.withLock { $0 } }

    func advance(minutes: Int64) { time.withLock { $0 = $0.adding(milliseconds: minutes * 60_000) } }
}
