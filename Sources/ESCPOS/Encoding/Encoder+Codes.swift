// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// QR codes and barcodes, drawn by the printer.
extension Encoder {
    /// How much of a QR code may be lost: about 7, 15, 25 and 30 percent.
    public enum QRCorrection: UInt8, CaseIterable, Sendable, Hashable {
        case low = 0x30
        case medium = 0x31
        case quartile = 0x32
        case high = 0x33

        /// The most bytes, letters and digits of the largest symbol: ISO/IEC 18004, version 40.
        var capacity: (bytes: Int, letters: Int, digits: Int) {
            switch self {
            case .low: (2953, 4296, 7089)
            case .medium: (2331, 3391, 5596)
            case .quartile: (1663, 2420, 3993)
            case .high: (1273, 1852, 3057)
            }
        }
    }

    /// `GS ( k` functions 165, 167, 169, 180 and 181: a QR code, model 2.
    ///
    /// - Parameters:
    ///   - data: as it stands in the symbol.
    ///   - module: dots a module, 1…16.
    public mutating func qr(
        _ data: [UInt8], module: Int = 6, correction: QRCorrection = .medium
    ) throws(EncodingError) {
        guard (1...16).contains(module) else { throw .range("The module of a QR code", module, 1...16) }
        let capacity = correction.capacity
        let isDigits = data.allSatisfy { (0x30...0x39).contains($0) }
        let isLetters = data.allSatisfy { Self.qrLetters.contains($0) }
        let limit = isDigits ? capacity.digits : isLetters ? capacity.letters : capacity.bytes
        guard data.count <= limit else { throw .tooLong("A QR code", count: data.count, limit: limit) }
        guard RealTimeGuard.isClean(data) else { throw .realTimeCommand("a QR code") }
        put(0x1D, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00)
        put(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, UInt8(module))
        put(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, correction.rawValue)
        put(0x1D, 0x28, 0x6B)
        put(word: data.count + 3)
        put(0x31, 0x50, 0x30)
        bytes += data
        put(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30)
    }

    /// A QR code of a text, in UTF-8.
    public mutating func qr(
        _ text: String, module: Int = 6, correction: QRCorrection = .medium
    ) throws(EncodingError) {
        try qr(Array(text.utf8), module: module, correction: correction)
    }

    private static let qrLetters = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)

    public enum BarcodeText: UInt8, CaseIterable, Sendable, Hashable {
        case none = 0
        case above = 1
        case below = 2
        case both = 3
    }

    /// `GS h`, `GS w`, `GS H`, `GS k`: a barcode.
    ///
    /// - Parameters:
    ///   - data: the characters; CODE128 chooses its code sets by itself.
    ///   - height: dots, 1…255.
    ///   - module: dots of the narrowest bar, 2…6.
    public mutating func barcode(
        _ data: String, _ kind: Barcode, height: Int = 80, module: Int = 2, text: BarcodeText = .below
    ) throws(EncodingError) {
        guard (1...255).contains(height) else { throw .range("The height of a barcode", height, 1...255) }
        guard (2...6).contains(module) else { throw .range("The module of a barcode", module, 2...6) }
        let content = try kind.content(Array(data.utf8))
        guard RealTimeGuard.isClean([0x1D, 0x6B, kind.rawValue, UInt8(content.count)] + content) else {
            throw .realTimeCommand("a barcode")
        }
        put(0x1D, 0x68, UInt8(height))
        put(0x1D, 0x77, UInt8(module))
        put(0x1D, 0x48, text.rawValue)
        put(0x1D, 0x6B, kind.rawValue, UInt8(content.count))
        bytes += content
    }
}
