// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Masks what may be a full card number in free text.
///
/// A run of 13 to 19 digits whose check digit fits (Luhn), also written in groups of four, keeps its first six and
/// last four. Longer runs are order numbers and stay.
public enum CardScrubber {
    /// The text with card numbers masked.
    public static func scrub(_ text: String) -> String {
        // Most texts have too few digits to hold a card number.
        guard text.utf8.count(where: isDigit) >= 13 else { return text }
        let bytes = Array(text.utf8)
        guard let masked = scrub(bytes) else { return text }
        return String(decoding: masked, as: UTF8.self)
    }

    /// nil when nothing had to be masked.
    static func scrub(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8]?
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, isDigit(bytes[end]) { end += 1 }
            var run = index..<end
            if run.count == 4 { run = groups(in: bytes, from: index) ?? run }
            let places = run.filter { isDigit(bytes[$0]) }
            if (13...19).contains(places.count), isLuhn(places.map { bytes[$0] &- 48 }) {
                if result == nil { result = bytes }
                for place in places.dropFirst(6).dropLast(4) { result?[place] = UInt8(ascii: "*") }
            }
            index = run.upperBound
        }
        return result
    }

    /// A cell that should hold a card number: every run of 12 to 19 digits is masked, whatever its check digit.
    static func maskAll(_ bytes: [UInt8]) -> [UInt8]? {
        let places = bytes.indices.filter { isDigit(bytes[$0]) }
        guard (12...19).contains(places.count) else { return scrub(bytes) }
        var result = bytes
        for place in places.dropFirst(6).dropLast(4) { result[place] = UInt8(ascii: "*") }
        return result
    }

    /// `6222 0012 3456 7890 123`: groups of four with one blank or hyphen between, the last of one to four digits.
    private static func groups(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        var end = start + 4
        var groups = 1
        while groups < 5, end < bytes.count, bytes[end] == 0x20 || bytes[end] == UInt8(ascii: "-") {
            var next = end + 1
            while next < bytes.count, isDigit(bytes[next]) { next += 1 }
            let count = next - end - 1
            guard (1...4).contains(count) else { break }
            end = next
            groups += 1
            if count < 4 { break }
        }
        return groups >= 4 ? start..<end : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    /// The check of ISO/IEC 7812-1 annex B over digits 0 to 9.
    static func isLuhn(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let doubled = index.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        // A run of zeros passes the sum and is no card.
        return sum.isMultiple(of: 10) && sum > 0
    }
}
