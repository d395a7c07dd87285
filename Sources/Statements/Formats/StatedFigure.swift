// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads figures out of the sentences that files write about themselves: `支出：16笔(含4笔部分退款)，1648.43元`.
enum StatedFigure {
    /// The first whole number that stands directly before `笔`.
    static func count(in line: String) -> Int64? {
        number(in: line, before: "笔", isLast: false).flatMap { Int64($0) }
    }

    /// The last number that stands directly before `元`.
    static func amount(in line: String) -> String? { number(in: line, before: "元", isLast: true) }

    /// The first number after a label that stands directly before `元`.
    static func amount(in line: String, after label: String) -> String? {
        guard let rest = line.range(of: label) else { return nil }
        return number(in: String(line[rest.upperBound...]), before: "元", isLast: false)
    }

    private static func number(in line: String, before unit: Unicode.Scalar, isLast: Bool) -> String? {
        var found: String?
        var digits = ""
        for scalar in line.unicodeScalars {
            switch scalar {
            case "0"..."9", ".", "-": digits.unicodeScalars.append(scalar)
            case ",": break
            default:
                if scalar == unit, !digits.isEmpty {
                    found = digits
                    if !isLast { return found }
                }
                digits = ""
            }
        }
        return found
    }
}

extension String {
    /// The first place where another text stands; both compared by scalars.
    func range(of other: String) -> Range<String.Index>? {
        guard !other.isEmpty else { return nil }
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) {
                return start..<(index(start, offsetBy: other.count, limitedBy: endIndex) ?? endIndex)
            }
            start = index(after: start)
        }
        return nil
    }
}
