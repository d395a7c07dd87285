// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Symbol {
    /// A linear barcode as bar, space, bar, … in dots, beginning and ending with a bar.
    ///
    /// nil for two-dimensional kinds, for the DataBar family and for data that the symbology cannot carry: a printer
    /// prints nothing for such data. Check digits are added where the data lacks them.
    public var stripes: [Int]? {
        switch kind {
        case .upcA: return RetailCode.upcA(data).map(scaled)
        case .upcE: return RetailCode.upcE(data).map(scaled)
        case .ean13: return RetailCode.ean13(data).map(scaled)
        case .ean8: return RetailCode.ean8(data).map(scaled)
        case .code39: return WideNarrowCode.code39(data).map(widened)
        case .itf: return WideNarrowCode.itf(data).map(widened)
        case .codabar: return WideNarrowCode.codabar(data).map(widened)
        case .code93: return Code93.stripes(data).map(scaled)
        case .code128: return Code128.stripes(data, isGS1: false).map(scaled)
        case .gs1128: return Code128.stripes(data, isGS1: true).map(scaled)
        default: return nil
        }
    }

    private func scaled(_ modules: [Int]) -> [Int] { modules.map { $0 * module } }

    /// Two widths only: the vendor's wide element is 2½ narrow ones, rounded up.
    private func widened(_ isWide: [Bool]) -> [Int] { isWide.map { $0 ? (module * 5 + 1) / 2 : module } }
}

/// EAN and UPC: seven modules a digit, two bars and two spaces each.
enum RetailCode {
    static func ean13(_ data: [UInt8]) -> [Int]? {
        guard let digits = complete(data, count: 13) else { return nil }
        let pattern = parity[digits[0]]
        let left = (0..<6).flatMap { element(digits[$0 + 1], isEven: pattern & (0x20 >> $0) != 0) }
        return [1, 1, 1] + left + [1, 1, 1, 1, 1] + digits[7...].flatMap { widths[$0] } + [1, 1, 1]
    }

    static func upcA(_ data: [UInt8]) -> [Int]? {
        guard let digits = complete(data, count: 12) else { return nil }
        return ean13([0x30] + digits.map { UInt8($0) + 0x30 })
    }

    static func ean8(_ data: [UInt8]) -> [Int]? {
        guard let digits = complete(data, count: 8) else { return nil }
        return [1, 1, 1] + digits[..<4].flatMap { widths[$0] } + [1, 1, 1, 1, 1] + digits[4...].flatMap { widths[$0] }
            + [1, 1, 1]
    }

    /// Six digits, or the eleven or twelve of a UPC-A number that can be shortened.
    static func upcE(_ data: [UInt8]) -> [Int]? {
        guard let given = numbers(data) else { return nil }
        let long: [Int]
        let short: [Int]
        switch given.count {
        case 6: (short, long) = (given, lengthened(given))
        case 7, 8: (short, long) = (Array(given[1...6]), lengthened(Array(given[1...6])))
        case 11, 12:
            guard let shortened = shortened(Array(given.prefix(11))) else { return nil }
            (short, long) = (shortened, Array(given.prefix(11)))
        default: return nil
        }
        let check = checkDigit(long)
        let pattern = parityE[check]
        let body = (0..<6).flatMap { element(short[$0], isEven: pattern & (0x20 >> $0) != 0) }
        return [1, 1, 1] + body + [1, 1, 1, 1, 1, 1]
    }

    private static func lengthened(_ d: [Int]) -> [Int] {
        switch d[5] {
        case 0, 1, 2: [0, d[0], d[1], d[5], 0, 0, 0, 0, d[2], d[3], d[4]]
        case 3: [0, d[0], d[1], d[2], 0, 0, 0, 0, 0, d[3], d[4]]
        case 4: [0, d[0], d[1], d[2], d[3], 0, 0, 0, 0, 0, d[4]]
        default: [0, d[0], d[1], d[2], d[3], d[4], 0, 0, 0, 0, d[5]]
        }
    }

    private static func shortened(_ d: [Int]) -> [Int]? {
        guard d[0] == 0 else { return nil }
        for last in 0...9 {
            let candidate: [Int] =
                switch last {
                case 0, 1, 2: [d[1], d[2], d[8], d[9], d[10], last]
                case 3: [d[1], d[2], d[3], d[9], d[10], 3]
                case 4: [d[1], d[2], d[3], d[4], d[10], 4]
                default: [d[1], d[2], d[3], d[4], d[5], last]
                }
            if lengthened(candidate) == d { return candidate }
        }
        return nil
    }

    private static func numbers(_ data: [UInt8]) -> [Int]? {
        data.allSatisfy { (0x30...0x39).contains($0) } ? data.map { Int($0 - 0x30) } : nil
    }

    /// The digits with their check digit, which is computed when it was not given.
    private static func complete(_ data: [UInt8], count: Int) -> [Int]? {
        guard let digits = numbers(data), digits.count == count || digits.count == count - 1 else { return nil }
        return Array(digits.prefix(count - 1)) + [checkDigit(Array(digits.prefix(count - 1)))]
    }

    /// Weights 3 and 1 from the right (GS1 General Specifications, 7.9).
    private static func checkDigit(_ digits: [Int]) -> Int {
        let sum = digits.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 3 : 1) }
        return (10 - sum % 10) % 10
    }

    private static func element(_ digit: Int, isEven: Bool) -> [Int] {
        isEven ? widths[digit].reversed() : widths[digit]
    }

    /// Odd-parity elements; the right-hand side has the same widths with bars and spaces exchanged.
    private static let widths = [
        [3, 2, 1, 1], [2, 2, 2, 1], [2, 1, 2, 2], [1, 4, 1, 1], [1, 1, 3, 2], [1, 2, 3, 1], [1, 1, 1, 4], [1, 3, 1, 2],
        [1, 2, 1, 3], [3, 1, 1, 2],
    ]
    /// Which of the six left digits are even, by the first digit of EAN-13.
    private static let parity = [0x00, 0x0B, 0x0D, 0x0E, 0x13, 0x19, 0x1C, 0x15, 0x16, 0x1A]
    /// The same for UPC-E, by its check digit.
    private static let parityE = [0x38, 0x34, 0x32, 0x31, 0x2C, 0x26, 0x23, 0x2A, 0x29, 0x25]
}
