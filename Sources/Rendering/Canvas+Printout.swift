// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
internal import ESCPOS

extension Canvas {
    /// Draws the items of these rows, the first row at the origin.
    ///
    /// - Parameter end: what is said below the last row when the paper goes on but the drawing does not.
    func draw(_ printout: Printout, rows: Range<Int>, end: String? = nil) {
        unsafe pen.choose(printout.encoding.encoding)
        let line = end == nil ? 0 : CutMark.height
        unsafe cairo_save(context)
        unsafe cairo_rectangle(context, 0, 0, Double(printout.width), Double(rows.count - line))
        // Only where the paper goes on elsewhere: a stroke may stand a dot over the receipt's own edge.
        if end != nil || rows.lowerBound > 0 || rows.upperBound < printout.height { unsafe cairo_clip(context) }
        unsafe cairo_new_path(context)
        unsafe cairo_translate(context, 0, Double(-rows.lowerBound))
        for item in printout.items where item.isDrawable {
            guard item.y < rows.upperBound, item.y + item.height >= rows.lowerBound else { continue }
            unsafe cairo_save(context)
            unsafe ink()
            switch item.content {
            case .text(let run): unsafe draw(run, in: item)
            case .bitmap(let bitmap): unsafe draw(bitmap, x: item.x, y: item.y)
            case .symbol(let symbol): unsafe draw(symbol, in: item)
            case .cut: unsafe dashes(at: item.y, width: printout.width)
            }
            unsafe cairo_restore(context)
        }
        unsafe cairo_restore(context)
        if let end { unsafe mark(end, at: rows.count - line, width: printout.width) }
    }

    /// Dots of an image, one to one and without smoothing, in bands that the library can hold.
    private func draw(_ bitmap: Bitmap, x: Int, y: Int) {
        guard bitmap.width > 0 else { return }
        unsafe cairo_translate(context, Double(x), Double(y))
        var row = 0
        while row < bitmap.height {
            let rows = min(16_384, bitmap.height - row)
            unsafe draw(bitmap, rows: row..<row + rows)
            unsafe cairo_translate(context, 0, Double(rows))
            row += rows
        }
    }

    /// The library keeps the first dot of each byte in the lowest bit, on machines that keep the lowest byte first.
    private func draw(_ bitmap: Bitmap, rows: Range<Int>) {
        guard
            let mask = unsafe cairo_image_surface_create(
                CAIRO_FORMAT_A1, Int32(clamping: bitmap.width), Int32(clamping: rows.count))
        else { return }
        defer { unsafe cairo_surface_destroy(mask) }
        unsafe cairo_surface_flush(mask)
        guard let data = unsafe cairo_image_surface_get_data(mask) else { return }
        let stride = Int(unsafe cairo_image_surface_get_stride(mask))
        for row in rows {
            for column in 0..<min(bitmap.stride, stride) {
                let byte = bitmap.bytes[row * bitmap.stride + column]
                unsafe data[(row - rows.lowerBound) * stride + column] = turnedBytes[Int(byte)]
            }
        }
        unsafe cairo_surface_mark_dirty(mask)
        guard let pattern = unsafe cairo_pattern_create_for_surface(mask) else { return }
        defer { unsafe cairo_pattern_destroy(pattern) }
        unsafe cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
        unsafe cairo_mask(context, pattern)
    }

    /// Where the paper was cut.
    private func dashes(at y: Int, width: Int) {
        unsafe cairo_set_source_rgba(context, 0, 0, 0, 0.4)
        unsafe cairo_set_line_width(context, 1)
        unsafe cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        let dashes = [8.0, 8.0]
        unsafe cairo_set_dash(context, dashes, 2, 0)
        unsafe cairo_move_to(context, 0, Double(y) + 0.5)
        unsafe cairo_line_to(context, Double(width), Double(y) + 0.5)
        unsafe cairo_stroke(context)
    }

    /// Says that the paper goes on below.
    private func mark(_ words: String, at y: Int, width: Int) {
        unsafe cairo_save(context)
        unsafe ink()
        unsafe cairo_translate(context, 0, Double(y))
        unsafe fill(x: 0, y: 0, width: width, height: CutMark.height)
        unsafe paper()
        unsafe cairo_translate(context, 12, 12)
        unsafe pen.show(words, bold: true, on: context)
        unsafe cairo_restore(context)
    }
}

/// Each byte with its bits the other way round, where the machine wants that.
private let turnedBytes: [UInt8] = (0...255).map { (byte: UInt8) in
    guard 1.littleEndian == 1 else { return byte }
    return (0..<8).reduce(0) { $0 | (byte >> UInt8($1) & 1) << UInt8(7 - $1) }
}

/// What stands at the end of a drawing that is shorter than its receipt.
enum CutMark {
    /// Dots.
    static let height = 48

    static func words(drawn: Int, of rows: Int) -> String { "图到此为止 CUT HERE \(drawn / 8)/\(rows / 8) mm" }
}

extension Printout.Item {
    /// Whether the numbers stay within those of the drawing library; no paper has anything beyond.
    var isDrawable: Bool {
        let near = 0...(1 << 20)
        return x >= -near.upperBound && x <= near.upperBound && y >= -near.upperBound && y <= Int.max / 2
            && near.contains(width) && near.contains(height)
    }
}
