// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583

/// Random messages that a dialect can write, and damage to them, from a seed.
struct MessageMaker: RandomNumberGenerator {
    private var state: UInt64
    /// The type of a message whose random one the codec does not know.
    private let fallback: MessageType
    /// One of how many messages holds a given field at least, and one of how many fields has a length at its limits.
    private let (spread, rarity): (Int, Int)

    init(seed: UInt64, fallback: MessageType, spread: Int, rarity: Int) {
        state = seed
        self.fallback = fallback
        (self.spread, self.rarity) = (spread, rarity)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    mutating func message(_ dialect: Dialect) -> Message {
        let types = ["0100", "0200", "0210", "0220", "0400", "0500", "0800", "0810", "1200", "9100"]
        var message = Message(MessageType(types[below(types.count)]) ?? fallback)
        let share = 1 + below(4)
        for rule in dialect.rules where below(spread) < share {
            message.set(rule.number, bytes: content(rule.layout, isWide: dialect.characters != .ascii))
        }
        return message
    }

    private mutating func content(_ layout: FieldLayout, isWide: Bool) -> [UInt8] {
        if layout.form != .none { return date(layout.form) }
        var count = Int(layout.limit)
        if layout.prefix != .fixed {
            count = below(rarity) == 0 ? [0, 1, count][below(3)] : below(min(count, 60) + 1)
            // A length in bytes cannot say an odd number of packed digits.
            if layout.counting == .octets, layout.encoding == .bcd { count &= ~1 }
        }
        let letters = Array("ABCXYZabcxyz0123456789 ".utf8)
        let signs = Array(" !#$%&'()*+,-./0123456789:;<=>?@[]^_{|}~".utf8)
        return (0..<count).map { place in
            switch layout.content {
            case .n: 48 + UInt8(below(10))
            case .a: letters[below(12)]
            case .an: letters[below(letters.count)]
            case .ns: signs[below(signs.count)]
            case .ans: isWide && below(8) == 0 ? UInt8(0x80 + below(128)) : UInt8(32 + below(95))
            case .z: 48 + UInt8(below(16))
            case .x: place == 0 ? [67, 68][below(2)] : 48 + UInt8(below(10))
            case .b, .any: UInt8(below(256))
            }
        }
    }

    private mutating func date(_ form: DateForm) -> [UInt8] {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = two(1 + below(12)) + two(1 + below(28))
        let time = two(below(24)) + two(below(60)) + two(below(60))
        let year = two(below(100))
        let text =
            switch form {
            case .none: ""
            case .monthDay: day
            case .yearMonth: year + day.prefix(2)
            case .yearMonthDay: year + day
            case .time: time
            case .monthDayTime: day + time
            case .yearMonthDayTime: year + day + time
            }
        return Array(text.utf8)
    }

    /// A few bytes changed, cut, put in or doubled.
    mutating func damaged(_ wire: [UInt8]) -> [UInt8] {
        var bytes = wire
        for _ in 0...below(3) {
            let at = below(bytes.count + 1)
            switch below(5) {
            case 0 where at < bytes.count: bytes[at] = UInt8(below(256))
            case 1: bytes = Array(bytes.prefix(at))
            case 2: bytes.insert(UInt8(below(256)), at: at)
            case 3 where at < bytes.count: bytes[at] ^= 1 << UInt8(below(8))
            default: bytes += bytes.suffix(below(9))
            }
        }
        return bytes
    }
}
