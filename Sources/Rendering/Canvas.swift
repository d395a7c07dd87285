// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
internal import ESCPOS

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
    init(dots: Int, rows: Int, pen: TextPen) throws(RenderingError) {
        let surface = unsafe cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(clamping: dots), Int32(clamping: rows))
        (unsafe self.surface, unsafe context) = try unsafe Self.open(surface)
        unsafe isPicture = true
        unsafe sink = nil
        unsafe self.pen = pen
        unsafe cairo_set_operator(context, CAIRO_OPERATOR_SOURCE)
        unsafe cairo_set_source_rgba(context, 1, 1, 1, 1)
        unsafe cairo_paint(context)
    }

    /// A PDF that is written to the sink.
    init(page: PagePaper, title: String, sink: ByteSink, pen: TextPen) throws(RenderingError) {
        let surface = unsafe cairo_pdf_surface_create_for_stream(ByteSink.write, sink.closure, page.width, page.height)
        (unsafe self.surface, unsafe context) = try unsafe Self.open(surface)
        unsafe isPicture = false
        unsafe self.sink = sink
        unsafe self.pen = pen
        let plain = String(String.UnicodeScalarView(title.unicodeScalars.filter { $0.value >= 0x20 }))
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, plain)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Counterfoil")
        // The same receipt gives the same bytes: the moment of drawing is no part of it.
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
    }

    private static func open(_ surface: OpaquePointer?) throws(RenderingError) -> (OpaquePointer, OpaquePointer) {
        guard let surface = unsafe surface else { throw .failed("no memory for a surface") }
        let status = unsafe cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, let context = unsafe cairo_create(surface) else {
            unsafe cairo_surface_destroy(surface)
            throw .failed(unsafe words(status))
        }
        return unsafe (surface, context)
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
        let drawn = unsafe cairo_status(context)
        guard drawn == CAIRO_STATUS_SUCCESS else { throw .failed(unsafe Self.words(drawn)) }
        unsafe cairo_surface_flush(surface)
        let status = unsafe cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure)
        guard status == CAIRO_STATUS_SUCCESS else { throw .failed(unsafe Self.words(status)) }
        return sink.bytes
    }

    /// Begins a page of this size and moves the origin to where its dots begin; `endPage` undoes both.
    func beginPage(_ page: PagePaper) {
        unsafe cairo_pdf_surface_set_size(surface, page.width, page.height)
        unsafe cairo_save(context)
        unsafe cairo_translate(context, page.left, page.top)
        unsafe cairo_scale(context, page.scale, page.scale)
    }

    func endPage() {
        unsafe cairo_restore(context)
        unsafe cairo_show_page(context)
    }

    /// Writes what is still to be written.
    func close() throws(RenderingError) {
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
}
