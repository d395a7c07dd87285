// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Receipts
import Rendering
import Tender
import Testing

@Suite struct ReceiptRendererTests {
    static let place = Slip.Place(
        merchantName: "示例超市(人民路店)", merchant: "301110154110001", terminal: "10025871", operatorNumber: "01")

    static func slip(_ paper: Paper) -> Printout {
        var slip = Slip(
            .sale, amount: Money(minor: 5_800), time: CivilTime(secondsSinceEpoch: 1_795_608_224), place: place,
            numbers: Slip.Numbers(batch: "000128", voucher: "004512", reference: "123456789012"))
        slip.link = "https://r.example.cn/8K4P2Q"
        let profile: Profile = paper == .mm58 ? .chineseNarrow : .chinese
        return Printout.read(slip.encode(copy: .cardholder, paper: paper), profile: profile)
    }

    @Test(
        .enabled(if: PublicGoldens.folder != nil, "no public vectors at hand"),
        arguments: [
            "esc-star-8dot-double-density", "esc-star-all-density-modes", "gs-v0-all-scaling-modes",
            "line-spacing-and-feed",
        ])
    func `graphics are the published ones dot for dot`(_ name: String) throws {
        let stream = try #require(PublicGoldens.stream(name))
        let expected = try #require(PublicGoldens.picture(name).flatMap { ReadPicture($0) })
        let printout = Printout.read(stream, profile: .narrow)
        let png = try ReceiptRenderer().png(printout)
        try ForeignTool.inFolder { folder in
            let file = folder.appending(path: "drawn.png")
            try Data(png).write(to: file)
            let drawn = try #require(ReadPicture(file))
            #expect(drawn.width == expected.width)
            for y in 0..<max(drawn.height, expected.height) {
                for x in 0..<expected.width where drawn.isBlack(x, y) != expected.isBlack(x, y) {
                    Issue.record("\(name) differs at \(x),\(y)")
                    return
                }
            }
        }
    }

    @Test(arguments: Paper.allCases)
    func `a picture has the paper's dots`(_ paper: Paper) throws {
        let printout = Self.slip(paper)
        let png = try ReceiptRenderer().png(printout)
        try ForeignTool.inFolder { folder in
            let file = folder.appending(path: "slip.png")
            try Data(png).write(to: file)
            let drawn = try #require(ReadPicture(file))
            #expect(drawn.width == paper.dots)
            #expect(drawn.height == printout.height)
            #expect((0..<drawn.height).contains { y in (0..<drawn.width).contains { drawn.isBlack($0, y) } })
        }
    }

    @Test(.enabled(if: ForeignTool.path("pdftotext") != nil, "pdftotext is not installed"), arguments: Paper.allCases)
    func `the words of a PDF can be searched`(_ paper: Paper) throws {
        let printout = Self.slip(paper)
        let pdf = try ReceiptRenderer().pdf(printout, title: "签购单")
        try ForeignTool.inFolder { folder in
            let file = folder.appending(path: "slip.pdf")
            try Data(pdf).write(to: file)
            let text = try #require(ForeignTool.run("pdftotext", ["-layout", file.path, "-"]))
            let seen = text.filter { !$0.isWhitespace }
            for line in printout.lines where !line.isEmpty {
                #expect(seen.contains(line.filter { !$0.isWhitespace }), "\(line)")
            }
        }
    }

    @Test(.enabled(if: ForeignTool.path("pdfinfo") != nil, "pdfinfo is not installed"))
    func `a page is as wide as the roll and as long as the receipt`() throws {
        let printout = Self.slip(.mm80)
        let pdf = try ReceiptRenderer().pdf(printout, title: "A slip")
        try ForeignTool.inFolder { folder in
            let file = folder.appending(path: "slip.pdf")
            try Data(pdf).write(to: file)
            let text = try #require(ForeignTool.run("pdfinfo", [file.path]))
            #expect(text.contains("Pages:           1"))
            let size = try #require(text.split(separator: "\n").first { $0.hasPrefix("Page size:") })
            let numbers = size.split(separator: " ").compactMap { Double($0) }
            #expect(abs((numbers.first ?? 0) - 80 * 72 / 25.4) < 0.1)
            #expect(abs((numbers.last ?? 0) - (Double(printout.height) / 8 + 8) * 72 / 25.4) < 0.1)
        }
    }

    @Test(
        .enabled(
            if: ForeignTool.path("zbarimg") != nil && ForeignTool.path("pdftoppm") != nil,
            "zbarimg or pdftoppm is not installed"), arguments: Paper.allCases)
    func `a scanner reads the code from picture and page`(_ paper: Paper) throws {
        let renderer = try ReceiptRenderer()
        let printout = Self.slip(paper)
        let png = try renderer.png(printout)
        let pdf = try renderer.pdf(printout, title: "slip")
        try ForeignTool.inFolder { folder in
            let picture = folder.appending(path: "slip.png")
            try Data(png).write(to: picture)
            #expect(try #require(ForeignTool.run("zbarimg", ["-q", "--raw", picture.path])).contains("8K4P2Q"))
            let page = folder.appending(path: "slip.pdf")
            try Data(pdf).write(to: page)
            let base = folder.appending(path: "page").path
            _ = ForeignTool.run("pdftoppm", ["-r", "203", "-png", "-singlefile", page.path, base])
            #expect(try #require(ForeignTool.run("zbarimg", ["-q", "--raw", base + ".png"])).contains("8K4P2Q"))
        }
    }

