// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The wire forms.
///
///     DLE EOT n │ 0 b6 b5 1 b3 b2 1 0 │                one byte; the fixed bits tell it from all others
///     ASB       │ 0 b6 b5 1 b3 b2 0 0 │ 0 b6 b5 0 b3 … b0 │ 0 … 0 b3 … b0 │ 0 … │
///     GS r n    │ 0 0 0 0 b3 b2 b1 b0 │
extension PrinterStatus {
    /// Answer to `DLE EOT n` for n 1…4; any other n is answered as if nothing were to report.
    public func realTime(_ number: UInt8) -> UInt8 {
        let offline = isOffline || cannotPrint
        return switch number {
        case 1: 0x12 | bits([(2, isDrawerPinHigh), (3, offline), (5, isWaitingForRecovery), (6, isFeedButtonPressed)])
        case 2: 0x12 | bits([(2, isCoverOpen), (3, isFeeding), (5, paper == .out), (6, hasError)])
        case 3:
            0x12
                | bits([
                    (2, hasRecoverableError), (3, hasCutterError), (5, hasUnrecoverableError), (6, hasPassingError),
                ])
        case 4: 0x12 | (paper == .ok ? 0 : 0x0C) | (paper == .out ? 0x60 : 0)
        default: 0x12
        }
    }

    /// The four bytes of automatic status.
    public var automatic: [UInt8] {
        [
            0x10
                | bits([
                    (2, isDrawerPinHigh), (3, isOffline || cannotPrint), (5, isCoverOpen), (6, isFeeding),
                ]),
            bits([
                (0, isWaitingForRecovery), (1, isFeedButtonPressed), (2, hasRecoverableError), (3, hasCutterError),
                (5, hasUnrecoverableError), (6, hasPassingError),
            ]),
            paperBits, 0,
        ]
    }

    /// Answer to `GS r n`: 1 paper, 2 drawer, each also as a digit; also to `ESC v` (as 1) and `ESC u` (as 2).
    public func transmitted(_ number: UInt8) -> UInt8 {
        switch number {
        case 1, 0x31: paperBits
        case 2, 0x32: isDrawerPinHigh ? 1 : 0
        default: 0
        }
    }

    private var paperBits: UInt8 { (paper == .ok ? 0 : 0x03) | (paper == .out ? 0x0C : 0) }

    private func bits(_ flags: [(Int, Bool)]) -> UInt8 { flags.reduce(0) { $1.1 ? $0 | 1 << UInt8($1.0) : $0 } }

    /// Takes over what an answer to `DLE EOT n` says; what that n does not speak of stays.
    public mutating func note(realTime byte: UInt8, of number: UInt8) {
        let has = { (bit: UInt8) in byte >> bit & 1 == 1 }
        switch number {
        case 1:
            (isDrawerPinHigh, isOffline) = (has(2), has(3))
            (isWaitingForRecovery, isFeedButtonPressed) = (has(5), has(6))
        case 2:
            (isCoverOpen, isFeeding) = (has(2), has(3))
            if has(5) { paper = .out } else if paper == .out { paper = .nearEnd }
            if !has(6) { clearErrors() }
        case 3:
            (hasRecoverableError, hasCutterError) = (has(2), has(3))
            (hasUnrecoverableError, hasPassingError) = (has(5), has(6))
        case 4: paper = byte & 0x60 != 0 ? .out : byte & 0x0C != 0 ? .nearEnd : .ok
        default: break
        }
    }

    /// Takes over an automatic status frame, which speaks of everything. Anything but four bytes changes nothing.
    public mutating func note(automatic frame: some Collection<UInt8>) {
        let frame = Array(frame)
        guard frame.count == 4 else { return }
        let has = { (byte: Int, bit: UInt8) in frame[byte] >> bit & 1 == 1 }
        (isDrawerPinHigh, isOffline, isCoverOpen, isFeeding) = (has(0, 2), has(0, 3), has(0, 5), has(0, 6))
        (isWaitingForRecovery, isFeedButtonPressed) = (has(1, 0), has(1, 1))
        (hasRecoverableError, hasCutterError) = (has(1, 2), has(1, 3))
        (hasUnrecoverableError, hasPassingError) = (has(1, 5), has(1, 6))
        note(paper: frame[2])
    }

    /// Takes over an answer to `GS r n`.
    public mutating func note(transmitted byte: UInt8, of number: UInt8) {
        switch number {
        case 1, 0x31: note(paper: byte)
        case 2, 0x32: isDrawerPinHigh = byte & 1 == 1
        default: break
        }
    }

    private mutating func note(paper byte: UInt8) {
        paper = byte & 0x0C != 0 ? .out : byte & 0x03 != 0 ? .nearEnd : .ok
    }

    private mutating func clearErrors() {
        (hasRecoverableError, hasCutterError, hasUnrecoverableError, hasPassingError) = (false, false, false, false)
    }
}
