// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Messages
import Testing

@Suite struct CountingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let region: SegmentCount.Region
        let length: Int
        let parts: Int
    }

    static let rows = [
        Row(
            testDescription: "70 in China", text: String(repeating: "汉", count: 70), region: .china, length: 70,
            parts: 1),
        Row(
            testDescription: "71 in China", text: String(repeating: "汉", count: 71), region: .china, length: 71,
            parts: 2),
        Row(
            testDescription: "134 in China", text: String(repeating: "a", count: 134), region: .china, length: 134,
            parts: 2),
        Row(
            testDescription: "135 in China", text: String(repeating: "a", count: 135), region: .china, length: 135,
            parts: 3),
        Row(
            testDescription: "160 abroad", text: String(repeating: "a", count: 160), region: .abroad, length: 160,
            parts: 1),
        Row(
            testDescription: "161 abroad", text: String(repeating: "a", count: 161), region: .abroad, length: 161,
            parts: 2),
        Row(
            testDescription: "306 abroad", text: String(repeating: "a", count: 306), region: .abroad, length: 306,
            parts: 2),
        Row(
            testDescription: "307 abroad", text: String(repeating: "a", count: 307), region: .abroad, length: 307,
            parts: 3),
        Row(
            testDescription: "80 euro signs", text: String(repeating: "€", count: 80), region: .abroad, length: 160,
            parts: 1),
        Row(testDescription: "braces double", text: "{}[]\\~^|", region: .abroad, length: 16, parts: 1),
        Row(
            testDescription: "ç is not GSM", text: "ç" + String(repeating: "a", count: 69), region: .abroad, length: 70,
            parts: 1),
        Row(
            testDescription: "Ç is GSM", text: "Ç" + String(repeating: "a", count: 159), region: .abroad, length: 160,
            parts: 1),
        Row(
            testDescription: "emoji are two", text: String(repeating: "🧾", count: 36), region: .abroad, length: 72,
            parts: 2),
        Row(testDescription: "nothing", text: "", region: .abroad, length: 0, parts: 1),
    ]

    @Test(arguments: rows)
    func `a message is charged as the networks charge it`(_ row: Row) {
        let count = SegmentCount(row.text, to: row.region)
        #expect(count.length == row.length)
        #expect(count.parts == row.parts)
    }

    @Test func `five hundred is the most in China`() {
        #expect(!SegmentCount(String(repeating: "汉", count: 500), to: .china).isTooLong)
        #expect(SegmentCount(String(repeating: "汉", count: 501), to: .china).isTooLong)
    }

    /// A naive twin: cut the text as a phone does, and count the pieces.
    @Test(arguments: 0..<200)
    func `parts are what cutting gives`(_ length: Int) {
        let count = SegmentCount(String(repeating: "字", count: length * 3), to: .china)
        var rest = length * 3
        var parts = 1
        if rest > 70 {
            parts = 0
            while rest > 0 {
                rest -= 67
                parts += 1
            }
        }
        #expect(count.parts == parts)
        #expect(count.room >= 0)
    }
}
