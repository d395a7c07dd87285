// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct StarRecognitionTests {
    /// Bold without a parameter, centred, a text, a cut: what a till writes for a printer of Star's.
    static let slip =
        hex("1B 40 1B 45") + Array("STORE".utf8) + hex("0A 1B 1D 61 01") + Array("58.00".utf8)
        + hex("0A 1B 46 1B 64 02")

    private func texts(_ all: [Piece]) -> [String] {
        all.filter { $0.token.kind == .text }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func `a slip for a printer of Star's gives itself away, and is read whole by Star's table`() {
        let profile = Profile.narrow.recognising(Self.slip[...])
        #expect(profile.language == .star && profile.dots == 384)
        #expect(texts(pieces(Self.slip, profile)) == ["STORE", "58.00"])
    }

    @Test func `a decoder that was not told changes its table where the language shows`() {
        #expect(texts(pieces(Self.slip)) == ["TORE", "58.00"])
        #expect(pieces(Self.slip).filter { $0.token.kind == .unknown }.isEmpty)
    }

    @Test(arguments: [
        "1B 1E 46 01", "1B 1D 74 20", "1B 2A 72 41", "1B 1D 79 53 30 02", "1B 1D 53 01 01 00 01 00 01 FF",
    ])
    func `each of Star's own commands is enough`(_ command: String) {
        #expect(Profile.standard.recognising(hex(command)[...]).language == .star)
    }

    @Test(arguments: [
        "1B 1D 56 00", "1B 1D 21 11", "1B 1D 6B 02 31 00", "1B 07", "1B 06 01", "1B 1C 26", "1B 2A 21 00 00",
    ])
    func `a lost escape before a command of ESC/POS is not Star`(_ command: String) {
        let stream = hex(command)
        #expect(Profile.standard.recognising(stream[...]) == .standard)
        #expect(pieces(stream).reduce(0) { $0 + $1.token.length } == stream.count)
    }

    @Test func `rows of a raster come as bare letters until the raster ends`() {
        let stream = hex("1B 2A 72 41 62 03 00 <3> 6B 02 00 <2> 1B 0C 00 1B 2A 72 42 62 6B 0A")
        let names = pieces(stream, .star).map { piece in
            switch piece.token.kind {
            case .command(let command): command.name
            case .text: "text"
            default: "other"
            }
        }
        #expect(names == ["Star ESC * r A", "Star b", "Star k", "Star ESC FF", "Star ESC * r B", "text", "other"])
    }

    @Test func `a profile that knows what it speaks is not talked out of it`() {
        let only = Profile(name: "only", language: .escposOnly)
        #expect(only.recognising(Self.slip[...]) == only)
    }
}
