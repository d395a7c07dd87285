// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Finds real-time commands in raw bytes as they arrive, even inside image data.
///
///     10 04 n   10 05 n   10 14 01 m t   10 14 08 01 03 14 01 06 02 08        Star: 1B 06 01
struct RealTimeReader: Sendable {
    enum Found: Sendable, Hashable {
        case status(UInt8)
        case recover(clearing: Bool)
        case pulse
        case clear
        /// A Star printer is asked how it is.
        case starStatus
    }

    private var held: [UInt8] = []
    private static let clearing: [UInt8] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]

    private static let star: [UInt8] = [0x1B, 0x06, 0x01]

    mutating func read(_ byte: UInt8) -> Found? {
        held.append(byte)
        while !held.isEmpty {
            if let length = Self.length(held) {
                guard held.count == length else { return nil }
                defer { held = [] }
                return Self.meaning(held)
            }
            held.removeFirst()
        }
        return nil
    }

    /// Length of the command these bytes can begin; nil when they begin none.
    private static func length(_ bytes: [UInt8]) -> Int? {
        if bytes[0] == 0x1B { return star.starts(with: bytes) ? star.count : nil }
        guard bytes[0] == 0x10 else { return nil }
        guard bytes.count > 1 else { return 3 }
        switch bytes[1] {
        case 0x04, 0x05: return 3
        case 0x14:
            guard bytes.count > 2 else { return 5 }
            if bytes[2] == 0x01 { return 5 }
            return bytes[2] == 0x08 && clearing.starts(with: bytes) ? clearing.count : nil
        default: return nil
        }
    }

    private static func meaning(_ bytes: [UInt8]) -> Found? {
        switch (bytes[1], bytes[2]) {
        case (0x04, let n): .status(n)
        case (0x06, 1): .starStatus
        case (0x05, 1): .recover(clearing: false)
        case (0x05, 2): .recover(clearing: true)
        case (0x14, 1): .pulse
        case (0x14, 8): .clear
        default: nil
        }
    }
}
