// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Pictures in dots, one bit each, leftmost dot in the highest bit, a whole number of bytes a row.
extension Encoder {
    /// Dots a picture may be wide: no receipt printer has more.
    public static let widestPicture = 1016
    /// Rows that go in one command, so that no printer's buffer overflows.
    static let rowsAtOnce = 255

    /// `GS v 0`, which every printer knows; in slices of 255 rows.
    public mutating func raster(_ picture: Bitmap) throws(EncodingError) {
        try slices(of: picture) { rows, width, height in
            let stride = (width + 7) / 8
            return [0x1D, 0x76, 0x30, 0x00, UInt8(stride & 0xFF), UInt8(stride >> 8), UInt8(height), 0x00] + rows
        }
    }

    /// `GS ( L` functions 112 and 50, or `GS 8 L` where the picture is longer than 65,535 bytes. Clones often lack it.
    public mutating func graphics(_ picture: Bitmap) throws(EncodingError) {
        try check(picture)
        let stride = picture.stride
        guard stride > 0, picture.height > 0 else { return }
        var row = 0
        while row < picture.height {
            // The number of rows is a parameter of two bytes, of which some printers take 2,304.
            let height = min(picture.height - row, 2304)
            let rows = picture.bytes[(row * stride)..<((row + height) * stride)]
            let count = rows.count + 10
            var command: [UInt8] =
                count > 0xFFFF
                ? [0x1D, 0x38, 0x4C] + (0..<4).map { UInt8(count >> ($0 * 8) & 0xFF) }
                : [0x1D, 0x28, 0x4C, UInt8(count & 0xFF), UInt8(count >> 8)]
            command += [0x30, 0x70, 0x30, 1, 1, 0x31]
            for value in [picture.width, height] { command += [UInt8(value & 0xFF), UInt8(value >> 8)] }
            bytes += RealTimeGuard.mended(command + rows, from: command.count)
            put(0x1D, 0x28, 0x4C, 0x02, 0x00, 0x30, 0x32)
            row += height
        }
    }

    /// `ESC *` mode 33, 24 rows a line, for printers without rasters. Sets the line spacing to 24 and back.
    public mutating func columns(_ picture: Bitmap) throws(EncodingError) {
        try check(picture)
        lineSpacing(24)
        for top in stride(from: 0, to: picture.height, by: 24) {
            var command: [UInt8] = [0x1B, 0x2A, 33, UInt8(picture.width & 0xFF), UInt8(picture.width >> 8)]
            let start = command.count
            for x in 0..<picture.width {
                for part in 0..<3 { command.append(column(picture, x, top + part * 8)) }
            }
            bytes += RealTimeGuard.mended(command, from: start)
            lineFeed()
        }
        lineSpacing(nil)
    }

    /// Eight dots below each other, the upper one in the highest bit.
    private func column(_ picture: Bitmap, _ x: Int, _ top: Int) -> UInt8 {
        (0..<8).reduce(0) { $0 << 1 | (top + $1 < picture.height && picture[x, top + $1] ? 1 : 0) }
    }

    private mutating func slices(
        of picture: Bitmap, _ command: (_ rows: [UInt8], _ width: Int, _ height: Int) -> [UInt8]
    ) throws(EncodingError) {
        try check(picture)
        let stride = picture.stride
        guard stride > 0 else { return }
        for row in Swift.stride(from: 0, to: picture.height, by: Self.rowsAtOnce) {
            let height = min(Self.rowsAtOnce, picture.height - row)
            let rows = Array(picture.bytes[(row * stride)..<((row + height) * stride)])
            bytes += RealTimeGuard.mended(command(rows, picture.width, height), from: 8)
        }
    }

    private func check(_ picture: Bitmap) throws(EncodingError) {
        guard (0...Self.widestPicture).contains(picture.width) else {
            throw .range("The width of a picture", picture.width, 0...Self.widestPicture)
        }
    }
}
