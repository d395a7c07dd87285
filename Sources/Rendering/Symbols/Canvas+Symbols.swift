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
        } else if let hexagons = HexagonPicture(symbol) {
            unsafe draw(hexagons, symbol, in: item)
        } else if let matrix = ModuleMatrix(symbol) {
            if symbol.kind.isLinear {
                let module = max(1, min(symbol.module, item.width / matrix.width))
                unsafe bars(matrix.stripes.map { $0 * module }, symbol, item)
            } else {
                unsafe draw(matrix, symbol, in: item)
            }
        } else {
            unsafe frame(symbol, item)
        }
    }

    private func draw(_ matrix: ModuleMatrix, _ symbol: Symbol, in item: Printout.Item) {
        let heights = symbol.kind == .pdf417 ? matrix.heights.map { _ in max(symbol.barHeight, 1) } : matrix.heights
        let tall = max(heights.reduce(0, +), 1)
        // A symbol that needs more modules than its place has is drawn smaller, never over the text below.
        let module = min(symbol.module, item.width / matrix.width, item.height / tall)
        guard module > 0 else {
            unsafe frame(symbol, item)
            return
        }
        var y = 0
        for (row, height) in zip(matrix.rows, heights) {
            for (x, isDark) in row.enumerated() where isDark {
                unsafe fill(x: x * module, y: y, width: module, height: height * module)
            }
            y += height * module
        }
    }

    private func draw(_ picture: HexagonPicture, _ symbol: Symbol, in item: Printout.Item) {
        let scale = min(Double(item.width) / picture.width, Double(item.height) / picture.height)
        guard scale > 0.1 else {
            unsafe frame(symbol, item)
            return
        }
        unsafe cairo_save(context)
        defer { unsafe cairo_restore(context) }
        unsafe cairo_scale(context, scale, scale)
        let (half, side) = (picture.radius / 2, picture.radius * 0.866_025_4)
        for (x, y) in picture.hexagons {
            unsafe cairo_move_to(context, x, y + picture.radius)
            for (dx, dy) in [(side, half), (side, -half), (0, -picture.radius), (-side, -half), (-side, half)] {
                unsafe cairo_line_to(context, x + dx, y + dy)
            }
            unsafe cairo_close_path(context)
        }
        unsafe ink()
        unsafe cairo_fill(context)
        for ring in picture.rings where ring.stroke > 0 || !ring.isPaper {
            unsafe cairo_arc(context, ring.x, ring.y, ring.radius, 0, 2 * .pi)
            unsafe cairo_set_line_width(context, ring.stroke)
            if ring.stroke > 0 { unsafe cairo_stroke(context) } else { unsafe cairo_fill(context) }
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
