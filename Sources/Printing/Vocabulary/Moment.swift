// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Now, by both clocks: the wall clock dates what is kept and may jump; the steady clock measures waiting.
public struct Moment: Sendable, Hashable {
    public let wall: Instant
    /// Milliseconds of a clock that never jumps and never runs backwards.
    public let steady: Int64

    public init(wall: Instant, steady: Int64) {
        self.wall = wall
        self.steady = steady
    }
}
