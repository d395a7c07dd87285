// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

extension PrinterStatus {
    /// A printer's condition as a till would hear it from the printer itself.
    ///
    /// A printer that cannot be reached is offline with an error: the truth, in the words a till knows.
    ///
    /// - Parameter isRefusing: the proxy itself can take nothing.
    init(_ condition: PrinterCondition, isRefusing: Bool) {
        self.init()
        let isAway = condition.link == .down || isRefusing
        switch condition.paper {
        case .unknown, .loaded: paper = .ok
        case .nearEnd: paper = .nearEnd
        case .out: paper = .out
        }
        isCoverOpen = condition.isCoverOpen
        hasCutterError = condition.hasCutterError
        hasUnrecoverableError = condition.hasUnrecoverableError || isAway
        isOffline = condition.isOffline || isAway
    }

    /// Whether a change between two automatic states is one that this mask asks for: 2 online or offline and cover,
    /// 4 error, 8 roll.
    static func isWanted(_ mask: UInt8, from old: [UInt8], to new: [UInt8]) -> Bool {
        guard old.count == 4, new.count == 4 else { return mask != 0 }
        return mask & 0x02 != 0 && old[0] != new[0] || mask & 0x04 != 0 && old[1] != new[1]
            || mask & 0x08 != 0 && old[2] != new[2]
    }
}
