// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Numbers for dialogues: ten digits, not used again within 48 hours for one terminal.
///
///     tenths of a second since 1970, modulo 10^10, and at least one more than the last
///
/// So a number comes again after 31 years; more than ten dialogues a second run ahead of the clock and are caught up
/// with in the next pause; and a clock that is set back repeats nothing, as long as `last` is kept.
public struct ServiceIDSequence: Sendable, Hashable {
    /// The number given last, to be kept with the request before it is sent; 0 for none.
    public private(set) var last: Int64

    public static let quarantineHours = 48
    private static let modulus: Int64 = 10_000_000_000

    public init(last: Int64 = 0) { self.last = max(0, last) }

    /// The next number, ten digits.
    public mutating func next(at now: Instant) -> String {
        let (following, overflow) = last.addingReportingOverflow(1)
        last = max(overflow ? 1 : following, now.milliseconds / 100)
        let digits = String(last % Self.modulus)
        return String(repeating: "0", count: 10 - digits.utf8.count) + digits
    }

    /// Whether a number can name a dialogue: 1 to 10 letters, digits or signs that need no escape.
    public static func isValid(_ serviceID: String) -> Bool {
        (1...10).contains(serviceID.utf8.count)
            && serviceID.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    }
}
