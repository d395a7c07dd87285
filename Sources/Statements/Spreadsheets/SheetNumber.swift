// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A number of a cell as the decimal digits that the file writes, never as a binary fraction.
///
///     1.28E2 ─▶ digits 128, point after 3 ─▶ "128"        19.989999999999998 ─▶ 15 digits ─▶ "19.99"
///
/// Spreadsheets keep fifteen digits; the sixteenth and seventeenth that some write are the noise of their binary
/// arithmetic, and are rounded away here as they are on the screen. A whole number of sixteen digits or more has lost
/// digits for good: it stays in scientific notation, which no identifier and no amount accepts.
struct SheetNumber: Equatable {
    let isNegative: Bool
    /// Significant digits, 0 to 9, without zeros at either end; empty for zero.
    private var digits: [UInt8]
    /// How many of the digits, with zeros behind, stand before the point; negative for zeros after it.
    private var point: Int

    /// nil for what is not a number, or is longer than any spreadsheet writes.
    init?(_ text: ArraySlice<UInt8>) {
        guard !text.isEmpty, text.count <= 64 else { return nil }
        var rest = text
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        digits = []
        point = 0
        var (hasPoint, hasDigit) = (false, false)
        while let byte = rest.first, byte | 0x20 != UInt8(ascii: "e") {
            rest = rest.dropFirst()
            switch byte {
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            case 48...57:
                hasDigit = true
                if !hasPoint { point += digits.isEmpty && byte == 48 ? 0 : 1 }
                if digits.isEmpty, byte == 48 {
                    if hasPoint { point -= 1 }
                } else {
                    digits.append(byte - 48)
                }
            default: return nil
            }
        }
        guard hasDigit else { return nil }
        if !rest.isEmpty {
            guard let exponent = Self.exponent(rest.dropFirst()) else { return nil }
            point += exponent
        }
        trim()
    }

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
        guard let value = TimeText.number(digits), value <= 400 else { return nil }
        return isNegative ? -value : value
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { point = 0 }
    }

    /// Whether it is whole and so long that a spreadsheet no longer has all of its digits.
    var hasLostDigits: Bool { point > SheetLimits.exactDigits }

    /// The digits as text.
    ///
    /// - Parameter width: zeros are put before a whole number up to so many digits.
    func text(width: Int = 0) -> [UInt8] {
        if digits.isEmpty { return Array(repeating: 48, count: max(1, min(width, 64))) }
        guard !hasLostDigits, point > -SheetLimits.exactDigits else { return scientific }
        let rounded = self.rounded
        var text: [UInt8] = rounded.isNegative ? [UInt8(ascii: "-")] : []
        let whole = max(0, rounded.point)
        let isWhole = rounded.digits.count <= rounded.point
        if isWhole { text += Array(repeating: 48, count: max(0, min(width, 64) - whole)) }
        if whole == 0 { text.append(48) }
        for index in 0..<whole { text.append(48 + (index < rounded.digits.count ? rounded.digits[index] : 0)) }
        if isWhole { return text }
        text.append(UInt8(ascii: "."))
        text += Array(repeating: 48, count: max(0, -rounded.point))
        text += rounded.digits[whole...].map { $0 + 48 }
        return text
    }

    private var scientific: [UInt8] {
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        text.append(48 + (digits.first ?? 0))
        if digits.count > 1 { text += [UInt8(ascii: ".")] + digits.dropFirst().map { $0 + 48 } }
        return text + Array("E\(point > 0 ? "+" : "")\(point - 1)".utf8)
    }

    /// To fifteen digits, half away from zero.
    private var rounded: SheetNumber {
        guard digits.count > SheetLimits.exactDigits else { return self }
        var result = self
        let isUp = digits[SheetLimits.exactDigits] >= 5
        result.digits.removeSubrange(SheetLimits.exactDigits...)
        if isUp {
            var index = SheetLimits.exactDigits - 1
            while index >= 0, result.digits[index] == 9 {
                result.digits[index] = 0
                index -= 1
            }
            if index >= 0 {
                result.digits[index] += 1
            } else {
                result.digits.insert(1, at: 0)
                result.point += 1
            }
        }
        result.trim()
        return result
    }

    /// Whole days and seconds of the day, the second rounded half up; nil beyond what a date can be.
    var daysAndSeconds: (days: Int, seconds: Int)? {
        guard !isNegative, point <= 7 else { return nil }
        var days = 0
        for index in 0..<max(0, point) { days = days * 10 + (index < digits.count ? Int(digits[index]) : 0) }
        var (fraction, scale): (Int128, Int128) = (0, 1)
        // Beyond eighteen digits there is nothing that could change a second.
        for index in point..<min(max(point, digits.count), point + 18) {
            fraction = fraction * 10 + (index >= 0 && index < digits.count ? Int128(digits[index]) : 0)
            scale *= 10
        }
        let seconds = Int((fraction * 86_400 * 2 + scale) / (scale * 2))
        return seconds == 86_400 ? (days + 1, 0) : (days, seconds)
    }
}
