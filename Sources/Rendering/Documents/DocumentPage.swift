// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango

/// The paper a document is drawn on, and how far down it the ink has come.
///
///     ┌──────────────────────────┐
///     │ y ▼  block               │
///     │      block that does not │ ──▶ next page, table heads again
///     │──────────────────────────│
///     │ footer              3/12 │
///     └──────────────────────────┘
@unsafe final class DocumentPage {
    let context: OpaquePointer
    let pen: DocumentPen
    private let surface: OpaquePointer
    private let sink: ByteSink
    private let footer: String
    /// Pages in all; 0 while they are being counted.
    private let total: Int
    private(set) var number = 1
    var y = A4.top

    init(_ document: Document, total: Int, sink: ByteSink, pen: DocumentPen) throws(RenderingError) {
        guard
            let surface = unsafe cairo_pdf_surface_create_for_stream(
                ByteSink.write, sink.closure, A4.width, A4.height)
        else { throw .failed("no memory for a surface") }
        let status = unsafe cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, let context = unsafe cairo_create(surface) else {
            unsafe cairo_surface_destroy(surface)
            throw .failed(unsafe Canvas.words(status))
        }
        unsafe self.surface = unsafe surface
        unsafe self.context = unsafe context
        unsafe self.sink = sink
        unsafe self.pen = pen
        unsafe self.total = total
        unsafe footer = DocumentText.plain(document.footer)
        unsafe cairo_pdf_surface_set_metadata(
            surface, CAIRO_PDF_METADATA_TITLE, DocumentText.plain(document.title))
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Counterfoil")
        // The same document gives the same bytes: the moment of drawing is no part of it.
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    var room: Double { unsafe A4.bottom - y }

    /// Begins a new page where less than this is left; a page that is still empty stays.
    func need(_ height: Double) throws(RenderingError) -> Bool {
        guard unsafe height > room, unsafe y > A4.top else { return false }
        try unsafe turn()
        return true
    }

    func turn() throws(RenderingError) {
        guard unsafe number < A4.mostPages else { throw .failed("more than \(A4.mostPages) pages") }
        unsafe drawFooter()
        unsafe cairo_show_page(context)
        unsafe number += 1
        unsafe y = A4.top
    }

    func line(at height: Double, weight: Double) {
        unsafe cairo_set_line_width(context, weight)
        unsafe cairo_move_to(context, A4.side, height)
        unsafe cairo_line_to(context, A4.side + A4.column, height)
        unsafe cairo_stroke(context)
    }

    private func drawFooter() {
        unsafe line(at: A4.bottom + 8, weight: 0.4)
        _ = unsafe pen.set(footer, .small, width: A4.column - 60)
        unsafe pen.show(on: context, x: A4.side, y: A4.bottom + 12)
        let place = unsafe total > 0 ? "\(number)/\(total)" : "\(number)"
        _ = unsafe pen.set(place, DocumentPen.Style(size: 7.5, isRight: true), width: 60)
        unsafe pen.show(on: context, x: A4.side + A4.column - 60, y: A4.bottom + 12)
    }

    func close() throws(RenderingError) {
        unsafe drawFooter()
        unsafe cairo_show_page(context)
        let drawn = unsafe cairo_status(context)
        unsafe cairo_surface_finish(surface)
        let status = unsafe cairo_surface_status(surface)
        for result in [drawn, status] where result != CAIRO_STATUS_SUCCESS {
            throw .failed(unsafe Canvas.words(result))
        }
    }
}
