// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension FieldText {
    /// Whether the field is `4.00123E+27`: digits with at most one point, `E+`, digits. A number that is written so
    /// has lost its last digits.
    public var isScientific: Bool {
        guard count >= 4 else { return false }
        var (place, points, digits) = (0, 0, 0)
        while place < count, isDigit(place) || self[place] == UInt8(ascii: ".") {
            if isDigit(place) { digits += 1 } else { points += 1 }
            place += 1
        }
        guard digits > 0, points <= 1, place + 2 < count else { return false }
        guard self[place] | 0x20 == UInt8(ascii: "e"), self[place + 1] == UInt8(ascii: "+") else { return false }
        return (place + 2..<count).allSatisfy(isDigit)
    }

    private func isDigit(_ place: Int) -> Bool { self[place] >= 48 && self[place] <= 57 }
}
