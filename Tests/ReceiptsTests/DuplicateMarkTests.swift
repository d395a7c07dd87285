// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Receipts
import Testing

@Suite struct DuplicateMarkTests {
    static func mark(_ bytes: [UInt8], profile: Profile = .standard) throws -> [UInt8] {
        try DuplicateMark.apply(
            to: bytes, copy: 2, at: "2026-11-25 12:30:00", by: "li", language: .chinese, profile: profile)
    }

    /// Images and symbols with their bytes.
    static func pictures(_ bytes: [UInt8]) -> [[UInt8]] {
        let meanings: Set<Meaning> = [.raster, .columnImage, .graphics, .symbol, .barcode]
        return StreamText(bytes).pieces.compactMap { piece in
            guard case .command(let command) = piece.token.kind, meanings.contains(command.meaning) else { return nil }
            return Array(piece.bytes)
        }
    }

    @Test func `a foreign slip is marked at top and bottom, in plain letters`() throws {
        let slip: [UInt8] =
            [0x1B, 0x40, 0x1D, 0x21, 0x11, 0x1B, 0x61, 1] + Array("SHOP\nTOTAL 58.00".utf8)
            + [0x1B, 0x64, 3, 0x1D, 0x56, 0x42, 0]
        let printout = Printout.read(try Self.mark(slip))
        #expect(printout.lines.first == "** DUPLICATE 2 **")
        #expect(printout.lines.filter { $0 == "** DUPLICATE 2 **" }.count == 2)
        #expect(printout.lines.filter { $0 == "2026-11-25 12:30:00 li" }.count == 2)
        for item in printout.items {
            guard case .text(let run) = item.content, run.text.contains("DUPLICATE") else { continue }
            #expect(run.style.wide == 1)
        }
        // What follows the mark is as it was.
        let shop = printout.items.compactMap { item -> TextRun? in
            guard case .text(let run) = item.content, run.text.contains("SHOP") else { return nil }
            return run
        }
        #expect(shop.first?.style.wide == 2)
    }

    @Test func `a slip that prints Chinese is marked in Chinese`() throws {
        let copy = try Self.mark(SampleSlips.slip(.sale).encode(copy: .cardholder, paper: .mm58))
        let lines = Printout.read(copy, profile: .chineseNarrow).lines
        #expect(lines.filter { $0.contains("重打印 DUPLICATE 2") }.count == 2)
        #expect(SlipFacts.read(lines: lines).marks.contains(.reprint))
        #expect(SlipFacts.read(lines: lines).time?.value == SampleSlips.time)
    }

    @Test func `the bottom mark stands before the feed that carries the slip past the cutter`() throws {
        let slip: [UInt8] = Array("TOTAL 58.00\n\n\n".utf8) + [0x1B, 0x64, 3, 0x1D, 0x56, 0]
        let lines = Printout.read(try Self.mark(slip)).lines
        let total = try #require(lines.firstIndex(of: "TOTAL 58.00"))
        #expect(lines[total + 1] == "** DUPLICATE 2 **")
    }

    @Test func `each slip of a job is marked`() throws {
        let part = Array("SLIP\n".utf8) + [0x1D, 0x56, 0]
        let lines = Printout.read(try Self.mark([0x1B, 0x40] + part + part)).lines
        #expect(lines.filter { $0.contains("DUPLICATE") }.count == 4)
    }

    @Test func `no drawer opens, and nothing is asked`() throws {
        let slip: [UInt8] =
            [0x1B, 0x40, 0x1B, 0x70, 0, 25, 250, 0x10, 0x14, 1, 0, 1, 0x10, 4, 1, 7, 0x1D, 0x72, 1]
            + Array("A\n".utf8) + [0x1D, 0x56, 0]
        let copy = try Self.mark(slip)
        #expect(Printout.read(copy).facts.drawerPulses == 0)
        for piece in StreamText(copy).pieces {
            guard case .command(let command) = piece.token.kind else { continue }
            #expect(![.drawer, .realTimeStatus, .realTimeAction, .transmitStatus].contains(command.meaning))
        }
    }

    @Test func `a stream of Star's is marked, one of pictures alone is refused`() throws {
        let star: [UInt8] =
            [0x1B, 0x40, 0x1B, 0x1D, 0x61, 1, 0x1B, 0x45] + Array("STAR\n".utf8)
            + [0x1B, 0x07, 11, 55, 0x07, 0x1B, 0x64, 2]
        let copy = try Self.mark(star, profile: .star)
        #expect(Printout.read(copy, profile: .star).lines.filter { $0.contains("DUPLICATE") }.count == 2)
        #expect(!copy.contains(7))
        let pictures: [UInt8] = [0x1B, 0x2A, 0x72, 0x41, 0x62, 1, 0, 0xFF]
        #expect(throws: DuplicateMark.Refusal.picturesOnly) { try Self.mark(pictures, profile: .star) }
    }

    @Test func `an image torn off at the end does not swallow the mark`() throws {
        let torn: [UInt8] = Array("A\n".utf8) + [0x1D, 0x76, 0x30, 0, 72, 0, 0xFF, 0, 1, 2, 3]
        #expect(Printout.read(try Self.mark(torn)).lines.filter { $0.contains("DUPLICATE") }.count == 2)
    }

    @Test func `images and symbols stay byte for byte, and what is printed stays as it was`() throws {
        var chance = Chance(seed: 21)
        let pieces: [[UInt8]] = [
            [0x1D, 0x76, 0x30, 0, 1, 0, 4, 0, 0x10, 0x04, 0x01, 0x0A], [0x1B, 0x2A, 0, 3, 0, 0x1B, 0x70, 0],
            [0x1D, 0x28, 0x6B, 6, 0, 0x31, 0x50, 0x30, 0x41, 0x42, 0x43], [0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30],
            [0x1D, 0x6B, 4, 0x41, 0x42, 0], Array("TEXT 12".utf8), [0x0A], [0x1B, 0x45, 1], [0x1B, 0x45, 0],
            [0x1D, 0x21, 0x11], [0x1B, 0x21, 0x08], [0x1B, 0x61, 1], [0x1B, 0x7B, 1], [0x1D, 0x42, 1], [0x1B, 0x40],
            [0x1B, 0x70, 0, 1, 1], [0x10, 4, 1], [0x1D, 0x56, 0], [0x1C, 0x26], [0xD6, 0xD0], [0x1B, 0x33, 60],
        ]
        for _ in 0..<400 {
            var bytes: [UInt8] = []
            for _ in 0..<chance.below(24) { bytes += pieces[chance.below(pieces.count)] }
            let copy = try Self.mark(bytes)
            #expect(Self.pictures(copy) == Self.pictures(bytes))
            // Every run of the original is on the copy, in the same order and style.
            func runs(_ stream: [UInt8]) -> [TextRun] {
                Printout.read(stream).items.compactMap { item in
                    guard case .text(let run) = item.content else { return nil }
                    let isMark = run.text.contains("DUPLICATE") || run.text.contains("12:30:00")
                    return isMark || run.text.contains("重") ? nil : run
                }
            }
            #expect(runs(copy).filter { $0.text.contains("TEXT") } == runs(bytes).filter { $0.text.contains("TEXT") })
        }
    }
}
