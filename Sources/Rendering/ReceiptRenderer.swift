// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS
internal import Synchronization

/// Draws what a stream puts on paper: as a picture at dot size, as a PDF of the roll's real length, as a fragment of a
/// page.
///
///     Printout ──▶ png   width × height dots, one byte of grey each
///              ──▶ pdf   80 or 58 mm wide, text that can be searched and copied
///              ──▶ html  text in columns, codes as drawings with their data as words
///
/// Fonts are looked for and loaded once, so keep one renderer. It serves all threads, one after the other. The same
/// printout gives the same bytes on the same machine: no time and no random number goes into them.
public final class ReceiptRenderer: Sendable {
    /// Rows of the longest picture: the drawing library takes little more (4 m of paper).
    public static let mostRows = 32_000
    /// Dots of the widest picture or page: no receipt printer is wider.
    static let mostDots = 4_096

    private let pen: Mutex<TextPen>

    /// - Throws: `RenderingError.missingFont` where no font for Chinese is installed.
    public init() throws(RenderingError) {
        pen = Mutex(try TextPen())
    }

    /// Whether a picture of the printout ends before the printout does.
    ///
    /// Such a picture says so itself, in a black bar at its lower edge; the PDF of the same printout is whole.
    public static func isTooLong(_ printout: Printout) -> Bool { printout.height > mostRows }

    /// A PNG of the printout's exact width and height in dots, at most `mostRows` high.
    public func png(_ printout: Printout) throws(RenderingError) -> [UInt8] {
        try alone { pen throws(RenderingError) in
            let rows = min(max(printout.height, 1), Self.mostRows)
            let canvas = try unsafe Canvas(dots: Self.dots(printout), rows: rows, pen: pen)
            let end =
                Self.isTooLong(printout)
                ? CutMark.words(drawn: rows - CutMark.height, of: printout.height) : nil
            unsafe canvas.draw(printout, rows: 0..<rows, end: end)
            return try unsafe canvas.png()
        }
    }

    /// A PDF of one page, as wide as the roll and as long as the receipt, in real millimetres.
    ///
    /// Readers take no page above 5 m: what is longer goes on on the next page, and ends after 125 m with a black bar
    /// that says so.
    ///
    /// - Parameter title: the document's title; control characters are left out.
    public func pdf(_ printout: Printout, title: String) throws(RenderingError) -> [UInt8] {
        try alone { pen throws(RenderingError) in
            let height = max(printout.height, 1)
            let drawn = min(height, PagePaper.mostRows * PagePaper.mostPages)
            let sink = ByteSink()
            let first = PagePaper(dots: Self.dots(printout), rows: min(drawn, PagePaper.mostRows))
            let canvas = try unsafe Canvas(page: first, title: title, sink: sink, pen: pen)
            for start in stride(from: 0, to: drawn, by: PagePaper.mostRows) {
                let rows = start..<min(start + PagePaper.mostRows, drawn)
                unsafe canvas.beginPage(PagePaper(dots: first.dots, rows: rows.count))
                let end =
                    rows.upperBound == drawn && drawn < height
                    ? CutMark.words(drawn: drawn - CutMark.height, of: height) : nil
                unsafe canvas.draw(printout, rows: rows, end: end)
                unsafe canvas.endPage()
            }
            try unsafe canvas.close()
            return sink.bytes
        }
    }

    /// A fragment of a page: no style or script of its own, text as text, codes as drawings that carry their data.
    ///
    /// Its classes are styled by `htmlStyle`.
    public func html(_ printout: Printout) -> String { ReceiptHTML(printout).fragment }

    /// Rules for the classes of `html`, for a style sheet.
    public static var htmlStyle: String { SlipMarkup.style }

    /// The printed lines, one below the other.
    public func text(_ printout: Printout) -> String { printout.lines.joined(separator: "\n") + "\n" }

    private static func dots(_ printout: Printout) -> Int { min(max(printout.width, 1), mostDots) }

    func alone<Value: Sendable>(
        _ body: (TextPen) throws(RenderingError) -> Value
    ) throws(RenderingError) -> Value {
        try pen.withLock { pen throws(RenderingError) in try body(pen) }
    }
}
