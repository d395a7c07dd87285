// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Receipts
import Testing

@Suite struct CardScrubberTests {
    static func scrub(_ bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
        var scrubber = CardScrubber()
        let safe = scrubber.feed(bytes) + scrubber.finish()
        return (safe, scrubber.count)
    }

    static func scrub(_ text: String) -> String { String(decoding: scrub(Array(text.utf8)).bytes, as: UTF8.self) }

    static let texts: [(String, String)] = [
        ("6222000000000000004 ", "622200*********0004 "),
        ("4111111111111111\n", "411111******1111\n"),
        ("4111 1111 1111 1111\n", "4111 11** **** 1111\n"),
        ("4111-1111-1111-1111\n", "4111-11**-****-1111\n"),
        ("4111  1111  1111  1111\n", "4111  11**  ****  1111\n"),
        ("378282246310005\n", "378282*****0005\n"),
        ("3782 822463 10005\n", "3782 82**** *0005\n"),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n", "4 1 1 1 1 1 * * * * * * 1 1 1 1\n"),
        ("5555555555554444;2223000048400011\n", "555555******4444;222300******0011\n"),
        // Luhn does not fit, and nothing says that it is a card's.
        ("4111111111111112\n", "4111111111111112\n"),
        ("CARD NO: 4111111111111112\n", "CARD NO: 411111******1112\n"),
        ("card number\n4111111111111112\n", "card number\n411111******1112\n"),
        ("卡号：6222001234567890\n", "卡号：622200******7890\n"),
        ("卡号：62 2200 12345 67890\n", "卡号：62 2200 ***** *7890\n"),
        // Numbers of orders, references, days and telephones stay.
        ("4200002489202611251234567890\n", "4200002489202611251234567890\n"),
        ("2026112522001412341234567890\n", "2026112522001412341234567890\n"),
        ("RRN 123456789012 2026-11-25 12:03:44\n", "RRN 123456789012 2026-11-25 12:03:44\n"),
        ("TEL 400-000-0000\n", "TEL 400-000-0000\n"),
        ("CARD *1111 ORDER 20261125000012345\n", "CARD *1111 ORDER 20261125000012345\n"),
        ("622200******1234\n", "622200******1234\n"),
        ("6901234567892 4001234567890\n", "6901234567892 4001234567890\n"),
        ("1234567890 4111111111111111 99\n", "1234567890 411111******1111 99\n"),
        ("６２２２００００００００００００００４\n", "６２２２００＊＊＊＊＊＊＊＊＊０００４\n"),
    ]

    @Test(arguments: texts)
    func `card numbers are masked, other numbers stay`(_ text: String, _ masked: String) {
        #expect(Self.scrub(text) == masked)
    }

    static let number: [UInt8] = Array("4111111111111111".utf8)

    @Test func `style commands between digits hide nothing`() {
        let between: [[UInt8]] = [
            [0x1B, 0x45, 1], [0x1D, 0x21, 0x11], [0x1B, 0x21, 0x30], [0x1C, 0x26], [0x10, 4, 1], [0],
        ]
        for command in between {
            let bytes = Array(Self.number.prefix(7)) + command + Array(Self.number.dropFirst(7)) + [0x0A]
            let masked = Array("411111*".utf8) + command + Array("*****1111".utf8) + [0x0A]
            #expect(Self.scrub(bytes).bytes == masked, "\(command)")
        }
    }

    @Test func `digits on two lines are two numbers`() {
        let bytes = Array(Self.number.prefix(8)) + [0x0A] + Array(Self.number.dropFirst(8)) + [0x0A]
        #expect(Self.scrub(bytes).bytes == bytes)
    }

    @Test func `dots of an image are never touched`() {
        let raster: [UInt8] = [0x1D, 0x76, 0x30, 0, 16, 0, 1, 0] + Self.number
        let (bytes, count) = Self.scrub(raster + Self.number + [0x0A])
        #expect(Array(bytes.prefix(raster.count)) == raster)
        #expect(count == 1)
    }

    @Test func `a symbol keeps its length and loses its number`() {
        let qr: [UInt8] = [0x1D, 0x28, 0x6B, 19, 0, 0x31, 0x50, 0x30] + Self.number
        #expect(Self.scrub(qr).bytes == Array(qr.prefix(8)) + Array("411111******1111".utf8))
        let barcode: [UInt8] = [0x1D, 0x6B, 73, 18, 0x7B, 0x42] + Self.number
        #expect(Self.scrub(barcode).bytes == Array(barcode.prefix(6)) + Array("4111110000001111".utf8))
    }

