// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct EncoderTests {
    private func encode(_ write: (inout Encoder) throws -> Void) rethrows -> [UInt8] {
        var encoder = Encoder()
        try write(&encoder)
        return encoder.bytes
    }

    @Test func `every plain command has the manual's bytes`() throws {
        let lines: [(String, (inout Encoder) throws -> Void)] = [
            ("1B 40", { $0.initialise() }), ("1B 61 01", { $0.align(.centre) }), ("1B 45 01", { $0.emphasis(true) }),
            ("1B 2D 01 1C 2D 01", { $0.underline(dots: 1) }), ("1B 4D 01", { $0.font(.b) }),
            ("1D 21 11", { $0.size(width: 2, height: 2) }), ("1D 21 70", { $0.size(width: 99, height: -1) }),
            ("1D 42 01", { $0.reverse(true) }), ("1B 7B 01", { $0.upsideDown(true) }),
            ("1B 56 01", { $0.rotate(true) }),
            ("1B 20 03", { $0.characterSpacing(3) }), ("1B 33 18", { $0.lineSpacing(24) }),
            ("1B 32", { $0.lineSpacing(nil) }), ("1B 44 08 10 00", { $0.tabs([8, 8, 16, 4]) }),
            ("1B 24 2C 01", { $0.move(to: 300) }), ("1B 5C FE FF", { $0.move(by: -2) }),
            ("1D 4C 10 00", { $0.leftMargin(16) }), ("1D 57 40 02", { $0.areaWidth(576) }),
            ("1B 4C", { $0.pageMode() }), ("1B 53", { $0.standardMode() }),
            ("1B 57 01 00 02 00 40 02 00 01", { $0.pageArea(x: 1, y: 2, width: 576, height: 256) }),
            ("1B 54 03", { $0.pageDirection(.topToBottom) }), ("1D 24 05 00", { $0.moveDown(to: 5) }),
            ("1B 0C", { $0.printPage() }), ("0C", { $0.printPageAndLeave() }), ("1D 56 00", { $0.cut(.full) }),
            ("1D 56 01", { $0.cut(.partial) }), ("1D 56 41 03", { $0.cut(.fullAfter(feed: 3)) }),
            ("1D 56 42 00", { $0.cut(.partialAfter(feed: 0)) }), ("1B 70 00 19 32", { $0.drawer() }),
            ("1B 70 01 FF FF", { $0.drawer(pin: .five, milliseconds: 9999) }), ("1B 64 03", { $0.feed(lines: 3) }),
            ("1B 4A FF 1B 4A 2D", { $0.feed(dots: 300) }), ("", { $0.feed(lines: -1) }),
            ("1B 3D 02", { $0.select(printer: false, display: true) }), ("1B 74 10", { $0.codePage(16) }),
            ("1B 52 0F", { $0.internationalSet(15) }), ("1C 26", { $0.cjk(true) }), ("1C 2E", { $0.cjk(false) }),
            ("1C 21 8C", { $0.cjkStyle(doubleWidth: true, doubleHeight: true, underline: true) }),
            ("1C 53 01 02", { $0.cjkSpacing(left: 1, right: 2) }), ("1C 43 01", { $0.japaneseCode(1) }),
            ("1C 28 43 02 00 30 02", { $0.utf8(true) }),
            ("1C 28 43 03 00 3C 00 14", { $0.glyphPriority(.simplifiedChinese) }),
            ("1B 39 01", { $0.cloneEncoding(.utf8) }), ("10 04 01", { $0.request(.realTime(1, nil)) }),
            ("00 00 1B 40", { $0.flush(2) }),
        ]
        for (expected, write) in lines { #expect(try encode(write) == hex(expected), "\(expected)") }
    }

    @Test func `Chinese switches CJK on once, and back for a code page`() throws {
        let bytes = try encode {
            try $0.line("合计 58", .gbk)
            try $0.text("元", .gbk)
        }
        #expect(bytes == hex("1C 26 BA CF BC C6 20 35 38 0A D4 AA"))
    }

    @Test func `text can never become a command`() throws {
        #expect(encode { $0.text([0x41, 0x1B, 0x40, 0x0A]) } == hex("41 3F 40 3F"))
        #expect(throws: EncodingError.self) { try encode { try $0.text("A\u{1B}@", .ascii) } }
        #expect(throws: EncodingError.character("¥", encoding: "x")) {
            try encode { try $0.text("5¥", encoding: "x") { $0.isASCII ? Array($0.utf8) : nil } }
        }
    }

    @Test func `what is refused leaves the stream as it was`() throws {
        var encoder = Encoder()
        encoder.initialise()
        #expect(throws: EncodingError.self) { try encoder.text("漢🧾", .gbk) }
        #expect(throws: EncodingError.self) { try encoder.qr([UInt8](repeating: 0xFF, count: 2332)) }
        #expect(throws: EncodingError.self) { try encoder.qr("x", module: 17) }
        #expect(throws: EncodingError.self) { try encoder.qr([0x10, 0x04, 0x01]) }
        #expect(throws: EncodingError.self) { try encoder.barcode("12A", .ean13) }
        #expect(throws: EncodingError.self) { try encoder.barcode("", .code128) }
        #expect(throws: EncodingError.self) { try encoder.barcode("123", .itf) }
        #expect(throws: EncodingError.self) { try encoder.raster(Bitmap(width: 2000, height: 1)) }
        #expect(encoder.bytes == [0x1B, 0x40])
    }
}
