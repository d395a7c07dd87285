// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

/// Public streams and the dots they must give. The goldens' PNGs are compared where PNGs are read (Rendering);
/// here stand the black runs of the same pictures, row by row, so that the geometry is held without fonts.
@Suite struct PrintoutVectorTests {
    @Test(.enabled(if: PrintVectors.isPresent))
    func `the receipt with a logo gives its published text`() throws {
        let bytes = try #require(PrintVectors.stream("receipt-with-logo.bin"))
        let expected = try #require(PrintVectors.stream("receipt-with-logo.expected.txt"))
        let printout = Printout.read(bytes)
        let wanted = String(decoding: expected, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map { LineEnds.trimmed(String($0)) }
        #expect(LineEnds.withoutLastEmpty(printout.lines) == LineEnds.withoutLastEmpty(wanted))
        #expect(printout.facts.cuts == 1)
        #expect(printout.facts.drawerPulses == 1)
        #expect(printout.facts.unknownCount == 0)
    }

    struct Golden: Sendable, CustomTestStringConvertible {
        let name: String
        let size: (Int, Int)
        /// y: black runs from…to, in dots.
        let rows: [Int: [ClosedRange<Int>]]
        var testDescription: String { name }
    }

    private static func cross(_ rows: [Int], scale: Int, step: Int = 1, last: Int = 7) -> [Int: [ClosedRange<Int>]] {
        var result: [Int: [ClosedRange<Int>]] = [:]
        for (index, y) in rows.enumerated() {
            let inner = min(index / step, last - index / step)
            let (left, right) = (inner * scale, (last - inner) * scale)
            let runs = [left...left + scale - 1, right...right + scale - 1]
            result[y] = runs[0].upperBound + 1 == runs[1].lowerBound ? [left...right + scale - 1] : runs
        }
        return result
    }

    static let goldens: [Golden] = [
        Golden(
            name: "esc-star-8dot-double-density", size: (384, 30), rows: cross(Array(0..<8), scale: 1)),
        Golden(
            name: "esc-star-all-density-modes", size: (384, 120),
            rows: cross(Array(0..<8), scale: 2).merging(cross(Array(30..<38), scale: 1)) { $1 }
                .merging(cross(Array(60..<84), scale: 2, last: 23)) { $1 }
                .merging(cross(Array(90..<114), scale: 1, last: 23)) { $1 }),
        Golden(
            name: "gs-v0-all-scaling-modes", size: (384, 48),
            rows: cross(Array(0..<8), scale: 1).merging(cross(Array(8..<16), scale: 2)) { $1 }
                .merging(cross(Array(16..<32), scale: 1, step: 2)) { $1 }
                .merging(cross(Array(32..<48), scale: 2, step: 2)) { $1 }),
        Golden(
            name: "line-spacing-and-feed", size: (384, 90), rows: [0: [0...7], 30: [0...7], 40: [0...7], 60: [0...7]]),
    ]

    @Test(.enabled(if: PrintVectors.isPresent), arguments: goldens)
    func `a golden's graphics are equal dot for dot`(_ golden: Golden) throws {
        let hex = try #require(PrintVectors.stream("golden/\(golden.name)/input.hex"))
        let printout = Printout.read(hex, profile: .narrow)
        #expect(printout.width == golden.size.0)
        #expect(printout.height == golden.size.1)
        let dots = printout.dots()
        for y in 0..<dots.height { #expect(LineEnds.runs(dots, y) == golden.rows[y] ?? [], "row \(y)") }
    }

    @Test(.enabled(if: PrintVectors.isPresent))
    func `the styled golden has its lines and its rule where the picture has them`() throws {
        let hex = try #require(PrintVectors.stream("golden/receiptful-html2escpos/input.hex"))
        let printout = Printout.read(hex, profile: .narrow)
        #expect((printout.width, printout.height) == (384, 178))
        #expect(printout.lines == ["Receiptful", "BoldUnderSmallInverse", "Latte             3.50", "", "Done"])
        let runs = printout.items.compactMap { item -> (String, Int, Int)? in
            if case .text(let run) = item.content { (run.text, item.x, item.y) } else { nil }
        }
        #expect(
            runs.map(\.0) == [
                "Receiptful", "Bold", "Under", "Small", "Inverse", "Latte             3.50          ", "Done",
            ])
        #expect(runs.map(\.1) == [0, 73, 121, 181, 226, 0 + runs[5].1, 168])
        #expect(runs.map(\.2) == [0, 48, 48, 55, 48, 78, 148])
        #expect(LineEnds.runs(printout.dots(), 138) == [96...287])
        #expect(LineEnds.runs(printout.dots(), 140) == [])
    }

    @Test(arguments: [
        "barcode", "bit-image", "character-encodings", "character-tables", "demo", "graphics", "pdf417-code",
        "preview-formatting", "preview-minimal", "preview-receipt", "qr-code", "receipt-with-logo", "text-size",
    ])
    func `a public stream is laid out whole and within the paper`(_ name: String) {
        guard let bytes = PrintVectors.stream(name + ".bin") else { return }
        for profile in [Profile.standard, .chineseNarrow] {
            let printout = Printout.read(bytes, profile: profile)
            #expect(printout.facts.bytes == bytes.count)
            #expect(printout.facts.truncated == nil)
            #expect(printout.items.allSatisfy { $0.y >= 0 && $0.y + $0.height <= printout.height })
            for item in printout.items {
                guard case .bitmap(let bitmap) = item.content else { continue }
                #expect((item.width, item.height) == (bitmap.width, bitmap.height))
                #expect(item.x + item.width <= printout.width)
            }
        }
    }
}

/// Small readers for what the vectors are written in.
enum LineEnds {
    static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " || text.last == "\r" { text.removeLast() }
        return text
    }

    static func withoutLastEmpty(_ lines: [String]) -> [String] {
        var lines = lines
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    static func runs(_ bitmap: Bitmap, _ y: Int) -> [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for x in 0..<bitmap.width where bitmap[x, y] {
            if let last = runs.last, last.upperBound + 1 == x {
                runs[runs.count - 1] = last.lowerBound...x
            } else {
                runs.append(x...x)
            }
        }
        return runs
    }
}
