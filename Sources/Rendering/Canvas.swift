// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
internal import ESCPOS

/// Collects what the drawing library writes.
final class ByteSink {
    var bytes: [UInt8] = []

    /// Called by the library with this object as its closure.
    static let write: cairo_write_func_t = { closure, data, length in
        guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }

    var closure: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }
}

/// A surface to draw on, in dots, and all that the drawing library holds for it; freed with the canvas.
///
///     picture   one byte a dot: paper is 255, ink takes it away to 0
///     page      millimetres; ink is black on white
@unsafe final class Canvas {
    let surface: OpaquePointer
    let context: OpaquePointer
    let isPicture: Bool
    let pen: TextPen
    /// Kept alive until the surface is closed.
    private let sink: ByteSink?

    /// A picture.
    init(dots: Int, rows: Int) throws(RenderingError) {
        let surface = unsafe cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(clamping: dots), Int32(clamping: rows))
        (unsafe self.surface, unsafe context, unsafe pen) = try unsafe Self.open(surface)
        unsafe isPicture = true
        unsafe sink = nil
        unsafe cairo_set_operator(context, CAIRO_OPERATOR_SOURCE)
        unsafe cairo_set_source_rgba(context, 1, 1, 1, 1)
        unsafe cairo_paint(context)
    }

    /// A page of a PDF that is written to the sink.
    init(page: PagePaper, title: String, sink: ByteSink) throws(RenderingError) {
        let surface = unsafe cairo_pdf_surface_create_for_stream(ByteSink.write, sink.closure, page.width, page.height)
        (unsafe self.surface, unsafe context, unsafe pen) = try unsafe Self.open(surface)
        unsafe isPicture = false
        unsafe self.sink = sink
        let plain = String(String.UnicodeScalarView(title.unicodeScalars.filter { $0.value >= 0x20 }))
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, plain)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Counterfoil")
        unsafe cairo_translate(context, page.left, page.top)
        unsafe cairo_scale(context, page.scale, page.scale)
    }

    private static func open(
        _ surface: OpaquePointer?
    ) throws(RenderingError) -> (OpaquePointer, OpaquePointer, TextPen) {
        guard let surface = unsafe surface else { throw .failed("no memory for a surface") }
        let status = unsafe cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, let context = unsafe cairo_create(surface) else {
            unsafe cairo_surface_destroy(surface)
            throw .failed(unsafe words(status))
        }
        guard let pen = unsafe TextPen(context) else {
            unsafe cairo_destroy(context)
            unsafe cairo_surface_destroy(surface)
            throw .failed("no memory for text")
        }
        return unsafe (surface, context, pen)
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    static func words(_ status: cairo_status_t) -> String {
        unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) } ?? "status \(status.rawValue)"
    }

    func png() throws(RenderingError) -> [UInt8] {
        let sink = ByteSink()
        unsafe cairo_surface_flush(surface)
        let status = unsafe cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure)
        guard status == CAIRO_STATUS_SUCCESS else { throw .failed(unsafe Self.words(status)) }
        return sink.bytes
    }

    /// Writes what is still to be written.
    func close() throws(RenderingError) {
        unsafe cairo_show_page(context)
        let drawn = unsafe cairo_status(context)
        unsafe cairo_surface_finish(surface)
        let status = unsafe cairo_surface_status(surface)
        for result in [drawn, status] where result != CAIRO_STATUS_SUCCESS {
            throw .failed(unsafe Self.words(result))
        }
    }

    /// From here on black dots are drawn.
    func ink() {
        unsafe cairo_set_operator(context, isPicture ? CAIRO_OPERATOR_DEST_OUT : CAIRO_OPERATOR_OVER)
        unsafe cairo_set_source_rgba(context, 0, 0, 0, 1)
    }

    /// From here on paper is laid bare again.
    func paper() {
        unsafe cairo_set_operator(context, CAIRO_OPERATOR_OVER)
        unsafe cairo_set_source_rgba(context, 1, 1, 1, 1)
    }

    func fill(x: Int, y: Int, width: Int, height: Int) {
        unsafe cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        unsafe cairo_rectangle(context, Double(x), Double(y), Double(width), Double(height))
        unsafe cairo_fill(context)
    }

    func draw(_ printout: Printout) {
        unsafe pen.choose(printout.encoding.encoding)
        for item in printout.items {
            unsafe cairo_save(context)
            unsafe ink()
            switch item.content {
            case .text(let run): unsafe draw(run, in: item)
            case .bitmap(let bitmap): unsafe draw(bitmap, x: item.x, y: item.y)
            case .symbol(let symbol): unsafe draw(symbol, in: item)
            case .cut: unsafe cut(at: item.y, width: printout.width)
            }
            unsafe cairo_restore(context)
        }
    }

    /// Dots of an image, one to one and without smoothing.
    private func draw(_ bitmap: Bitmap, x: Int, y: Int) {
        guard bitmap.width > 0, bitmap.height > 0, bitmap.height <= 32_000,
            let mask = unsafe cairo_image_surface_create(
                CAIRO_FORMAT_A8, Int32(clamping: bitmap.width), Int32(clamping: bitmap.height))
        else { return }
        defer { unsafe cairo_surface_destroy(mask) }
        unsafe cairo_surface_flush(mask)
        guard let data = unsafe cairo_image_surface_get_data(mask) else { return }
        let stride = Int(unsafe cairo_image_surface_get_stride(mask))
        for row in 0..<bitmap.height {
            for column in 0..<bitmap.width where bitmap[column, row] { unsafe data[row * stride + column] = 255 }
        }
        unsafe cairo_surface_mark_dirty(mask)
        guard let pattern = unsafe cairo_pattern_create_for_surface(mask) else { return }
        defer { unsafe cairo_pattern_destroy(pattern) }
        unsafe cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
        unsafe cairo_translate(context, Double(x), Double(y))
        unsafe cairo_mask(context, pattern)
    }

    /// A cut shows on a page as a dashed line; in the picture of the dots it leaves none.
    private func cut(at y: Int, width: Int) {
        guard unsafe !isPicture else { return }
        unsafe cairo_set_source_rgba(context, 0.6, 0.6, 0.6, 1)
        unsafe cairo_set_line_width(context, 1)
        let dashes = [8.0, 8.0]
        unsafe cairo_set_dash(context, dashes, 2, 0)
        unsafe cairo_move_to(context, 0, Double(y))
        unsafe cairo_line_to(context, Double(width), Double(y))
        unsafe cairo_stroke(context)
    }
}
