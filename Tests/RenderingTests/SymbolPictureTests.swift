// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Rendering
import Testing

/// Symbols on paper, read by scanners that others wrote.
@Suite struct `Symbols that a scanner reads` {
    /// A stream that prints one barcode by `GS k` with 2-dot modules.
    static func barcode(_ m: UInt8, _ data: String) -> [UInt8] {
        let bytes = Array(data.utf8)
        return [
            0x1B, 0x40, 0x1B, 0x61, 1, 0x1D, 0x77, 2, 0x1D, 0x68, 80, 0x1D, 0x48, 2, 0x1D, 0x6B, m, UInt8(bytes.count),
        ]
            + bytes + [0x0A, 0x0A]
    }

    /// A stream that stores and prints a two-dimensional symbol by `GS ( k`, with settings before it.
    static func symbol(_ cn: UInt8, _ settings: [[UInt8]], _ data: [UInt8]) -> [UInt8] {
        func command(_ body: [UInt8]) -> [UInt8] {
            [0x1D, 0x28, 0x6B, UInt8(body.count & 0xFF), UInt8(body.count >> 8)] + body
        }
        var bytes: [UInt8] = [0x1B, 0x40, 0x1B, 0x61, 1]
        for setting in settings { bytes += command([cn] + setting) }
        return bytes + command([cn, 0x50, 0x30] + data) + command([cn, 0x51, 0x30]) + [0x0A]
    }

    @Test(
        .enabled(if: ForeignTool.path("zbarimg") != nil, "zbarimg is not installed"),
        arguments: [
            (73, "{B00SO20261125", "CODE-128:00SO20261125"), (73, "{C\u{0C}\u{22}\u{38}", "CODE-128:123456"),
            (67, "590123412345", "EAN-13:5901234123457"), (68, "4006381", "EAN-8:40063812"),
            (65, "01234567890", "UPC-A:012345678905"), (69, "ORDER-77", "CODE-39:ORDER-77"),
            (70, "00123456", "I2/5:00123456"), (71, "A40156B", "Codabar:A40156B"),
            (72, "VOUCHER 4512", "CODE-93:VOUCHER 4512"),
        ] as [(UInt8, String, String)])
    func `a barcode at two dots a module`(_ m: UInt8, _ data: String, _ reads: String) throws {
        let png = try ReceiptRenderer().png(Printout.read(Self.barcode(m, data), profile: .narrow))
        try ForeignTool.inFolder { folder in
            let picture = folder.appending(path: "code.png")
            try Data(png).write(to: picture)
            let read = try #require(ForeignTool.run("zbarimg", ["-q", "-Senable", picture.path]))
            #expect(read.contains(reads), "\(read)")
        }
    }

    static let matrices: [(name: String, format: String, stream: [UInt8], size: (Int, Int))] = [
        (
            "PDF417 of four columns and rows of three modules", "PDF417",
            symbol(
                0x30, [[0x41, 4], [0x43, 2], [0x44, 3], [0x45, 0x30, 0x32]], Array("SO20261125000077/58.00".utf8)),
            (274, 42)
        ),
        ("DataMatrix of four dots", "DataMatrix", symbol(0x36, [[0x43, 4]], Array("8K4P2Q".utf8)), (56, 56)),
        (
            "DataMatrix of 16 by 48 modules", "DataMatrix",
            symbol(0x36, [[0x42, 0x31, 16, 48], [0x43, 4]], Array("8K4P2Q 58.00".utf8)), (192, 64)
        ),
        ("Aztec of five dots", "Aztec", symbol(0x35, [[0x43, 5]], Array("8K4P2Q".utf8)), (75, 75)),
        ("MaxiCode", "MaxiCode", symbol(0x32, [[0x41, 0x34]], Array("SO20261125000077".utf8)), (225, 216)),
    ]

