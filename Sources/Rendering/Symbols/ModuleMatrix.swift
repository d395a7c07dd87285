// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CZint
internal import ESCPOS

/// The modules of a two-dimensional symbol, or of a DataBar, as zint encodes them. No quiet zone.
///
///     width ─▶          rows × width modules; a row is one module high (DataMatrix, Aztec), as high as commanded
///     █ █▌▐█  │ rows    (PDF417), or as high as its symbology says (stacked DataBars): `heights`
///     █▌▐ ▐█  ▼
struct ModuleMatrix: Equatable {
    let width: Int
    /// From the top, each from the left.
    let rows: [[Bool]]
    /// Modules of each row.
    let heights: [Int]

    /// Longer data fits no symbol that a printer makes.
    private static let longest = 3_000

    /// Encodes as the stream commands: size, rows and columns, correction. Where a printer chooses the size itself, the
    /// size is the one that `Symbol.size` gave the symbol on paper, so that text below it stands where it should.
    ///
    /// - Returns: nil for kinds that are drawn elsewhere, and where no symbol holds the data.
    init?(_ symbol: Symbol) {
        guard !symbol.data.isEmpty, symbol.data.count <= Self.longest, let wish = ZintWish(symbol) else { return nil }
        for wish in [wish, wish.free] {
            if let matrix = Self(wish) {
                self = matrix
                return
            }
        }
        return nil
    }

    init?(_ wish: ZintWish) {
        guard let made = unsafe ZBarcode_Create() else { return nil }
        defer { unsafe ZBarcode_Delete(made) }
        unsafe made.pointee.symbology = wish.symbology
        unsafe made.pointee.input_mode = wish.mode
        unsafe made.pointee.option_1 = wish.options.0
        unsafe made.pointee.option_2 = wish.options.1
        unsafe made.pointee.option_3 = wish.options.2
        unsafe made.pointee.show_hrt = 0
        guard unsafe ZBarcode_Encode(made, wish.data, Int32(wish.data.count)) < ZINT_ERROR else { return nil }
        let (width, height) = unsafe (Int(made.pointee.width), Int(made.pointee.rows))
        guard (1...1_152).contains(width), (1...200).contains(height) else { return nil }
        self.width = width
        rows = (0..<height).map { y in
            (0..<width).map { x in unsafe counterfoil_zint_is_dark(made, Int32(y), Int32(x)) == 1 }
        }
        let fixed = (0..<height).map { max(0, Int(unsafe counterfoil_zint_row_height(made, Int32($0)).rounded())) }
        let left = max(0, Int(unsafe made.pointee.height.rounded()) - fixed.reduce(0, +))
        let free = fixed.count { $0 == 0 }
        heights = fixed.map { $0 > 0 ? $0 : max(1, left / max(free, 1)) }
    }

    /// Bars and gaps of a symbol of one row, in modules, beginning with a bar.
    var stripes: [Int] {
        guard let row = rows.first else { return [] }
        var stripes: [Int] = []
        for (x, isDark) in row.enumerated() {
            if x > 0, row[x - 1] == isDark { stripes[stripes.count - 1] += 1 } else { stripes.append(1) }
        }
        return row.first == true ? stripes : [0] + stripes
    }
}

/// What zint is asked for.
struct ZintWish {
    var symbology: Int32
    var data: [UInt8]
    var mode = DATA_MODE
    var options: (Int32, Int32, Int32) = (-1, 0, 0)

    init(symbology: Int32, data: [UInt8], mode: Int32 = DATA_MODE) {
        self.symbology = symbology
        self.data = data
        self.mode = mode
    }

    init?(_ symbol: Symbol) {
        self.init(symbology: 0, data: symbol.data)
        let size = symbol.size
        let module = max(symbol.module, 1)
        let (across, down) = (size.width / module, size.height / module)
        switch symbol.kind {
        case .pdf417:
            symbology = BARCODE_PDF417
            let rows = size.height / max(module * symbol.barHeight, 1)
            options = (Int32(symbol.pdf417Level), Int32((across - 69) / 17), Int32(min(max(rows, 3), 90)))
        case .dataMatrix:
            symbology = BARCODE_DATAMATRIX
            options.1 = Self.dataMatrixSizes.firstIndex { $0 == (down, across) }.map { Int32($0 + 1) } ?? 0
        case .aztec:
            symbology = BARCODE_AZTEC
            options.1 = Self.aztecSides.firstIndex(of: across).map { Int32($0 + 1) } ?? 0
        case .maxiCode:
            symbology = BARCODE_MAXICODE
            options.0 = Int32(min(max(symbol.variant ?? 4, 4), 6))
        case .dataBarOmnidirectional, .dataBarTruncated: dataBar(BARCODE_DBAR_OMN)
        case .dataBarLimited: dataBar(BARCODE_DBAR_LTD)
        case .dataBarExpanded: expanded(BARCODE_DBAR_EXP)
        case .dataBarStacked:
            // The first byte says which of the three it is.
            data.removeFirst()
            switch symbol.data.first {
            case 73: dataBar(BARCODE_DBAR_OMNSTK)
            case 76: expanded(BARCODE_DBAR_EXPSTK)
            default: dataBar(BARCODE_DBAR_STK)
            }
        default: return nil
        }
    }

    /// The same data in the size that zint finds best.
    var free: ZintWish {
        var free = self
        free.options.1 = 0
        free.options.2 = symbology == BARCODE_DATAMATRIX ? Int32(DM_SQUARE) : 0
        return free
    }

    /// Thirteen digits; a check digit or `(01)` that the stream brings along is left out.
    private mutating func dataBar(_ symbology: Int32) {
        self.symbology = symbology
        if data.starts(with: Array("(01)".utf8)) { data.removeFirst(4) }
        if data.starts(with: Array("01".utf8)), data.count >= 15 { data.removeFirst(2) }
        data = Array(data.prefix(13))
    }

    private mutating func expanded(_ symbology: Int32) {
        self.symbology = symbology
        mode = GS1_MODE | GS1PARENS_MODE | GS1NOCHECK_MODE
        if data.first != UInt8(ascii: "(") { data = Array("(01)".utf8) + data }
    }

    /// Rows and columns in zint's order of sizes, from 1.
    private static let dataMatrixSizes: [(Int, Int)] =
        [10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48, 52, 64, 72, 80, 88, 96, 104, 120, 132, 144]
        .map { ($0, $0) } + [(8, 18), (8, 32), (12, 26), (12, 36), (16, 36), (16, 48)]

    /// Sides in zint's order, from 1: four compact ones, then 1 to 32 layers.
    private static let aztecSides: [Int] =
        [15, 19, 23, 27]
        + (1...32).map { layers in 14 + 4 * layers + 1 + 2 * ((7 + 2 * layers - 1) / 15) }
}
