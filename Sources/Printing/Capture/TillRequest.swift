// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// A question of a till that the proxy answers in the printer's place.
///
///     10 04 n            real-time status            1D 61 n            status by itself, on every change
///     1D 72 n            status in order: a fence    1D 49 n            who are you
///     1B 76 · 1B 75 n    its old forms               1D 28 48 06 00 30 30 d1 d2 d3 d4   process ID
public enum TillRequest: Sendable, Hashable {
    case realTimeStatus(UInt8)
    case fence(UInt8)
    case oldPaperStatus
    case oldDrawerStatus
    case automaticStatus(UInt8)
    case identity(UInt8)
    case processID(UInt32)

    /// nil when the bytes ask for nothing.
    ///
    /// - Parameter bytes: one whole token.
    init?(_ bytes: ArraySlice<UInt8>) {
        let at = Array(bytes.prefix(11))
        guard at.count >= 2 else { return nil }
        switch (at[0], at[1], at.count) {
        case (0x10, 0x04, 3...): self = .realTimeStatus(at[2])
        case (0x1D, 0x72, 3): self = .fence(at[2])
        case (0x1D, 0x61, 3): self = .automaticStatus(at[2])
        case (0x1D, 0x49, 3): self = .identity(at[2])
        case (0x1B, 0x76, 2): self = .oldPaperStatus
        case (0x1B, 0x75, 3): self = .oldDrawerStatus
        case (0x1D, 0x28, 11) where Array(at[2...6]) == [0x48, 0x06, 0x00, 0x30, 0x30]:
            self = .processID(ProcessMark.number(at[7...10]))
        default: return nil
        }
    }

    /// Whether a printer answers it with one byte of the kind that also answers a fence.
    var isAnsweredInOrder: Bool {
        switch self {
        case .fence, .oldPaperStatus, .oldDrawerStatus: true
        case .identity(let n): n < 33 || (49...51).contains(n)
        case .realTimeStatus, .automaticStatus, .processID: false
        }
    }
}

/// The four characters of a process ID, 20h to 7Eh, as one number: the first is the highest byte.
public enum ProcessMark {
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }

    public static func bytes(_ mark: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: mark >> $0) }
    }

    /// The n-th ID: digits of base 94 from 21h, so that no ID holds a blank.
    static func nth(_ number: UInt64) -> UInt32 {
        var (rest, mark): (UInt64, UInt32) = (number, 0)
        for shift in [0, 8, 16, 24] {
            mark |= (0x21 + UInt32(rest % 94)) << UInt32(shift)
            rest /= 94
        }
        return mark
    }
}
