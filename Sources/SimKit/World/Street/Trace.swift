// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What happened, as one number: the same day gives the same number on every machine and with any number of threads.
struct Trace {
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var count = 0
    /// Kept only where somebody wants to read it.
    private(set) var lines: [String] = []
    let isTold: Bool

    init(isTold: Bool) { self.isTold = isTold }

    /// - Parameters:
    ///   - what: one of a fixed set of words.
    ///   - line: for people; made only when it is told.
    mutating func note(
        _ what: StaticString, at time: Int64, _ first: Int64 = 0, _ second: Int64 = 0,
        _ line: @autoclosure () -> String = ""
    ) {
        count += 1
        mix(UInt64(bitPattern: time))
        mix(UInt64(what.utf8CodeUnitCount) &* 31 &+ UInt64(bitPattern: first))
        mix(UInt64(bitPattern: second))
        guard isTold else { return }
        let words = what.description
        lines.append("\(Self.clock(time)) \(words)\(first == 0 && second == 0 ? "" : " \(first) \(second)") \(line())")
    }

    mutating func mix(_ value: UInt64) {
        digest = (digest ^ value) &* 0x9FB2_1C65_1E98_DF25
        digest ^= digest >> 32
    }

    /// `+15:03:07.250` since the day began.
    static func clock(_ time: Int64) -> String {
        let second = time / 1_000
        let digits = { (number: Int64, width: Int) in
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        return "+\(digits(second / 3_600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2))"
            + ".\(digits(time % 1_000, 3))"
    }
}
