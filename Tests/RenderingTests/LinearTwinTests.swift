// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import CZint
import ESCPOS
import Testing

/// Our own bars against those of zint, which somebody else wrote.
@Suite struct `Bars of two makers` {
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: Symbol.Kind
        let zint: Int32
        let letters: String
        let lengths: [Int]
        /// What stands around the data in our stream, and in zint's.
        var frame = ("", "")

        var testDescription: String { kind.rawValue }
    }

    static let digits = "0123456789"
    static let cases = [
        Case(kind: .ean13, zint: BARCODE_EANX, letters: digits, lengths: [12]),
        Case(kind: .ean8, zint: BARCODE_EANX, letters: digits, lengths: [7]),
        Case(kind: .upcA, zint: BARCODE_UPCA, letters: digits, lengths: [11]),
        Case(kind: .upcE, zint: BARCODE_UPCE, letters: digits, lengths: [6], frame: ("0", "0")),
        Case(
            kind: .code39, zint: BARCODE_CODE39, letters: digits + "ABCXYZ-. $/+%", lengths: Array(1...20)),
        Case(kind: .itf, zint: BARCODE_C25INTER, letters: digits, lengths: [2, 4, 8, 14, 20]),
        Case(
            kind: .codabar, zint: BARCODE_CODABAR, letters: digits + "-$:/.+", lengths: Array(1...16),
            frame: ("A", "B")),
        Case(
            kind: .code93, zint: BARCODE_CODE93, letters: digits + "ABCXYZ-. $/+%abz", lengths: Array(1...20)),
        Case(kind: .code128, zint: BARCODE_CODE128B, letters: "0Aa !~z9", lengths: Array(1...20)),
    ]

    /// Widths of bars and gaps, a bar first.
    static func zint(_ symbology: Int32, _ data: [UInt8]) -> [Int]? {
        guard let made = unsafe ZBarcode_Create() else { return nil }
        defer { unsafe ZBarcode_Delete(made) }
        unsafe made.pointee.symbology = symbology
        unsafe made.pointee.show_hrt = 0
        guard unsafe ZBarcode_Encode(made, data, Int32(data.count)) < ZINT_ERROR else { return nil }
        let width = unsafe made.pointee.width
        let dark = (0..<width).map { unsafe counterfoil_zint_is_dark(made, 0, $0) == 1 }
        var widths: [Int] = []
        for (x, isDark) in dark.enumerated() {
            if x > 0, dark[x - 1] == isDark { widths[widths.count - 1] += 1 } else { widths.append(1) }
        }
        // A gap behind the last bar is paper.
        return dark.last == true ? widths : widths.dropLast()
    }

    /// Narrow and wide, whatever the ratio between them.
    static func kinds(_ widths: [Int]) -> [Bool] {
        let narrow = widths.min() ?? 1
        return widths.map { $0 * 2 > narrow * 3 }
    }

    @Test(arguments: cases)
    func `are the same`(_ subject: Case) throws {
        var chance = SeededChance(state: 7)
        let letters = Array(subject.letters.utf8)
        var compared = 0
        for round in 0..<60 {
            let length = subject.lengths[round % subject.lengths.count]
            let body = (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &chance)] }
            let isCodabar = subject.kind == .codabar
            let data =
                isCodabar
                ? Array(subject.frame.0.utf8) + body + Array(subject.frame.1.utf8)
                : Array(subject.frame.0.utf8) + body
            let selected = subject.kind == .code128 ? Array("{B".utf8) + data : data
            let symbol = Symbol(kind: subject.kind, data: selected, module: 2)
            let ours = try #require(symbol.stripes, "\(data)")
            // Some six digits are no UPC-E, because a shorter form of their number exists.
            guard let theirs = Self.zint(subject.zint, data) else {
                #expect(subject.kind == .upcE)
                continue
            }
            compared += 1
            let hasTwoWidths = [.code39, .itf, .codabar].contains(subject.kind)
            if hasTwoWidths {
                #expect(Self.kinds(ours) == Self.kinds(theirs), "\(String(decoding: data, as: UTF8.self))")
            } else {
                #expect(ours == theirs.map { $0 * 2 }, "\(String(decoding: data, as: UTF8.self))")
            }
        }
        #expect(compared >= 30)
    }
}

/// A seeded generator, so that a failure can be seen again.
private struct SeededChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
