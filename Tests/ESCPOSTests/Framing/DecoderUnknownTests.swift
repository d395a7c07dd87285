// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

/// What no table knows, what ends too early, what claims too much.
@Suite struct DecoderUnknownTests {
    private func shape(_ bytes: [UInt8], _ profile: Profile = .standard, limits: DecodingLimits = .standard) -> [String]
    {
        pieces(bytes, profile, limits: limits).map { piece in
            switch piece.token.kind {
            case .text: "text \(piece.token.length)"
            case .control(let byte): "control \(byte)"
            case .command(let command): "\(command.name) \(piece.token.length)"
            case .unknown: "unknown \(piece.token.length)"
            case .truncated(let command): "truncated \(command?.name ?? "?") \(piece.token.length)"
            }
        }
    }

    static let streams: [(String, [String])] = [
        ("1B 58 41", ["unknown 2", "text 1"]), ("1B 1B 40", ["unknown 1", "ESC @ 2"]),
        ("1B C9 CC", ["unknown 1", "text 2"]), ("1B 0A", ["unknown 1", "control 10"]),
        ("10 41", ["unknown 2"]), ("10 04 41", ["unknown 1", "control 4", "text 1"]),
        ("10 14 09 41", ["unknown 1", "control 20", "control 9", "text 1"]),
        ("1D 56 05", ["unknown 2", "control 5"]), ("1D 28 0A 41", ["unknown 2", "control 10", "text 1"]),
        ("1C 61 39 41", ["unknown 2", "text 2"]), ("1D 67 41", ["unknown 2", "text 1"]),
        ("1B 2A 05 01 00 41", ["unknown 2", "control 5", "control 1", "control 0", "text 1"]),
        (
            "1D 44 30 43 30 41 42 30 31 42 50 00 00 00 00",
            ["unknown 2", "text 9", "control 0", "control 0"]
                + ["control 0", "control 0"]
        ),
        ("1B 44 08 08 41", ["ESC D 3", "control 8", "text 1"]),
        ("1D 6B 04 41 42 0A 43", ["GS k 5", "control 10", "text 1"]),
        ("1D 43 3B 31 3B 41", ["GS C ; 5", "text 1"]),
        ("1C 71 02 01 00 01 00 <8> FF FF FF FF 41", ["FS q 15", "text 5"]),
        ("1B", ["truncated ? 1"]), ("1D 28", ["truncated ? 2"]), ("1D 56", ["truncated GS V 2"]),
        ("41 1D 76 30 00 48 00 FF 00 <9>", ["text 1", "truncated GS v 0 17"]),
        ("1D 28 6B 0A 00 31 50 30 41", ["truncated GS ( k <Function 180> 9"]),
        ("1D 38 4C FF FF FF FF 30 70 41", ["truncated GS 8 L <Function 112> 10"]),
        ("00 07 1F 12 7F 80 FF", ["control 0", "control 7", "control 31", "control 18", "text 3"]),
    ]

    @Test(arguments: streams)
    func `what is not known costs at most two bytes, and what follows is read`(_ text: String, _ expected: [String]) {
        let bytes = hex(text)
        #expect(shape(bytes) == expected)
        #expect(pieces(bytes.indices.map { bytes[$0...$0] }) == pieces(bytes))
    }

    @Test func `a claim beyond the limit is not believed`() {
        let limits = DecodingLimits(claim: 1000)
        #expect(shape(hex("1D 76 30 00 48 00 0D 00 <936> 41"), limits: limits) == ["GS v 0 944", "text 1"])
        #expect(shape(hex("1D 76 30 41 FF 41 FF 41 41"), limits: limits).first == "unknown 2")
    }

    @Test func `of a long picture the first bytes are handed over and all are counted`() {
        let limits = DecodingLimits(body: 100, text: 100)
        let bytes = hex("1D 76 30 00 48 00 FF 00 <18360>")
        var random = SplitMix(seed: 3)
        for chunks in [[bytes[...]], randomChunks(bytes, &random)] {
            let all = pieces(chunks, limits: limits)
            #expect(all.map(\.token.length) == [bytes.count])
            #expect(all.first?.bytes == Array(bytes.prefix(100)))
        }
    }

    @Test func `a long run of text comes in pieces of the limit`() {
        let bytes = [UInt8](repeating: 0xB9, count: 250)
        let limits = DecodingLimits(text: 100)
        #expect(shape(bytes, limits: limits) == ["text 100", "text 100", "text 50"])
        #expect(pieces(bytes.indices.map { bytes[$0...$0] }, limits: limits) == pieces(bytes, limits: limits))
    }

    @Test func `the font decides how long a CJK character is, until the printer is initialised`() {
        for (font, count) in [(0x30, 72), (0x31, 60), (0x32, 32)] {
            let choose = hex("1C 28 41 02 00 30") + [UInt8(font)]
            let define = hex("1C 32 FE A1") + hostile(count)
            #expect(shape(choose + define + [0x41]).suffix(2) == ["FS 2 \(count + 4)", "text 1"])
            #expect(shape(choose + [0x1B, 0x40] + hex("1C 32 FE A1") + hostile(72)).last == "FS 2 76")
        }
    }

    @Test
    func `a display that was never switched off again keeps its table, and the printer's own commands are framed`() {
        #expect(
            shape(hex("1B 3D 02 1F 42 41 1D 56 00 1B 70 00 19 19 1B 3D 03 1F 42"))
                == [
                    "ESC = 3", "US B 2", "text 1", "GS V 3", "ESC p 5", "ESC = (display) 3", "control 31", "text 1",
                ])
    }

    @Test func `no byte of a wide character is taken for a command, in any encoding printers know`() {
        let samples: [[UInt8]] = [
            hex("81 40 FE FE A1 7E C9 5C"), hex("81 30 81 30 95 32 C8 30 FE 39 FE 39"), hex("A4 40 F9 D5 A5 7C"),
            hex("83 5C 95 5C 81 7E"), hex("B0 A1 C8 FE"), Array("签购单€🧾".utf8), hex("30 21 7E 7E 24 22"),
        ]
        for sample in samples {
            #expect(shape(hex("1C 26") + sample + hex("1B 40")) == ["FS & 2", "text \(sample.count)", "ESC @ 2"])
        }
    }
}