    @Test func `a fragment carries text, escapes it and names what is drawn`() throws {
        let printout = Printout.read(Array("A<b>&\"c\"\n".utf8) + [0x1D, 0x76, 0x30, 0, 1, 0, 1, 0, 0xFF, 0x0A])
        let html = try ReceiptRenderer().html(printout)
        #expect(html.contains("A&lt;b&gt;&amp;&quot;c&quot;"))
        #expect(html.contains("aria-label=\"image\""))
        #expect(!html.contains("<script"))
    }

    @Test func `a fragment shows turned, reverse, large and small characters by classes alone`() throws {
        var slip = Encoder()
        slip.initialise()
        slip.reverse(true)
        try slip.line("PAID", .ascii)
        slip.reverse(false)
        slip.size(width: 2, height: 2)
        try slip.line("LARGE", .ascii)
        slip.size(width: 1, height: 2)
        try slip.line("TALL", .ascii)
        slip.size(width: 2, height: 1)
        try slip.line("WIDE", .ascii)
        slip.size(width: 1, height: 1)
        slip.font(.b)
        try slip.line("SMALL", .ascii)
        slip.font(.a)
        slip.upsideDown(true)
        try slip.line("TURNED", .ascii)
        slip.upsideDown(false)
        slip.rotate(true)
        try slip.line("Q", .ascii)
        slip.rotate(false)
        slip.underline(dots: 1)
        try slip.line("LINE", .ascii)
        let html = try ReceiptRenderer().html(Printout.read(slip.bytes))
        for part in [
            "<span class=\"slip-reverse\">PAID</span>", "<span class=\"slip-w2\">LARGE</span>",
            "<span class=\"slip-tall\">TALL</span>", "<span class=\"slip-w2 slip-flat\">WIDE</span>",
            "<span class=\"slip-small\">SMALL</span>", "<p class=\"slip-line slip-turned\">TURNED</p>",
            "<span class=\"slip-quarter\">Q</span>", "<u>LINE</u>",
        ] {
            #expect(html.contains(part), "\(part)\n\(html)")
        }
        #expect(!html.contains("style="))
        for name in html.matches(of: /class="([^"]*)"/).flatMap({ $0.1.split(separator: " ") }) where name != "slip" {
            #expect(ReceiptRenderer.htmlStyle.contains(".\(name) ") || ReceiptRenderer.htmlStyle.contains(".\(name),"))
        }
    }

    @Test func `the customers' style sheet has the fragment's rules`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let sheet = try String(
            contentsOf: root.appending(path: "Sources/Console/Assets/receipt.css"), encoding: .utf8)
        #expect(sheet.contains(ReceiptRenderer.htmlStyle.trimmingCharacters(in: .newlines)))
    }

    @Test func `a fragment draws few dots and names many`() throws {
        var slip = Encoder()
        var small = Bitmap(width: 384, height: 24)
        for x in 100..<300 { small.blacken(x, 12) }
        try slip.raster(small)
        var dense = Bitmap(width: 384, height: 400)
        for y in 0..<400 { for x in 0..<384 where (x + y).isMultiple(of: 2) { dense.blacken(x, y) } }
        try slip.raster(dense)
        let html = try ReceiptRenderer().html(Printout.read(slip.bytes))
        #expect(html.contains("<path d=\"M100 12h200v1h-200z\"/>"))
        #expect(html.contains("width=\"16.00em\" height=\"1.00em\""))
        #expect(html.contains("[image]"))
        #expect(html.utf8.count < 30_000)
    }

    @Test func `one renderer serves several threads and draws the same each time`() async throws {
        let renderer = try ReceiptRenderer()
        let printout = Self.slip(.mm58)
        let first = try renderer.png(printout)
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try renderer.png(printout) } }
            for try await picture in group { #expect(picture == first) }
        }
    }

    @Test func `no stream, however hostile, stops the drawing`() throws {
        let renderer = try ReceiptRenderer()
        var state: UInt64 = 99
        for _ in 0..<60 {
            var bytes: [UInt8] = []
            for _ in 0..<300 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                let byte = UInt8(truncatingIfNeeded: state >> 33)
                bytes += byte < 40 ? [[0x1B, 0x1D, 0x1C, 0x0A][Int(byte) & 3]] : [byte]
            }
            let printout = Printout.read(bytes)
            if printout.height <= 8_000 { #expect(try renderer.png(printout).count > 8) }
            #expect(try renderer.pdf(printout, title: "\u{0}x").count > 8)
            #expect(renderer.html(printout).hasSuffix("</div>\n"))
        }
    }
}
