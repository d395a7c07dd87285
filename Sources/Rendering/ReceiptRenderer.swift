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
/// The drawing libraries are entered by one caller at a time, so one renderer serves all threads.
public struct ReceiptRenderer: Sendable {
    private static let library = Mutex(())

    /// Rows of the longest picture: the drawing library takes no more (4 m of paper).
    public static let mostRows = 32_000

    /// - Throws: `RenderingError.missingFont` where no font for Chinese is installed.
    public init() throws(RenderingError) {
        let check = FontCheck.run()
        guard check.isComplete else { throw .missingFont(check.missing.first ?? FontCheck.families[0]) }
    }

    /// A PNG of the printout's exact width and height in dots.
    public func png(_ printout: Printout) throws(RenderingError) -> [UInt8] {
        guard printout.height <= Self.mostRows else {
            throw .failed("the receipt is \(printout.height / 8) mm long; a picture holds 4 m, a PDF any length")
        }
        return try Self.alone { () throws(RenderingError) in
            let canvas = try unsafe Canvas(dots: printout.width, rows: max(printout.height, 1))
            unsafe canvas.draw(printout)
            return try unsafe canvas.png()
        }
    }

    /// A PDF of one page, as wide as the roll and as long as the receipt, in real millimetres.
    ///
    /// - Parameter title: the document's title; control characters are left out.
    public func pdf(_ printout: Printout, title: String) throws(RenderingError) -> [UInt8] {
        try Self.alone { () throws(RenderingError) in
            let page = PagePaper(dots: printout.width, rows: printout.height)
            let sink = ByteSink()
            let canvas = try unsafe Canvas(page: page, title: title, sink: sink)
            unsafe canvas.draw(printout)
            try unsafe canvas.close()
            return sink.bytes
        }
    }

    /// A fragment of a page: no style or script of its own, text as text, codes as drawings that carry their data.
    public func html(_ printout: Printout) -> String { ReceiptHTML(printout).fragment }

    /// The printed lines, one below the other.
    public func text(_ printout: Printout) -> String { printout.lines.joined(separator: "\n") + "\n" }

    private static func alone<Value: Sendable>(
        _ body: () throws(RenderingError) -> Value
    ) throws(RenderingError) -> Value {
        let result: Result<Value, RenderingError> = library.withLock { _ in
            do throws(RenderingError) { return .success(try body()) } catch { return .failure(error) }
        }
        return try result.get()
    }
}

/// Paper of a page: 1 dot is an eighth of a millimetre.
struct PagePaper {
    /// Points to the millimetre.
    static let point = 72 / 25.4
    /// Blank paper above and below.
    static let margin = 4.0

    let dots: Int
    let rows: Int

    /// Width of the roll that prints so many dots, in millimetres.
    var roll: Double { dots > 448 ? max(80, Double(dots) / 8) : max(58, Double(dots) / 8) }
    var width: Double { roll * Self.point }
    var height: Double { (Double(rows) / 8 + 2 * Self.margin) * Self.point }
    var left: Double { (roll - Double(dots) / 8) / 2 * Self.point }
    var top: Double { Self.margin * Self.point }
    var scale: Double { Self.point / 8 }
}
