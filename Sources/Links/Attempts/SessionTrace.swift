// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization
internal import Tender

/// Numbers for messages that move no money (sign-in, signs of life): 900000 to 999999, which payments never take.
/// After a restart they begin elsewhere, by the clock.
final class SessionTrace: Sendable {
    private let last: Mutex<Int64>

    init(_ now: @Sendable () -> Instant) { last = Mutex((now().milliseconds / 100) % 100_000) }

    func next() -> VoucherNumber? {
        let number = last.withLock { last in
            last = (last + 1) % 100_000
            return 900_000 + last
        }
        return VoucherNumber("\(number)")
    }
}
