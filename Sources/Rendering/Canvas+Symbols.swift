// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CPango
internal import ESCPOS

extension Canvas {
    func draw(_ asked: Symbol, in item: Printout.Item) {
        var symbol = asked
        symbol.module = min(max(asked.module, 1), 255)
        symbol.barHeight = min(max(asked.barHeight, 0), 4_096)
        unsafe cairo_translate(context, Double(item.x), Double(item.y))
        if symbol.kind == .qr || symbol.kind == .microQR,
            let matrix = QRMatrix(symbol.data, correction: symbol.errorCorrection)
        {
            let module = max(1, min(symbol.module, min(item.width, item.height) / matrix.size))
            for y in 0..<matrix.size {
                for x in 0..<matrix.size where matrix.isDark(x, y) {
                    unsafe fill(x: x * module, y: y * module, width: module, height: module)
                }
            }
        } else if let stripes = symbol.stripes {
            unsafe bars(stripes, symbol, item)
        } else {
            unsafe frame(symbol, item)
        }
    }

    private func bars(_ stripes: [Int], _ symbol: Symbol, _ item: Printout.Item) {
        let line = symbol.textFont == .b ? 17 : 24
        let isAbove = symbol.textPosition == .above || symbol.textPosition == .both
        let top = isAbove ? line : 0
        var x = 0
        for (index, width) in stripes.enumerated() {
            if index.isMultiple(of: 2) { unsafe fill(x: x, y: top, width: width, height: symbol.barHeight) }
            x += width
        }
        if isAbove { unsafe caption(symbol.text, y: 0, width: x, symbol) }
        if symbol.textPosition == .below || symbol.textPosition == .both {
            unsafe caption(symbol.text, y: top + symbol.barHeight, width: x, symbol)
        }
    }

    private func caption(_ text: String, y: Int, width: Int, _ symbol: Symbol) {
        let isSmall = symbol.textFont == .b
        let cell = isSmall ? 9 : 12
        var x = max(0, (width - text.unicodeScalars.count * cell) / 2)
        for scalar in text.unicodeScalars {
            unsafe cairo_save(context)
            unsafe cairo_translate(context, Double(x), Double(y))
            if isSmall { unsafe cairo_scale(context, 0.75, 17.0 / 24) }
            unsafe pen.show(String(Character(scalar)), bold: false, on: context)
            unsafe cairo_restore(context)
            x += cell
        }
    }

    /// A kind that is not drawn: a box with its name and its data, so that nothing is lost.
    private func frame(_ symbol: Symbol, _ item: Printout.Item) {
        let (width, height) = (max(item.width, 48), max(item.height, 26))
        unsafe fill(x: 0, y: 0, width: width, height: 1)
        unsafe fill(x: 0, y: height - 1, width: width, height: 1)
        unsafe fill(x: 0, y: 0, width: 1, height: height)
        unsafe fill(x: width - 1, y: 0, width: 1, height: height)
        let columns = max(1, (width - 8) / 9)
        var rest = Substring("\(symbol.kind.rawValue.uppercased()) \(symbol.text)")
        var y = 4
        while !rest.isEmpty, y + 17 <= height {
            unsafe cairo_save(context)
            unsafe cairo_translate(context, 4, Double(y))
            unsafe cairo_scale(context, 0.75, 17.0 / 24)
            unsafe pen.show(String(rest.prefix(columns)), bold: false, on: context)
            unsafe cairo_restore(context)
            rest = rest.dropFirst(columns)
            y += 18
        }
    }
}
