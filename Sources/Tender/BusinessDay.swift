// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How a store cuts its days: a bar that closes at three counts the night to the day before.
public struct BusinessDay: Hashable, Sendable {
    /// Seconds after midnight at which the next business day begins, 0 to 86,399.
    public let cutOff: Int

    public init?(cutOff: Int) {
        guard (0..<86_400).contains(cutOff) else { return nil }
        self.cutOff = cutOff
    }

    /// Reads `04:00`.
    public init?(text: some StringProtocol) {
        guard let cutOff = CivilTime.secondOfDay(text: text) else { return nil }
        self.init(cutOff: cutOff)
    }

    public static let midnight = BusinessDay(unchecked: 0)
    private init(unchecked: Int) { cutOff = unchecked }

    /// The business day that a wall-clock time belongs to.
    public func day(of time: CivilTime) -> CivilDate {
        time.adding(seconds: -Int64(cutOff)).date
    }
}
