// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CZint
internal import ESCPOS

/// A MaxiCode: 33 rows of hexagons around three rings, in units of zint's drawing.
struct HexagonPicture {
    struct Ring {
        let (x, y): (Double, Double)
        let radius: Double
        /// 0 fills the disc.
        let stroke: Double
        let isPaper: Bool
    }

    let (width, height): (Double, Double)
    let hexagons: [(x: Double, y: Double)]
    /// From the middle of a hexagon to its corners.
    let radius: Double
    let rings: [Ring]

    /// nil for other kinds, and where no MaxiCode holds the data (some 93 characters).
    ///
    /// Modes 2 and 3 keep a postcode apart that the stream's data does not mark; the data stands whole in mode 4.
    init?(_ symbol: Symbol) {
        guard symbol.kind == .maxiCode, symbol.data.count <= 138, let wish = ZintWish(symbol),
            let made = unsafe ZBarcode_Create()
        else { return nil }
        defer { unsafe ZBarcode_Delete(made) }
        unsafe made.pointee.symbology = wish.symbology
        unsafe made.pointee.input_mode = wish.mode
        unsafe made.pointee.option_1 = wish.options.0
        unsafe made.pointee.output_options = BARCODE_NO_QUIET_ZONES
        unsafe made.pointee.show_hrt = 0
        guard unsafe ZBarcode_Encode_and_Buffer_Vector(made, wish.data, Int32(wish.data.count), 0) < ZINT_ERROR,
            let vector = unsafe made.pointee.vector
        else { return nil }
        (width, height) = unsafe (Double(vector.pointee.width), Double(vector.pointee.height))
        guard width > 0, height > 0 else { return nil }
        var hexagons: [(x: Double, y: Double)] = []
        var radius = 0.0
        var next = unsafe vector.pointee.hexagons
        while let hexagon = unsafe next, hexagons.count < 1_000 {
            unsafe hexagons.append((Double(hexagon.pointee.x), Double(hexagon.pointee.y)))
            radius = unsafe Double(hexagon.pointee.diameter) / 2
            unsafe next = hexagon.pointee.next
        }
        (self.hexagons, self.radius) = (hexagons, radius)
        var rings: [Ring] = []
        var following = unsafe vector.pointee.circles
        while let circle = unsafe following, rings.count < 16 {
            unsafe rings.append(
                Ring(
                    x: Double(circle.pointee.x), y: Double(circle.pointee.y),
                    radius: Double(circle.pointee.diameter) / 2,
                    stroke: Double(circle.pointee.width), isPaper: circle.pointee.colour != 0))
            unsafe following = circle.pointee.next
        }
        self.rings = rings
    }
}
