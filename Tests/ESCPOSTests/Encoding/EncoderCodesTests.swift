// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct EncoderCodesTests {
    @Test func `a QR code is five functions`() throws {
        var encoder = Encoder()
        try encoder.qr("https://example.cn/r", module: 8, correction: .quartile)
        let names = pieces(encoder.bytes).map { piece in
            if case .command(let command) = piece.token.kind { command.name } else { "" }
        }
        #expect(names == [165, 167, 169, 180, 181].map { "GS ( k <Function \($0)>" })
        #expect(pieces(encoder.bytes)[3].bytes.dropFirst(8) == Array("https://example.cn/r".utf8)[...])
    }

    @Test func `a QR code takes as much as the standard says`() throws {
        var encoder = Encoder()
        try encoder.qr(String(repeating: "7", count: 7089), correction: .low)
        try encoder.qr([UInt8](repeating: 0xFE, count: 2953), correction: .low)
        #expect(throws: EncodingError.tooLong("A QR code", count: 7090, limit: 7089)) {
            try encoder.qr(String(repeating: "7", count: 7090), correction: .low)
        }
    }

    static let code128: [(String, String)] = [
        ("No.123456", "7B 42 4E 6F 2E 7B 43 0C 22 38"), ("12345", "7B 43 0C 22 7B 42 35"), ("123", "7B 42 31 32 33"),
        ("a{b", "7B 42 61 7B 7B 62"), ("A\u{09}B", "7B 42 41 7B 41 09 42"),
        // Pairs 16 04 01 would ask for the printer's status in the middle of the barcode.
        ("160401", "7B 42 31 36 30 34 30 31"),
    ]

    @Test(arguments: code128)
    func `CODE128 chooses its sets`(_ data: String, _ expected: String) throws {
        var encoder = Encoder()
        try encoder.barcode(data, .code128)
        let content = hex(expected)
        #expect(encoder.bytes == hex("1D 68 50 1D 77 02 1D 48 02 1D 6B 49") + [UInt8(content.count)] + content)
    }

    @Test(arguments: [
        (Barcode.ean13, "6901234567892"), (.ean8, "1234567"), (.upcA, "01234567890"), (.code39, "ABC-123 $"),
        (.itf, "123456"), (.codabar, "A123456B"), (.code93, "Code 93"),
    ])
    func `every kind of barcode is read as one command`(_ kind: Barcode, _ data: String) throws {
        var encoder = Encoder()
        try encoder.barcode(data, kind, text: .none)
        let last = try #require(pieces(encoder.bytes).last)
        #expect(last.bytes == [0x1D, 0x6B, kind.rawValue, UInt8(data.utf8.count)] + Array(data.utf8))
    }
}
