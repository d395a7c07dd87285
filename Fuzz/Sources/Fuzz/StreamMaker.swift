// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS

/// Streams of commands with random parameters, text, controls, noise and damage, from a seed.
struct StreamMaker: RandomNumberGenerator {
    private var state: UInt64
    private let prefixes = Command.all.map(\.prefix)
    private let text = Array("合计 58.00 元 Total \u{A5}".utf8) + [0xC9, 0xCC, 0x81, 0x30, 0x81, 0x30]

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func stream() -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0...below(8) {
            switch below(8) {
            case 0...3:
                bytes += prefixes[below(prefixes.count)]
                // Small numbers make lengths that end within the stream.
                let mask: UInt64 = next() & 1 == 0 ? 3 : 0xFF
                for _ in 0..<below(24) { bytes.append(UInt8(next() & mask)) }
            case 4: bytes += text
            case 5: bytes += [0x0A, 0x1D, 0x56, 0x00, 0x10, 0x04, 0x01, 0x1B, 0x3D, UInt8(next() & 3)]
            case 6: for _ in 0..<below(40) { bytes.append(UInt8(next() & 0xFF)) }
            default: bytes += [0x1B, UInt8(next() & 0x7F)]
            }
        }
        if next() & 3 == 0, !bytes.isEmpty { bytes[below(bytes.count)] = UInt8(next() & 0xFF) }
        return bytes
    }

    /// Where to cut a stream.
    mutating func chunk(of rest: Int) -> Int { min(rest, 1 + below(next() & 1 == 0 ? 3 : 40)) }
}
