// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct PrintoutImageTests {
    private func boxes(_ printout: Printout) -> [String] {
        printout.items.compactMap { item in
            switch item.content {
            case .bitmap: "\(item.x),\(item.y) \(item.width)x\(item.height)"
            case .symbol(let symbol): "\(symbol.kind) \(item.x),\(item.y) \(item.width)x\(item.height)"
            case .cut(let cut): "\(cut) cut \(item.y)"
            case .text: nil
            }
        }
    }

    @Test(
        arguments: [
            ("<1D 76 30 00 02 00 03 00 FF FF FF FF FF FF>", ["0,0 16x3"]),
            ("<1B 61 01 1D 76 30 03 01 00 02 00 FF FF>", ["280,0 16x4"]),
            ("<1B 61 02 1D 76 30 31 01 00 01 00 FF>", ["560,0 16x1"]),
            ("A<1D 76 30 00 01 00 01 00 FF>", ["0,30 8x1"]),
            ("<1B 2A 00 02 00 FF FF 1B 2A 01 02 00 FF FF>\n", ["0,0 4x8", "4,0 2x8"]),
            ("A<1B 2A 21 01 00 FF FF FF>\n", ["12,0 1x24"]),
            ("<1D 2A 01 01 FF FF FF FF FF FF FF FF 1D 2F 03>", ["0,0 16x16"]),
            ("<1C 71 01 01 00 01 00 FF FF FF FF FF FF FF FF 1C 70 01 00 1C 70 01 03>", ["0,0 8x8", "0,8 16x16"]),
            ("<1D 28 4C 0B 00 30 70 30 01 01 31 05 00 01 00 F8 1D 28 4C 02 00 30 32>", ["0,0 5x1"]),
            ("<1D 28 4C 0B 00 30 70 30 02 02 31 08 00 01 00 FF 1D 28 4C 02 00 30 02>", ["0,0 16x2"]),
            ("<1D 38 4C 0B 00 00 00 30 70 30 01 01 31 08 00 01 00 FF 1D 28 4C 02 00 30 32>", ["0,0 8x1"]),
            (
                "<1D 28 4C 0C 00 30 43 30 41 42 31 08 00 01 00 31 FF 1D 28 4C 06 00 30 45 41 42 01 02>",
                ["0,0 8x2"]
            ),
            ("<1D 28 4C 02 00 30 32>", []),
            ("<1D 56 00>A\n<1D 56 01 1D 56 42 0A>", ["full cut 0", "partial cut 30", "partial cut 40"]),
            (
                "<1B 4C 1B 57 0A 00 14 00 64 00 32 00 1D 76 30 00 01 00 01 00 FF 0C 1D 56 00>",
                ["10,20 8x1", "full cut 70"]
            ),
            (
                "<1B 4C 1B 57 00 00 00 00 64 00 32 00 1B 54 01 1D 76 30 00 01 00 02 00 FF FF 0C>",
                ["0,42 2x8"]
            ),
            (
                "<1B 4C 1B 57 00 00 00 00 64 00 32 00 1B 54 02 1D 76 30 00 01 00 02 00 FF FF 0C>",
                ["92,48 8x2"]
            ),
            (
                "<1B 4C 1B 57 00 00 00 00 64 00 32 00 1B 54 03 1D 76 30 00 01 00 02 00 FF FF 0C>",
                ["98,0 2x8"]
            ),
            ("<1D 77 02 1D 68 32 1D 6B 02>4006381333931<00>", ["ean13 0,0 190x50"]),
            ("<1D 77 02 1D 68 32 1D 48 02 1D 6B 43 0C>400638133393", ["ean13 0,0 190x74"]),
            ("<1D 77 03 1D 68 32 1D 6B 49 05>{BABC", ["code128 0,0 204x50"]),
            ("<1D 28 6B 03 00 31 43 04 1D 28 6B 04 00 31 50 30>A<1D 28 6B 03 00 31 51 30>", ["qr 0,0 84x84"]),
        ] as [(String, [String])])
    func `images, symbols and cuts stand where the commands put them`(_ stream: String, _ expected: [String]) {
        #expect(boxes(Slip.read("<1B 40>" + stream, .ascii)) == expected)
    }

    @Test func `an image wider than the paper is cut at its edge`() throws {
        var bytes: [UInt8] = [0x1D, 0x76, 0x30, 0, 100, 0, 2, 0]
        bytes += [UInt8](repeating: 0xFF, count: 200)
        let item = try #require(Printout.read(bytes, profile: .narrow).items.first)
        #expect((item.width, item.height) == (384, 2))
    }

    @Test(arguments: [
        ("upcE", "01234565", Symbol.Kind.upcE, 51), ("upcA", "03600029145", .upcA, 95), ("ean8", "9638507", .ean8, 67),
        ("code39", "ABC-1", .code39, 7 * 9 + 6 + 0), ("code93", "TEST93", .code93, 9 * 10 + 1),
        ("itf", "123456", .itf, 0),
        ("codabar", "A123B", .codabar, 0), ("gs1128", "{C", .gs1128, 0),
        ("code128", "1234567890", .code128, 11 * 7 + 13),
    ])
    func `bars begin and end black and have the width of their symbology`(
        _ name: String, _ text: String, _ kind: Symbol.Kind, _ modules: Int
    ) throws {
        let symbol = Symbol(kind: kind, data: Array(text.utf8), module: 1, barHeight: 50)
        guard let stripes = symbol.stripes else { return #expect(kind == .gs1128, "no bars for \(name)") }
        #expect(stripes.count % 2 == 1)
        #expect(stripes.allSatisfy { $0 > 0 })
        if modules > 0, kind != .code39 { #expect(stripes.reduce(0, +) == modules) }
        if kind == .code39 { #expect(stripes.count == modules) }
    }

    @Test(arguments: [
        (Symbol.Kind.ean13, "4006381333931", "11132111123111414113121122211111141114111411311214112221111"),
        (.ean13, "400638133393", "11132111123111414113121122211111141114111411311214112221111"),
        (.ean8, "9638507", "1113112111414111213111111231321113121132111"),
        (.upcA, "03600029145", "11132111411111432113211321111111212231122221113212312122111"),
        (.code128, "ABC-1234", "2112141113231311231313211221321131411122321311231311232331112"),
        (.code128, "{BHELLO", "2112142311131321131321311321311331212311132331112"),
        (.code39, "ABC-1", "131131311131111311311131131131313113111113111131313113111131131131311"),
    ])
    func `bars equal those of an independent encoder`(_ kind: Symbol.Kind, _ text: String, _ widths: String) throws {
        let stripes = try #require(Symbol(kind: kind, data: Array(text.utf8), module: 1).stripes)
        #expect(stripes.map(String.init).joined() == widths)
    }

    @Test(arguments: [(17, 0, 1), (18, 0, 2), (32, 0, 2), (2_953, 0, 40), (14, 1, 1), (7, 3, 1), (8, 3, 2)])
    func `a QR symbol takes the smallest version that holds its bytes`(_ count: Int, _ level: Int, _ version: Int) {
        var symbol = Symbol(kind: .qr, data: [UInt8](repeating: 0x61, count: count), module: 3)
        symbol.errorCorrection = level
        #expect(symbol.qrVersion == version)
        #expect(symbol.size.width == (17 + 4 * version) * 3)
    }

    @Test func `a hostile stream stays within its limits and ends`() {
        let image: [UInt8] = [0x1C, 0x71, 1, 48, 0, 255, 0] + [UInt8](repeating: 0xFF, count: 48 * 8 * 255)
        let bytes = image + (0..<3_000).flatMap { _ in [0x1C, 0x70, 1, 0] as [UInt8] }
        let printout = Printout.read(bytes)
        let dots = printout.items.reduce(0) { $0 + $1.width * $1.height }
        #expect(dots <= PrintoutLimits.dots)
        #expect(printout.facts.leftOut > 0)
        #expect(printout.dots().height <= PrintoutLimits.tape)
    }

    @Test(arguments: 0..<300)
    func `random commands never trap and keep every item on the tape`(_ seed: UInt64) {
        var chance = SplitMix(seed: seed)
        let starts: [[UInt8]] = Command.all.map(\.prefix)
        var bytes: [UInt8] = []
        while bytes.count < 1_500 {
            bytes += starts.randomElement(using: &chance) ?? []
            bytes += (0..<Int.random(in: 0...12, using: &chance)).map { _ in
                Bool.random(using: &chance)
                    ? UInt8.random(in: 0...255, using: &chance) : UInt8.random(in: 0...3, using: &chance)
            }
        }
        for profile in Profile.all {
            let printout = Printout.read(bytes, profile: profile)
            #expect(printout.facts.bytes == bytes.count)
            #expect(printout.items.allSatisfy { $0.y >= 0 && $0.width >= 0 && $0.y + $0.height <= printout.height })
        }
    }
}