    @Test(
        .enabled(if: ForeignTool.path("zbarimg") != nil, "zbarimg is not installed"),
        arguments: [
            ("4", "ORDER-77", "CODE-39:ORDER-77"), ("6", "SO20261125", "CODE-128:SO20261125"),
            ("3", "590123412345", "EAN-13:5901234123457"), ("5", "00123456", "I2/5:00123456"),
            ("7", "VOUCHER 4512", "CODE-93:VOUCHER 4512"),
        ])
    func `a barcode of a Star printer`(_ kind: String, _ data: String, _ reads: String) throws {
        let stream = [0x1B, 0x40, 0x1B, 0x1D, 0x61, 1, 0x1B, 0x62] + Array("\(kind)21P\(data)\u{1E}\n".utf8)
        let printout = Printout.read(stream, profile: .star)
        #expect(printout.facts.leftOut == 0)
        let png = try ReceiptRenderer().png(printout)
        try ForeignTool.inFolder { folder in
            let picture = folder.appending(path: "code.png")
            try Data(png).write(to: picture)
            let read = try #require(ForeignTool.run("zbarimg", ["-q", "-Senable", picture.path]))
            #expect(read.contains(reads), "\(read)")
        }
    }

    @Test func `a PDF417 of a Star printer has the rows and columns that it commands`() throws {
        let data = Array("SO20261125/58.00".utf8)
        let head: [UInt8] = [0x1B, 0x1D, 0x78]
        let stream =
            head + [0x53, 0x30, 1, 10, 4] + head + [0x53, 0x31, 2] + head + [0x53, 0x32, 2] + head + [0x53, 0x33, 3]
            + head + [0x44, UInt8(data.count), 0] + data + head + [0x50, 0x0A]
        let printout = Printout.read(stream, profile: .star)
        let item = try #require(printout.items.first)
        #expect((item.width, item.height) == ((17 * 4 + 69) * 2, 10 * 2 * 3))
        let picture = try #require(ReadPicture(ReceiptRenderer().png(printout)))
        let box = try #require(Self.blackBox(picture))
        #expect((box.width, box.height) == (item.width, item.height))
    }

    /// Dots that are black, as a box: x, y, width, height.
    static func blackBox(_ picture: ReadPicture) -> (x: Int, y: Int, width: Int, height: Int)? {
        var (left, top, right, bottom) = (Int.max, Int.max, -1, -1)
        for y in 0..<picture.height {
            for x in 0..<picture.width where picture.isBlack(x, y) {
                (left, right) = (min(left, x), max(right, x))
                (top, bottom) = (min(top, y), max(bottom, y))
            }
        }
        return right < 0 ? nil : (left, top, right - left + 1, bottom - top + 1)
    }

    @Test(arguments: matrices.indices)
    func `a field of modules has the size that the stream commands, dot for dot`(_ index: Int) throws {
        let (name, _, stream, size) = Self.matrices[index]
        let printout = Printout.read(stream)
        let item = try #require(printout.items.first)
        let picture = try #require(ReadPicture(ReceiptRenderer().png(printout)))
        let box = try #require(Self.blackBox(picture))
        #expect((item.width, item.height) == size, "\(name): \(item.width) × \(item.height)")
        // Hexagons and the right edges of symbols may leave the last dots white.
        #expect(abs(box.width - size.0) <= 8 && abs(box.height - size.1) <= 4, "\(name): \(box)")
        #expect(box.x >= item.x && box.x + box.width <= item.x + item.width)
        #expect(box.y >= item.y && box.y + box.height <= item.y + item.height)
    }

    @Test(arguments: [0x30, 0x32, 0x33, 0x34, 0x35, 0x36] as [UInt8])
    func `data that no symbol holds is shown as a box with its words`(_ cn: UInt8) throws {
        let data = Array(repeating: UInt8(ascii: "#"), count: 2_990)
        let printout = Printout.read(Self.symbol(cn, [], data))
        let picture = try #require(ReadPicture(ReceiptRenderer().png(printout)))
        #expect(try #require(Self.blackBox(picture)).width > 40)
    }
}
