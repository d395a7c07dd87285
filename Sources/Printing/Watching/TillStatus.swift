// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A printer's condition as a till would hear it from the printer itself.
///
/// A printer that cannot be reached is offline with an error: the truth, in the words a till knows.
struct TillStatus: Sendable, Hashable {
    var isOffline: Bool
    var isCoverOpen: Bool
    var isPaperOut: Bool
    var isNearEnd: Bool
    var hasCutterError: Bool
    var hasOtherError: Bool

    /// - Parameter isRefusing: the proxy itself can take nothing.
    init(_ condition: PrinterCondition, isRefusing: Bool) {
        let isAway = condition.link == .down
        isCoverOpen = condition.isCoverOpen
        isPaperOut = condition.paper == .out
        isNearEnd = condition.paper == .nearEnd || isPaperOut
        hasCutterError = condition.hasCutterError
        hasOtherError = condition.hasUnrecoverableError || isAway || isRefusing
        isOffline = condition.isOffline || isCoverOpen || isPaperOut || hasCutterError || hasOtherError
    }

    /// Answer to `DLE EOT n`; nil for an n that no printer answers.
    func realTimeStatus(_ n: UInt8) -> UInt8? {
        switch n {
        case 1: 0x12 | (isOffline ? 0x08 : 0)
        case 2: 0x12 | (isCoverOpen ? 0x04 : 0) | (isPaperOut ? 0x20 : 0) | (hasCutterError || hasOtherError ? 0x40 : 0)
        case 3: 0x12 | (hasCutterError ? 0x08 : 0) | (hasOtherError ? 0x20 : 0)
        case 4: 0x12 | (isNearEnd ? 0x0C : 0) | (isPaperOut ? 0x60 : 0)
        default: nil
        }
    }

    var automaticStatus: [UInt8] {
        [
            0x10 | (isOffline ? 0x08 : 0) | (isCoverOpen ? 0x20 : 0),
            (hasCutterError ? 0x08 : 0) | (hasOtherError ? 0x20 : 0), paperStatus, 0x00,
        ]
    }

    /// Answer to `GS r 1` and `ESC v`.
    var paperStatus: UInt8 { (isNearEnd ? 0x03 : 0) | (isPaperOut ? 0x0C : 0) }

    /// Whether a change between two automatic states is one that this mask asks for.
    static func isWanted(_ mask: UInt8, from old: [UInt8], to new: [UInt8]) -> Bool {
        guard old.count == 4, new.count == 4 else { return mask != 0 }
        return mask & 0x02 != 0 && old[0] != new[0] || mask & 0x04 != 0 && old[1] != new[1]
            || mask & 0x08 != 0 && old[2] != new[2]
    }
}
