// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON

/// Random values from a seed: all kinds, odd characters, nested a little.
struct NodeMaker {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func node(depth: Int) -> JSONNode {
        switch below(depth < 4 ? 7 : 5) {
        case 0: return .null
        case 1: return .boolean(below(2) == 0)
        case 2: return .number(JSONNumber(Int64(below(1_000_000)) - 500_000))
        case 3: return .number(JSONNumber("\(below(1_000)).\(below(10))\(below(10))") ?? JSONNumber(0))
        case 4: return .text(text())
        case 5: return .array((0..<below(4)).map { _ in node(depth: depth + 1) })
        default:
            var members: [JSONNode.Member] = []
            for index in 0..<below(4) {
                members.append(JSONNode.Member(name: "\(index)\(text())", value: node(depth: depth + 1)))
            }
            return .object(members)
        }
    }

    private mutating func text() -> String {
        let signs: [Unicode.Scalar] = [
            "a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "€", "中", "😀", "\u{2028}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<below(6) { text.append(signs[below(signs.count)]) }
        return String(text)
    }
}
