// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
public import ESCPOS
public import Receipts

/// Lines of our own slips for printers whose code pages lack a character.
extension ReceiptRenderer: SlipDots {
    public func band(_ text: String, isBold: Bool) -> Bitmap? {
        let columns = text.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
        guard (1...80).contains(columns) else { return nil }
        return try? alone { pen throws(RenderingError) in
            pen.choose(.gb18030)
            guard pen.has(text) else { throw .failed("no font has every character of the line") }
            let canvas = try unsafe Canvas(dots: columns * 12, rows: 24, pen: pen)
            unsafe canvas.draw(text, isBold: isBold)
            return try unsafe canvas.bitmap()
        }
    }
}

extension Canvas {
    /// Each character at its own column.
    fileprivate func draw(_ text: String, isBold: Bool) {
        unsafe ink()
        var x = 0
        for character in text {
            unsafe cairo_save(context)
            unsafe cairo_translate(context, Double(x), 0)
            if character != " " { unsafe pen.show(String(character), bold: isBold, on: context) }
            unsafe cairo_restore(context)
            x += character.isASCII ? 12 : 24
        }
    }

    /// The picture's dots: what is darker than half is black.
    fileprivate func bitmap() throws(RenderingError) -> Bitmap {
        unsafe cairo_surface_flush(surface)
        guard let data = unsafe cairo_image_surface_get_data(surface) else { throw .failed("no picture to read") }
        let stride = Int(unsafe cairo_image_surface_get_stride(surface))
        var bitmap = Bitmap(
            width: Int(unsafe cairo_image_surface_get_width(surface)),
            height: Int(unsafe cairo_image_surface_get_height(surface)))
        for y in 0..<bitmap.height {
            for x in 0..<bitmap.width where unsafe data[y * stride + x] < 128 { bitmap.blacken(x, y) }
        }
        return bitmap
    }
}
