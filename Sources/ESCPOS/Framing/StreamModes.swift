// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What commands change in the framing of those that follow.
struct StreamModes: Sendable {
    /// The stream speaks Star's language; nothing leads back.
    var isStar = false
    /// Between `ESC * r A` and `ESC * r B` rows of an image come as bare letters.
    private(set) var isStarRaster = false
    /// `ESC =` chose the display and not the printer.
    private(set) var isDisplay = false
    /// Bytes of one CJK character: 72 in a 24 × 24 font, 60 in 20 × 24, 32 in 16 × 16.
    private(set) var wideCharacterBytes = 72

    /// - Parameter head: the command's first bytes.
    /// - Returns: whether another table may be in force now.
    mutating func note(_ row: CommandTraits, _ head: ArraySlice<UInt8>) -> Bool {
        let parameter = { (offset: Int) -> UInt8 in head.dropFirst(offset).first ?? 0 }
        switch row.meaning {
        case .selectDevice:
            isDisplay = parameter(2) & 3 == 2
            return true
        case .initialise:
            wideCharacterBytes = 72
            isStarRaster = false
        case .cjkFont where parameter(5) == 0x30:
            wideCharacterBytes = [72, 60, 32, 72][Int(parameter(6) & 3)]
        case .starRasterMode where parameter(1) == 0x2A:
            if parameter(3) == 0x41 { isStarRaster = true }
            if parameter(3) == 0x42 { isStarRaster = false }
        default: break
        }
        guard row.family == .star, !isStar else { return false }
        isStar = true
        return true
    }
}
