// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CQREncode

/// The modules of a QR code: 1 is dark. No quiet zone.
struct QRMatrix {
    let size: Int
    private let modules: [Bool]

    /// The smallest code that holds the data in one mode, as printers make it.
    ///
    /// - Parameter correction: 0…3 for L, M, Q, H; L by default.
    /// - Returns: nil where no QR code holds the data.
    init?(_ data: [UInt8], correction: Int?) {
        guard !data.isEmpty, data.count <= 7_089 else { return nil }
        let levels = [QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H]
        let level = levels[min(max(correction ?? 0, 0), 3)]
        guard let input = unsafe QRinput_new2(0, level) else { return nil }
        defer { unsafe QRinput_free(input) }
        guard unsafe QRinput_append(input, Self.mode(of: data), Int32(data.count), data) == 0,
            let code = unsafe QRcode_encodeInput(input)
        else { return nil }
        defer { unsafe QRcode_free(code) }
        let size = Int(unsafe code.pointee.width)
        guard size > 0, let dots = unsafe code.pointee.data else { return nil }
        self.size = size
        modules = (0..<(size * size)).map { unsafe dots[$0] & 1 == 1 }
    }

    private static let alphanumeric = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

    private static func mode(of data: [UInt8]) -> QRencodeMode {
        if data.allSatisfy({ (0x30...0x39).contains($0) }) { return QR_MODE_NUM }
        return data.allSatisfy(alphanumeric.contains) ? QR_MODE_AN : QR_MODE_8
    }

    func isDark(_ x: Int, _ y: Int) -> Bool { modules[y * size + x] }

    /// Rows from the top, each from the left.
    var rows: [[Bool]] { (0..<size).map { Array(modules[$0 * size..<($0 + 1) * size]) } }

    /// A drawing of four modules of quiet zone around the code, one unit a module, in the text's colour; dark modules
    /// in a row are one rectangle.
    func svg(label: String) -> String {
        var path = ""
        for y in 0..<size {
            var x = 0
            while x < size {
                let start = x
                while x < size, isDark(x, y) { x += 1 }
                if x > start { path += "M\(start) \(y)h\(x - start)v1h-\(x - start)z" }
                x += 1
            }
        }
        return "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-4 -4 \(size + 8) \(size + 8)\""
            + " role=\"img\" aria-label=\"\(ReceiptHTML.escaped(label))\" fill=\"currentColor\""
            + " shape-rendering=\"crispEdges\"><path d=\"\(path)\"/></svg>"
    }
}
