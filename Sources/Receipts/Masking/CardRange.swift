// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Which numbers of cards exist, so that an order number is not taken for one.
enum CardRange {
    /// First digits, and the lengths that numbers with them have.
    private static let table: [(prefix: ClosedRange<Int>, digits: Int, lengths: ClosedRange<Int>)] = [
        (62...62, 2, 16...19), (4...4, 1, 16...19), (51...55, 2, 16...16), (2221...2720, 4, 16...16),
        (34...34, 2, 15...15), (37...37, 2, 15...15), (3528...3589, 4, 16...19), (300...305, 3, 14...19),
        (309...309, 3, 14...19), (36...36, 2, 14...19), (38...39, 2, 14...19), (60...60, 2, 16...19),
        (64...65, 2, 16...19), (81...82, 2, 16...19), (50...50, 2, 16...19), (56...58, 2, 16...19),
        (63...63, 2, 16...19), (67...69, 2, 16...19), (9558...9558, 4, 19...19),
    ]

    /// Whether the digits begin as a card's number of their length does.
    static func holds(_ digits: some Collection<UInt8>) -> Bool {
        table.contains { row in
            guard row.lengths.contains(digits.count) else { return false }
            return row.prefix.contains(digits.prefix(row.digits).reduce(0) { $0 * 10 + Int($1) })
        }
    }

    /// The check digit of ISO/IEC 7812.
    static func fits(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let value = index.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
            sum += value > 9 ? value - 9 : value
        }
        return sum.isMultiple(of: 10)
    }

    static func isCard(_ digits: some BidirectionalCollection<UInt8>) -> Bool { holds(digits) && fits(digits) }
}
