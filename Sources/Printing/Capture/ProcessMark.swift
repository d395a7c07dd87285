// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// The four characters of a process ID, 20h to 7Eh, as one number: the first is the highest byte.
enum ProcessMark {
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }

    static func bytes(_ mark: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: mark >> $0) } }

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

extension StatusRequest {
    /// Whether a printer answers it with one byte of the kind that also answers a fence.
    var isAnsweredInOrder: Bool {
        switch self {
        case .transmit, .paperSensor, .drawer: true
        case .identity(let number): (1...3).contains(number) || (0x31...0x33).contains(number)
        case .realTime, .recover, .clearBuffers, .automatic, .processID, .offlineResponse: false
        }
    }
}