    @Test func `full-width digits in GBK are masked`() {
        func wide(_ text: String) -> [UInt8] { text.utf8.flatMap { byte -> [UInt8] in [0xA3, byte + 0x80] } }
        let bytes = wide("4111111111111111") + [0x0A]
        #expect(Self.scrub(bytes).bytes == wide("411111******1111") + [0x0A])
    }

    /// A stream with numbers, commands and noise in it.
    static func stream(_ chance: inout Chance) -> [UInt8] {
        var bytes: [UInt8] = []
        let pieces: [[UInt8]] = [
            number, Array("6222000000000000004".utf8), Array("4111 1111 1111 1111".utf8),
            Array("4200002489202611251234567890".utf8),
            [0x1B, 0x45, 1], [0x1D, 0x21, 0x11], [0x0A], [0x0D, 0x0A], Array("CARD NO:".utf8),
            [0xBF, 0xA8, 0xBA, 0xC5, 0xA3, 0xBA],
            Array("12".utf8), Array(" ".utf8), Array("-".utf8),
            [0x1D, 0x76, 0x30, 0, 1, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            [0x1D, 0x28, 0x6B, 19, 0, 0x31, 0x50, 0x30] + number, [0x1D, 0x56, 0x42, 0], [0x1B, 0x40], [0x1B],
            [0xA3, 0xB4], [0x10, 4],
            Array("411111".utf8), Array("1111111111".utf8), [0x1D, 0x6B, 4] + number + [0],
        ]
        for _ in 0..<chance.below(30) { bytes += pieces[chance.below(pieces.count)] }
        if chance.below(4) == 0 { for _ in 0..<chance.below(40) { bytes.append(UInt8(chance.below(256))) } }
        return bytes
    }

    @Test func `every way of cutting and flushing gives the same bytes`() {
        var chance = Chance(seed: 5)
        for _ in 0..<3_000 {
            let bytes = Self.stream(&chance)
            let whole = Self.scrub(bytes)
            #expect(whole.bytes.count == bytes.count)
            var scrubber = CardScrubber()
            var out: [UInt8] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let step = min(rest.count, 1 + chance.below(9))
                out += scrubber.feed(rest.prefix(step))
                rest = rest.dropFirst(step)
                if chance.below(4) == 0 { out += scrubber.flush() }
            }
            out += scrubber.finish()
            #expect(out == whole.bytes)
            #expect(scrubber.count == whole.count)
        }
    }

    @Test func `a pause inside a number lets none of it out`() {
        for cut in 1..<Self.number.count {
            for prefix in ["", "CARD: ", "TOTAL 58.00: "] {
                var scrubber = CardScrubber()
                let head = Array(prefix.utf8)
                var out = scrubber.feed(head + Self.number.prefix(cut))
                out += scrubber.flush()
                #expect(out.count >= head.count + min(cut, 6))
                out += scrubber.feed(Self.number.dropFirst(cut) + [0x0A]) + scrubber.finish()
                #expect(String(decoding: out, as: UTF8.self) == prefix + "411111******1111\n")
            }
        }
    }

    @Test func `text that waits comes out with a flush, and an image while it comes`() {
        var scrubber = CardScrubber()
        #expect(scrubber.feed(Array("HELLO 12".utf8)).isEmpty)
        #expect(scrubber.flush() == Array("HELLO 12".utf8))
        var out = scrubber.feed([0x0A, 0x1D, 0x76, 0x30, 0, 72, 0, 0xFF, 0x0F])
        for _ in 0..<294 { out += scrubber.feed(Array(repeating: UInt8(0x31), count: 1_000)) }
        #expect(scrubber.held < 5_000)
        #expect(out.count > 290_000)
    }

    @Test func `a stream of digits without end is bounded`() {
        var scrubber = CardScrubber()
        var out = 0
        for _ in 0..<300 { out += scrubber.feed(Array(repeating: UInt8(0x34), count: 1_000)).count }
        #expect(scrubber.held < 70_000)
        #expect(out + scrubber.finish().count == 300_000)
    }
}
