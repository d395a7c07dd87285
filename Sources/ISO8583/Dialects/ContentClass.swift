// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What characters a field may hold, in the standard's letters.
public enum ContentClass: UInt8, Sendable, Hashable, CaseIterable {
    /// Digits.
    case n
    /// Letters and blanks.
    case a
    /// Letters, digits and blanks.
    case an
    /// Digits and signs.
    case ns
    /// Any printable ASCII; in a dialect with a wide character set also bytes from 80h.
    case ans
    /// Track data: digits and `: ; < = > ?`, the sixteen characters of ISO/IEC 7813; packed, `=` is the nibble D.
    case z
    /// `C` or `D` for credit or debit, and digits: the standard's x+n.
    case x
    /// Bytes.
    case b
    /// Text in which hosts also put bytes: anything passes.
    case any

    public var spelling: String {
        switch self {
        case .n: "n"
        case .a: "a"
        case .an: "an"
        case .ns: "ns"
        case .ans: "ans"
        case .z: "z"
        case .x: "x+n"
        case .b: "b"
        case .any: "any"
        }
    }

    public init?(spelling: some StringProtocol) {
        guard let found = Self.allCases.first(where: { $0.spelling == spelling }) else { return nil }
        self = found
    }

    /// Whether content is text to a person; `b` is shown in hexadecimal.
    public var isText: Bool { self != .b }

    @inline(__always) func admits(_ byte: UInt8, wide: Bool) -> Bool {
        switch self {
        case .n: byte &- 48 < 10
        case .a: (byte | 0x20) &- 97 < 26 || byte == 32
        case .an: (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == 32
        case .ns: byte &- 32 < 95 && (byte | 0x20) &- 97 >= 26
        case .ans: byte &- 32 < 95 || (wide && byte >= 0x80)
        case .z: byte &- 48 < 16
        case .x: byte &- 48 < 10
        case .b, .any: true
        }
    }
}

/// A date or time written in digits.
public enum DateForm: UInt8, Sendable, Hashable, CaseIterable {
    case none
    case monthDay
    case yearMonth
    case yearMonthDay
    case time
    case monthDayTime
    case yearMonthDayTime

    public var spelling: String {
        switch self {
        case .none: "-"
        case .monthDay: "MMDD"
        case .yearMonth: "YYMM"
        case .yearMonthDay: "YYMMDD"
        case .time: "hhmmss"
        case .monthDayTime: "MMDDhhmmss"
        case .yearMonthDayTime: "YYMMDDhhmmss"
        }
    }

    public init?(spelling: some StringProtocol) {
        guard let found = Self.allCases.first(where: { $0.spelling == spelling }) else { return nil }
        self = found
    }

    /// Whether the ASCII digits from an index on are such a date: months 1 to 12, days of that month (29 February
    /// always), hours to 23.
    func admits(_ digits: borrowing Span<UInt8>, from start: Int) -> Bool {
        let count = digits.count - start
        switch self {
        case .none: return true
        case .monthDay: return count == 4 && Self.isDay(digits, start)
        case .yearMonth: return count == 4 && Self.isWithin(1...12, digits, start + 2)
        case .yearMonthDay: return count == 6 && Self.isDay(digits, start + 2)
        case .time: return count == 6 && Self.isTime(digits, start)
        case .monthDayTime: return count == 10 && Self.isDay(digits, start) && Self.isTime(digits, start + 4)
        case .yearMonthDayTime:
            return count == 12 && Self.isDay(digits, start + 2) && Self.isTime(digits, start + 6)
        }
    }

    private static func pair(_ digits: borrowing Span<UInt8>, _ at: Int) -> Int {
        Int(digits[at] & 15) * 10 + Int(digits[at + 1] & 15)
    }

    private static func isWithin(_ range: ClosedRange<Int>, _ digits: borrowing Span<UInt8>, _ at: Int) -> Bool {
        range.contains(pair(digits, at))
    }

    private static func isDay(_ digits: borrowing Span<UInt8>, _ at: Int) -> Bool {
        let month = pair(digits, at)
        let longest =
            switch month {
            case 1, 3, 5, 7, 8, 10, 12: 31
            case 4, 6, 9, 11: 30
            case 2: 29
            default: 0
            }
        return longest > 0 && isWithin(1...longest, digits, at + 2)
    }

    private static func isTime(_ digits: borrowing Span<UInt8>, _ at: Int) -> Bool {
        isWithin(0...23, digits, at) && isWithin(0...59, digits, at + 2) && isWithin(0...59, digits, at + 4)
    }
}
