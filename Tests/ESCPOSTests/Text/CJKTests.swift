// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct CJKTests {
    static let multiByte: [PrintEncoding] = [.gbk, .gb18030, .big5, .shiftJIS, .eucKR]

    @Test(arguments: multiByte)
    func `every two-byte code that has a character comes back to a code of that character`(
        _ encoding: PrintEncoding
    ) throws {
        #expect(encoding.isAvailable)
        var known = 0
        for lead in UInt8(0x81)...0xFE {
            for trail in UInt8(0x40)...0xFE {
                let code = [lead, trail]
                guard let text = encoding.text(code), text.unicodeScalars.count == 1 else { continue }
                known += 1
                let back = try #require(encoding.bytes(text), "\(encoding) loses \(text)")
                #expect(encoding.text(back) == text)
            }
        }
        #expect(known > (encoding == .shiftJIS ? 6_800 : 8_000))
    }

    @Test(arguments: [
        (PrintEncoding.gbk, "商户名称：老王牛肉面 ￥58.00", "C9CCBBA7C3FBB3C6A3BAC0CFCDF5C5A3C8E2C3E620A3A435382E3030"),
        (.gb18030, "𠮷", "9534B235"), (.gb18030, "㐂", "8139EF31"), (.gb18030, "€", "A2E3"),
        (.big5, "商戶名稱", "B0D3A4E1A657BAD9"), (.big5, "の", "C6D2"),
        (.shiftJIS, "合計￥表ｱ", "8D878C76818F955CB1"), (.shiftJIS, "①㈱", "8740878A"),
        (.eucKR, "합계 금액", "C7D5B0E820B1DDBED7"), (.eucKR, "똠", "8C63"),
        (.jis, "合計", "39673757"), (.utf8, "合计€", "E59088E8AEA1E282AC"),
    ])
    func `text has these bytes and these bytes this text`(_ encoding: PrintEncoding, _ text: String, _ hex: String) {
        let bytes = encoding.bytes(text)
        #expect(bytes.map(Hex.text) == hex)
        #expect(bytes.flatMap { encoding.text($0) } == text)
    }

    @Test func `every plane of GB 18030 goes both ways`() {
        var scalars: [Unicode.Scalar] = [0x80, 0x2FF, 0x3400, 0xD7FF, 0xE865, 0x10000, 0x20BB7, 0x2CEA1, 0x10FFFF]
            .compactMap(Unicode.Scalar.init)
        var chance = SplitMix(seed: 18_030)
        while scalars.count < 4_000 {
            if let scalar = Unicode.Scalar(UInt32.random(in: 0x80...0x10_FFFF, using: &chance)) {
                scalars.append(scalar)
            }
        }
        for scalar in scalars where !(0xE000...0xF8FF).contains(scalar.value) {
            guard let bytes = PrintEncoding.gb18030.bytes(of: scalar) else { continue }
            #expect(PrintEncoding.gb18030.text(bytes) == String(Character(scalar)), "U+\(scalar.value)")
        }
        #expect(PrintEncoding.gb18030.bytes("\u{20BB7}") == [0x95, 0x34, 0xB2, 0x35])
    }

    @Test(arguments: [
        (PrintEncoding.gbk, [0x81, 0x20] as [UInt8], [1, 1]), (.gbk, [0xFF], [1]), (.gbk, [0xC9], [1]),
        (.gbk, [0x81, 0x30, 0x81, 0x30], [4]), (.gbk, [0x81, 0x30, 0x81], [1, 1, 1]), (.big5, [0x81, 0x40], [2]),
        (.shiftJIS, [0xB1, 0x8D, 0x87], [1, 2]), (.utf8, [0xE5, 0x90, 0x88, 0xE5, 0x90], [3, 1, 1]),
        (.utf8, [0xC0, 0x80], [1, 1]),
    ])
    func `broken codes cost no more than a printer takes for them`(
        _ encoding: PrintEncoding, _ bytes: [UInt8], _ lengths: [Int]
    ) {
        var rest = bytes[...]
        var taken: [Int] = []
        while let character = encoding.first(of: rest) {
            taken.append(character.length)
            rest = rest.dropFirst(character.length)
        }
        #expect(taken == lengths)
    }

    @Test(arguments: [
        (PrintEncoding.gbk, "中", 2), (.gbk, "·", 2), (.shiftJIS, "ｱ", 1), (.utf8, "中", 2), (.utf8, "é", 1),
        (.utf8, "\u{301}", 0), (.utf8, "한", 2), (.page(.cp437), "─", 1),
    ])
    func `a character is as wide as the printer makes it`(_ encoding: PrintEncoding, _ text: String, _ columns: Int)
        throws
    {
        let bytes = try #require(encoding.bytes(text))
        #expect(encoding.first(of: bytes[...])?.columns == columns)
    }

    @Test(arguments: 0..<200)
    func `random bytes are taken whole in every encoding`(_ seed: UInt64) {
        var chance = SplitMix(seed: seed)
        let bytes = (0..<300).map { _ in UInt8.random(in: 0x20...0xFF, using: &chance) }
        for encoding in Self.multiByte + [.utf8, .jis, .ascii, .page(.cp437)] {
            var rest = bytes[...]
            while let character = encoding.first(of: rest) {
                #expect((1...4).contains(character.length))
                rest = rest.dropFirst(character.length)
            }
            #expect(rest.isEmpty)
        }
    }
}

/// Bytes as capital hexadecimal, for tables that people read.
enum Hex {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
