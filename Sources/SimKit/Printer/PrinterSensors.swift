// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the printer's sensors say, and how the vendor's tables write it.
///
///     DLE EOT 1   bit 2 drawer · 3 offline · 5 waits to go online · 6 feed button      always bits 1 and 4
///     DLE EOT 2   bit 2 cover · 3 feeding · 5 stopped by paper end · 6 error
///     DLE EOT 3   bit 2 mechanical · 3 cutter · 5 unrecoverable · 6 recovers by itself
///     DLE EOT 4   bits 2, 3 near end · bits 5, 6 out
///     automatic   10 │ drawer 04, offline 08, cover 20 ║ 04 mechanical, 08 cutter, 20 unrecoverable
///                                                      ║ 03 near end, 0C out ║ 00
public struct PrinterSensors: Sendable, Hashable {
    public internal(set) var isCoverOpen = false
    public internal(set) var isNearEnd = false
    public internal(set) var isPaperOut = false
    public internal(set) var hasCutterError = false
    public internal(set) var hasMechanicalError = false
    public internal(set) var hasUnrecoverableError = false
    public internal(set) var isSwitchedOffline = false
    public internal(set) var isDrawerOpen = false

    public init() {}

    public var hasError: Bool { hasCutterError || hasMechanicalError || hasUnrecoverableError }
    public var isOffline: Bool { isCoverOpen || isPaperOut || hasError || isSwitchedOffline }

    /// Answer to `DLE EOT n`, n from 1 to 4; nil for others.
    public func realTimeStatus(_ n: UInt8) -> UInt8? {
        switch n {
        case 1: 0x12 | bit(isDrawerOpen, 0x04) | bit(isOffline, 0x08)
        case 2: 0x12 | bit(isCoverOpen, 0x04) | bit(isPaperOut, 0x20) | bit(hasError, 0x40)
        case 3:
            0x12 | bit(hasMechanicalError, 0x04) | bit(hasCutterError, 0x08) | bit(hasUnrecoverableError, 0x20)
        case 4: 0x12 | bit(isNearEnd || isPaperOut, 0x0C) | bit(isPaperOut, 0x60)
        default: nil
        }
    }

    /// The four bytes of automatic status.
    public var automaticStatus: [UInt8] {
        [
            0x10 | bit(isDrawerOpen, 0x04) | bit(isOffline, 0x08) | bit(isCoverOpen, 0x20),
            bit(hasMechanicalError, 0x04) | bit(hasCutterError, 0x08) | bit(hasUnrecoverableError, 0x20),
            bit(isNearEnd || isPaperOut, 0x03) | bit(isPaperOut, 0x0C),
            0x00,
        ]
    }

    /// Answer to `GS r 1` and `ESC v`.
    public var paperStatus: UInt8 { bit(isNearEnd || isPaperOut, 0x03) | bit(isPaperOut, 0x0C) }
    /// Answer to `GS r 2` and `ESC u`.
    public var drawerStatus: UInt8 { bit(isDrawerOpen, 0x01) }

    /// What has changed since, as the mask of `GS a`: 1 drawer, 2 online or offline, 4 error, 8 roll.
    func changes(since other: Self) -> UInt8 {
        bit(isDrawerOpen != other.isDrawerOpen, 1)
            | bit(isOffline != other.isOffline || isCoverOpen != other.isCoverOpen, 2)
            | bit(
                hasCutterError != other.hasCutterError || hasMechanicalError != other.hasMechanicalError
                    || hasUnrecoverableError != other.hasUnrecoverableError, 4)
            | bit(isNearEnd != other.isNearEnd || isPaperOut != other.isPaperOut, 8)
    }

    private func bit(_ holds: Bool, _ mask: UInt8) -> UInt8 { holds ? mask : 0 }
}
