// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Where the time comes from. Production reads the system clock; tests and the simulator set it.
public protocol WallClock: Sendable {
    func now() -> Instant
}
