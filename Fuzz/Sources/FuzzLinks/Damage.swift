// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Chance and damage from a seed: flipped bytes, cut ends, pieces of one text in another, values that are none.
struct Damage {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    /// One in eight is left as it is.
    mutating func text(_ whole: [UInt8], others: [[UInt8]]) -> [UInt8] {
        var bytes = whole
        guard below(8) > 0 else { return bytes }
        for _ in 0...below(4) { spoil(&bytes, others) }
        return bytes
    }

    private mutating func spoil(_ bytes: inout [UInt8], _ others: [[UInt8]]) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(truncatingIfNeeded: next())) }
        let place = below(bytes.count)
        switch below(9) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
        case 1: bytes[place] ^= 1 << UInt8(below(8))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(16)))
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.insert(contentsOf: pick(Self.pieces), at: place)
        case 5:
            let other = pick(others)
            let start = below(max(1, other.count))
            bytes.insert(contentsOf: other[min(start, other.count)..<min(other.count, start + below(200))], at: place)
        case 6, 7: replaceValue(in: &bytes, from: place)
        default:
            let mark = next() & 1 == 0 ? "[" : "{\"a\":"
            bytes.insert(contentsOf: String(repeating: mark, count: 1 + below(20)).utf8, at: place)
        }
    }

    /// A number, a text or a structure in place of another value.
    private mutating func replaceValue(in bytes: inout [UInt8], from place: Int) {
        guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else { return }
        let end = bytes[(colon + 1)...].firstIndex { [UInt8(ascii: ","), UInt8(ascii: "}")].contains($0) }
        bytes.replaceSubrange((colon + 1)..<(end ?? bytes.count), with: pick(Self.pieces))
    }

    private static let pieces: [[UInt8]] =
        [
            "null", "true", "{}", "[]", "\"\"", "1e999", "-0", "0.000", "1E+7", "-1", "9223372036854775807",
            "9223372036854775808", "\"\\ud83d\"", "\"\\u0000\"", "%e2%82", "%zz", "%26", "+", "&", "=",
            "\"4111111111111111\"", "\"key=&value\"", "\\", "\"", "{\"a\":1,\"a\":2}", "\u{FEFF}", "\u{0}", "58.00",
            "\"58.00\"", "5800", "\"SUCCESS\"", "\"REVOKED\"", "\"TRADE_SUCCESS\"", "\"10000\"", "\"01SALE\"",
        ].map { Array($0.utf8) }
        + [
            // Texts that are long in one way and short in another.
            String(repeating: "\u{1F1E8}\u{1F1F3}", count: 300),
            "e" + String(repeating: "\u{301}", count: 3_000),
            String(repeating: "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", count: 600),
            String(repeating: "证", count: 900),
        ].map { Array("\"\($0)\"".utf8) }
}
