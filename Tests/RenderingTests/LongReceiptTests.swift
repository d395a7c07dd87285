// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Rendering
import Testing

/// Receipts that no printer made: endless, empty, and with numbers that no paper has.
@Suite struct LongReceiptTests {
    static func printout(width: Int = 576, height: Int, items: [Printout.Item] = []) -> Printout {
        Printout(width: width, height: height, items: items, lines: [], encoding: .ascii, facts: StreamFacts())
    }

    static func word(_ text: String, x: Int = 0, y: Int, width: Int = 48, height: Int = 24) -> Printout.Item {
        let run = TextRun(text: text, cells: text.unicodeScalars.map { _ in 1 }, pitch: 12, style: TextStyle())
        return Printout.Item(x: x, y: y, width: width, height: height, content: .text(run))
    }

    @Test func `an endless picture ends with a mark`() throws {
        let long = Self.printout(height: 40_000)
        #expect(ReceiptRenderer.isTooLong(long))
        let picture = try #require(ReadPicture(try ReceiptRenderer().png(long)))
        #expect(picture.height == ReceiptRenderer.mostRows)
        #expect(!picture.isBlack(2, picture.height - 50))
        #expect(picture.isBlack(2, picture.height - 1))
        #expect(picture.isBlack(575, picture.height - 47))
    }

    @Test func `the longest whole picture has no mark`() throws {
        let whole = Self.printout(height: ReceiptRenderer.mostRows)
        #expect(!ReceiptRenderer.isTooLong(whole))
        let picture = try #require(ReadPicture(try ReceiptRenderer().png(whole)))
        #expect(!picture.isBlack(2, picture.height - 1))
    }

    @Test(
        .enabled(
            if: ForeignTool.path("pdftotext") != nil && ForeignTool.path("pdfinfo") != nil,
            "pdftotext or pdfinfo is not installed"))
    func `what is longer than a page goes on on the next, and ends with a mark`() throws {
        let words = [Self.word("FIRST", y: 10), Self.word("SECOND", y: 70_000), Self.word("LAST", y: 3_000_000)]
        let pdf = try ReceiptRenderer().pdf(Self.printout(height: 4_000_000, items: words), title: "long")
        try ForeignTool.inFolder { folder in
            let file = folder.appending(path: "long.pdf")
            try Data(pdf).write(to: file)
            #expect(try #require(ForeignTool.run("pdfinfo", [file.path])).contains("Pages:           25"))
            let pages = try #require(ForeignTool.run("pdftotext", ["-layout", file.path, "-"])).split(
                separator: "\u{0C}", omittingEmptySubsequences: false)
            #expect(pages[0].contains("FIRST"))
            #expect(!pages[0].contains("SECOND"))
            #expect(pages[1].contains("SECOND"))
            #expect(pages[24].contains("CUT HERE"))
            #expect(!pages.contains { $0.contains("LAST") })
        }
    }

    static let strange: [Printout] = [
        printout(width: 0, height: 0), printout(width: -1, height: -1), printout(width: Int.max, height: 10),
        printout(height: Int.max, items: [word("A", y: Int.max), word("B", y: Int.min), word("C", x: Int.min, y: 0)]),
        printout(height: 100, items: [word("", y: 0, width: 0, height: 0), word("D", y: 0, width: 0, height: 0)]),
        printout(height: 100, items: [word("E", y: 0, width: Int.max, height: Int.max)]),
        printout(height: 100, items: [word("\u{0}\u{1B}\u{7F}\u{85}\u{2028}\u{202E}\u{FFFF}\u{E000}", y: 0)]),
        printout(
            height: 100,
            items: Symbol.Kind.every.flatMap { kind in
                [[], [0x41], Array("12345678901".utf8), [UInt8](repeating: 0xFF, count: 9_000)].map { data in
                    let symbol = Symbol(kind: kind, data: data, module: Int.max, barHeight: Int.max)
                    return Printout.Item(x: 0, y: 0, width: 0, height: 0, content: .symbol(symbol))
                }
            }),
        printout(
            height: 100,
            items: [Bitmap(width: 0, height: 5), Bitmap(width: 5, height: 0), Bitmap(width: 40_000, height: 2)].map {
                Printout.Item(x: -3, y: 0, width: $0.width, height: $0.height, content: .bitmap($0))
            }),
    ]

    @Test(arguments: strange.indices)
    func `no printout, however strange, stops the drawing`(_ index: Int) throws {
        let renderer = try ReceiptRenderer()
        let printout = Self.strange[index]
        #expect(ReadPicture(try renderer.png(printout)) != nil)
        let start = try renderer.pdf(printout, title: "\u{0}x").prefix(5)
        #expect(Array(start) == Array("%PDF-".utf8))
        #expect(renderer.html(printout).hasSuffix("</div>\n"))
    }

    @Test func `an image taller than the library's own pictures is drawn whole`() throws {
        var image = Bitmap(width: 9, height: 31_000)
        for y in [0, 16_383, 16_384, 30_999] { image.blacken(8, y) }
        let item = Printout.Item(x: 1, y: 2, width: 9, height: 31_000, content: .bitmap(image))
        let picture = try #require(
            ReadPicture(try ReceiptRenderer().png(Self.printout(width: 384, height: 31_010, items: [item]))))
        let black = (0..<31_010).filter { picture.isBlack(9, $0) }
        #expect(black == [2, 16_385, 16_386, 31_001])
    }
}

extension Symbol.Kind {
    fileprivate static let every: [Symbol.Kind] = [
        .upcA, .upcE, .ean13, .ean8, .code39, .itf, .codabar, .code93, .code128, .gs1128, .dataBarOmnidirectional, .qr,
        .microQR, .pdf417, .maxiCode, .dataBarStacked, .composite, .aztec, .dataMatrix,
    ]
}
