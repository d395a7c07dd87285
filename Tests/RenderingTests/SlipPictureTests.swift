// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Receipts
import Rendering
import Tender
import Testing

/// Our own slips, dot by dot.
@Suite struct `Slips in dots` {
    static func slip(_ name: String = "示例超市", link: String? = nil) -> Slip {
        var slip = Slip(
            .sale, amount: Money(minor: 5_800), time: CivilTime(secondsSinceEpoch: 1_795_000_000),
            place: Slip.Place(merchantName: name))
        slip.link = link
        return slip
    }

    static func printout(_ slip: Slip, _ paper: Paper, dots: (any SlipDots)? = nil) -> Printout {
        Printout.read(
            slip.encode(copy: .cardholder, paper: paper, dots: dots), profile: paper == .mm58 ? .narrow : .standard)
    }

    @Test(arguments: Paper.allCases, [20, 60, 120, 240])
    func `the code to scan has four modules of white paper on every side`(_ paper: Paper, _ length: Int) throws {
        let link = "https://shop.example/r/" + String(repeating: "k", count: length - 20)
        let printout = Self.printout(Self.slip(link: link), paper)
        let item = try #require(printout.items.first { if case .symbol = $0.content { true } else { false } })
        guard case .symbol(let symbol) = item.content else { return }
        let picture = try #require(ReadPicture(ReceiptRenderer().png(printout)))
        let quiet = 4 * symbol.module
        #expect(item.x >= quiet && item.x + item.width + quiet <= paper.dots)
        var dirty = 0
        for y in (item.y - quiet)..<(item.y + item.height + quiet) {
            for x in (item.x - quiet)..<(item.x + item.width + quiet) {
                let isInside =
                    x >= item.x && x < item.x + item.width && y >= item.y && y < item.y + item.height
                if !isInside, picture.isBlack(x, y) { dirty += 1 }
            }
        }
        #expect(dirty == 0)
    }

    @Test(
        .enabled(if: ForeignTool.path("zbarimg") != nil, "zbarimg is not installed"), arguments: Paper.allCases,
        [20, 120, 240])
    func `a scanner reads it, whatever its length`(_ paper: Paper, _ length: Int) throws {
        let link = "https://shop.example/r/" + String(repeating: "k", count: length - 20)
        let png = try ReceiptRenderer().png(Self.printout(Self.slip(link: link), paper))
        try ForeignTool.inFolder { folder in
            let picture = folder.appending(path: "slip.png")
            try Data(png).write(to: picture)
            #expect(ForeignTool.run("zbarimg", ["-q", "--raw", picture.path]) == link + "\n")
        }
    }

    @Test func `what no code holds at a readable size is left out`() {
        let slip = Self.slip(link: "https://shop.example/" + String(repeating: "k", count: 800))
        let printout = Self.printout(slip, .mm58)
        #expect(!printout.items.contains { if case .symbol = $0.content { true } else { false } })
    }

    @Test func `a line with a character that the printer lacks is printed as dots, and no other line is`() throws {
        let renderer = try ReceiptRenderer()
        let slip = Self.slip("𠮷野家(人民路店)")
        let with = slip.printed(copy: .cardholder, paper: .mm58, dots: renderer)
        let without = slip.printed(copy: .cardholder, paper: .mm58)
        #expect(with.drawn == ["𠮷"] && with.replaced.isEmpty)
        #expect(without.replaced == ["𠮷"] && without.drawn.isEmpty)
        let lines = Printout.read(with.bytes, profile: .narrow).lines
        let replaced = Printout.read(without.bytes, profile: .narrow).lines
        #expect(replaced.contains { $0.contains("□野家(人民路店)") })
        #expect(!lines.contains { $0.contains("野家") })
        #expect(lines.filter { $0 != "" } == replaced.filter { !$0.contains("□") && $0 != "" })
        let bands = Printout.read(with.bytes, profile: .narrow).items.compactMap { item -> Bitmap? in
            if case .bitmap(let bitmap) = item.content { bitmap } else { nil }
        }
        #expect(bands.count == 1)
        // Two blanks in front, then the characters where the printer's own would stand.
        let band = try #require(bands.first)
        let ink = (0..<band.width).filter { x in (0..<band.height).contains { band[x, $0] } }
        #expect(ink.first.map { (24..<48).contains($0) } == true)
        #expect(ink.last.map { (19 * 12 - 24..<19 * 12).contains($0) } == true)
    }

    @Test func `what no font has is replaced and named, never left out in silence`() throws {
        // Of the last plane: office programs bring fonts that draw the private letters of the first one.
        let printed = Self.slip("店\u{10F123}").printed(copy: .cardholder, paper: .mm80, dots: try ReceiptRenderer())
        #expect(printed.replaced == ["\u{10F123}"])
        #expect(Printout.read(printed.bytes).lines.contains { $0.contains("店□") })
    }
}
