// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango

/// Draws documents on A4: text that can be searched and copied, `page x/y` and a footer on each page.
///
/// A document is drawn twice, the first time to learn how many pages it has. The same document gives the same bytes on
/// the same machine.
public enum DocumentRenderer {
    /// A PDF.
    ///
    /// - Throws: `RenderingError.missingFont` where no font for Chinese is installed; `.failed` for a picture that is
    ///   no PNG, or more than 2,000 pages.
    public static func pdf(_ document: Document) throws(RenderingError) -> [UInt8] {
        let pen = try DocumentPen()
        let count = try draw(document, total: 0, sink: ByteSink(), pen: pen)
        let sink = ByteSink()
        _ = try draw(document, total: count, sink: sink, pen: pen)
        return sink.bytes
    }

    private static func draw(
        _ document: Document, total: Int, sink: ByteSink, pen: DocumentPen
    ) throws(RenderingError) -> Int {
        let page = try unsafe DocumentPage(document, total: total, sink: sink, pen: pen)
        for block in document.blocks {
            switch block {
            case .heading(let level, let text): try unsafe page.heading(level, DocumentText.plain(text))
            case .paragraph(let text): for piece in DocumentText.pieces(text) { try unsafe page.paragraph(piece) }
            case .table(let table): try unsafe page.table(table)
            case .picture(let picture): try unsafe page.picture(picture)
            case .newPage: if unsafe page.y > A4.top { try unsafe page.turn() }
            }
        }
        try unsafe page.close()
        return unsafe page.number
    }
}

extension DocumentPage {
    func heading(_ level: Int, _ text: String) throws(RenderingError) {
        let height = unsafe pen.set(text, .heading(level), width: A4.column)
        // A heading keeps some lines of what it heads beside it.
        _ = try unsafe need(height + 60)
        if unsafe y > A4.top { unsafe y += level <= 2 ? 14 : 8 }
        _ = unsafe pen.set(text, .heading(level), width: A4.column)
        unsafe pen.show(on: context, x: A4.side, y: y)
        unsafe y += height + 5
    }

    func paragraph(_ text: String) throws(RenderingError) {
        let height = unsafe pen.set(text, .body, width: A4.column)
        // The footer of a full page is set with the same layout, so the text is set again.
        if try unsafe need(height) { _ = unsafe pen.set(text, .body, width: A4.column) }
        unsafe pen.show(on: context, x: A4.side, y: y)
        unsafe y += height + 3
    }

    func table(_ table: Document.Table) throws(RenderingError) {
        let total = Double(max(1, table.columns.reduce(0) { $0 + $1.weight }))
        let widths = table.columns.map { A4.column * Double($0.weight) / total }
        let head = table.columns.map { DocumentText.plain($0.title) }
        func drawHead() throws(RenderingError) {
            unsafe line(at: y + 1, weight: 0.8)
            unsafe y += 4
            try unsafe row(head, table.columns, widths, isHead: true)
        }
        let headHeight = unsafe rowHeight(head, table.columns, widths, isHead: true)
        _ = try unsafe need(headHeight + 30)
        try drawHead()
        for cells in table.rows {
            let cells = cells.map { String(DocumentText.plain($0, keepsLines: true).prefix(DocumentText.longest)) }
            if try unsafe need(unsafe rowHeight(cells, table.columns, widths, isHead: false)) { try drawHead() }
            try unsafe row(cells, table.columns, widths, isHead: false)
        }
        unsafe y += 6
    }

    private func style(_ column: Document.Table.Column, isHead: Bool) -> DocumentPen.Style {
        DocumentPen.Style(size: 8.5, isBold: isHead, isRight: column.isNumber)
    }

    private func rowHeight(
        _ cells: [String], _ columns: [Document.Table.Column], _ widths: [Double], isHead: Bool
    ) -> Double {
        var height = 0.0
        for (index, cell) in cells.prefix(columns.count).enumerated() {
            let style = unsafe style(columns[index], isHead: isHead)
            height = max(height, unsafe pen.set(cell, style, width: widths[index] - 6))
        }
        return height + 6
    }

    private func row(
        _ cells: [String], _ columns: [Document.Table.Column], _ widths: [Double], isHead: Bool
    ) throws(RenderingError) {
        let height = unsafe rowHeight(cells, columns, widths, isHead: isHead)
        var x = A4.side
        for (index, cell) in cells.prefix(columns.count).enumerated() {
            _ = unsafe pen.set(cell, unsafe style(columns[index], isHead: isHead), width: widths[index] - 6)
            unsafe pen.show(on: context, x: x + 3, y: y + 2)
            x += widths[index]
        }
        unsafe y += height
        unsafe line(at: y, weight: isHead ? 0.8 : 0.3)
        unsafe y += 1
    }

    func picture(_ picture: Document.Picture) throws(RenderingError) {
        let image = try unsafe PNGPicture(picture.png)
        let (imageWidth, imageHeight) = unsafe (image.width, image.height)
        let caption = DocumentText.plain(picture.caption)
        let words = unsafe pen.set(caption, .small, width: A4.column)
        let most = A4.bottom - A4.top - words - 12
        let wanted = min(max(picture.width, 5) * A4.point, A4.column) / imageWidth
        let scale = min(wanted, most / imageHeight)
        let height = imageHeight * scale
        _ = try unsafe need(height + words + 10)
        unsafe cairo_save(context)
        unsafe cairo_translate(context, A4.side, y)
        unsafe cairo_scale(context, scale, scale)
        unsafe cairo_set_source_surface(context, image.surface, 0, 0)
        unsafe cairo_paint(context)
        unsafe cairo_restore(context)
        _ = unsafe pen.set(caption, .small, width: A4.column)
        unsafe pen.show(on: context, x: A4.side, y: y + height + 3)
        unsafe y += height + words + 10
    }
}
