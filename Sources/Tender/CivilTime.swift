// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A date and a time of day as a clock on the wall shows them, without a zone. Years 1 to 9999: what lies
/// outside is moved to the nearest end, so that no later sum of times can overflow.
public struct CivilTime: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00:00 on the same wall clock.
    public let secondsSinceEpoch: Int64

    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = min(max(secondsSinceEpoch, -62_135_596_800), 253_402_300_799)
    }

    /// - Parameter secondOfDay: 0 to 86,399; what lies outside is moved to the nearest end.
    public init(_ date: CivilDate, secondOfDay: Int = 0) {
        let second = min(max(secondOfDay, 0), 86_399)
        self.init(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86_400 + Int64(second))
    }

    /// Reads `2026-11-20 15:03:07` (or `T` or `/` marks, or no seconds); nil for anything else.
    public init?(text: some StringProtocol) {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard parts.count == 2, let date = CivilDate(text: parts[0]) else { return nil }
        guard let second = Self.secondOfDay(text: parts[1]) else { return nil }
        self.init(date, secondOfDay: second)
    }

    /// Reads `15:03:07`, `15:03` or `150307`; nil for anything else.
    public static func secondOfDay(text: some StringProtocol) -> Int? {
        let bytes = Array(text.utf8)
        let digits: [UInt8]
        switch bytes.count {
        case 8 where bytes[2] == 58 && bytes[5] == 58: digits = Array(bytes[0..<2] + bytes[3..<5] + bytes[6..<8])
        case 5 where bytes[2] == 58: digits = Array(bytes[0..<2] + bytes[3..<5]) + [48, 48]
        case 6: digits = bytes
        default: return nil
        }
        guard digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        let pair = { (at: Int) in Int(digits[at] - 48) * 10 + Int(digits[at + 1] - 48) }
        guard pair(0) < 24, pair(2) < 60, pair(4) < 60 else { return nil }
        return pair(0) * 3_600 + pair(2) * 60 + pair(4)
    }

    public var date: CivilDate {
        let days = secondsSinceEpoch >= 0 ? secondsSinceEpoch / 86_400 : (secondsSinceEpoch - 86_399) / 86_400
        return CivilDate(daysSinceEpoch: Int32(clamping: days))
    }

    /// 0 at midnight to 86,399.
    public var secondOfDay: Int { Int(secondsSinceEpoch - Int64(date.daysSinceEpoch) * 86_400) }

    /// The time this much later; the end of time where the sum lies beyond it.
    public func adding(seconds: Int64) -> CivilTime {
        let (sum, overflow) = secondsSinceEpoch.addingReportingOverflow(seconds)
        return CivilTime(secondsSinceEpoch: overflow ? (seconds < 0 ? .min : .max) : sum)
    }

    public static func < (left: Self, right: Self) -> Bool { left.secondsSinceEpoch < right.secondsSinceEpoch }

    /// `15:03:07`.
    public var clock: String {
        let second = secondOfDay
        return "\(pad(second / 3_600, to: 2)):\(pad(second / 60 % 60, to: 2)):\(pad(second % 60, to: 2))"
    }

    /// `2026-11-20 15:03:07`.
    public var description: String { "\(date) \(clock)" }
}
