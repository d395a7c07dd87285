// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct EncoderImagesTests {
    /// Dots that would be real-time commands at every place they can stand.
    private func dangerous(width: Int, height: Int) -> Bitmap {
        var picture = Bitmap(width: width, height: height)
        let sequence: [UInt8] = [0x10, 0x05, 0x02, 0x10, 0x04, 0x01, 0x10, 0x14, 0x01, 0x00, 0x01]
        for y in 0..<height {
            for x in 0..<width where sequence[(y * picture.stride + x / 8) % 11] << UInt8(x % 8) & 0x80 != 0 {
                picture.blacken(x, y)
            }
        }
        return picture
    }

    private func differences(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> Int {
        zip(one, other).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
    }

    @Test(arguments: [(1, 1), (8, 1), (576, 255), (576, 256), (384, 700), (1016, 3), (0, 0), (8, 0)])
    func `a raster holds its dots, in slices, and nothing a printer would execute`(_ width: Int, _ height: Int) throws {
        let picture = dangerous(width: width, height: height)
        var encoder = Encoder()
        try encoder.raster(picture)
        #expect(RealTimeGuard.isClean(encoder.bytes))
        let slices = pieces(encoder.bytes)
        #expect(slices.count == (width == 0 ? 0 : (height + 254) / 255))
        let dots = slices.flatMap { $0.bytes.dropFirst(8) }
        #expect(dots.count == picture.bytes.count)
        #expect(differences(dots, picture.bytes) <= picture.bytes.count * 3 / 11 + 2)
    }

    @Test(arguments: [(576, 100), (576, 1000), (1000, 2400)])
    func `graphics are stored and printed`(_ width: Int, _ height: Int) throws {
        let picture = dangerous(width: width, height: height)
        var encoder = Encoder()
        try encoder.graphics(picture)
        #expect(RealTimeGuard.isClean(encoder.bytes))
        let all = pieces(encoder.bytes)
        let prefix = height * picture.stride > 65_525 ? "GS 8 L" : "GS ( L"
        guard case .command(let command) = all[0].token.kind else { return #expect(Bool(false)) }
        #expect(command.name == "\(prefix) <Function 112>")
        #expect(all.count == (height + 2303) / 2304 * 2)
    }

    @Test func `columns are 24 rows a line`() throws {
        var picture = Bitmap(width: 2, height: 25)
        picture.blacken(0, 0)
        picture.blacken(1, 23)
        picture.blacken(1, 24)
        var encoder = Encoder()
        try encoder.columns(picture)
        #expect(
            encoder.bytes
                == hex("1B 33 18 1B 2A 21 02 00 80 00 00 00 00 01 0A 1B 2A 21 02 00 00 00 00 80 00 00 0A 1B 32"))
    }

    @Test func `a clean picture is left as it is`() throws {
        let clean = [UInt8](repeating: 0x55, count: 100)
        #expect(RealTimeGuard.mended(clean, from: 0) == clean)
        #expect(RealTimeGuard.mended([0x10, 0x04, 0x01], from: 0) == [0x90, 0x04, 0x01])
        // The sequence begins in the header, so the dot is turned over in the first byte of the picture.
        #expect(RealTimeGuard.mended([0x10, 0x04, 0x01], from: 2) == [0x10, 0x04, 0x81])
    }
}
