// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// Follows the text of a stream, token by token, and says which bytes belong to a card's number.
struct NumberScan: Sendable {
    /// Bytes to replace, and with what.
    struct Mask: Sendable {
        let offset: Int
        let bytes: [UInt8]
    }

    private var run = DigitRun()
    private var label = CardLabel()
    private(set) var masks: [Mask] = []
    private(set) var count = 0

    /// The first byte that may yet have to be masked; nil when none is in doubt.
    var firstAtRisk: Int? { run.firstAtRisk }

    /// Hands over the decided masks.
    mutating func takeMasks() -> [Mask] {
        defer { masks = [] }
        return masks
    }

    /// - Parameter offset: of the first byte in the stream.
    mutating func text(_ bytes: ArraySlice<UInt8>, at offset: Int) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let place = offset + index - bytes.startIndex
            if let (value, length) = Self.digit(bytes[index...]) {
                digit(DigitRun.Digit(value: value, offset: place, length: length))
                index += length
                continue
            }
            other(bytes[index])
            index += 1
        }
    }

    /// What lies between two stretches of text: nothing that shows, the end of a line, or something else on paper.
    mutating func command(_ meaning: Meaning) {
        if Self.breaking.contains(meaning) { endRun() }
        if meaning == .initialise { label.endLine() }
    }

    mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x0A, 0x0C, 0x0D:
            endRun()
            // Carriage return and line feed together end one line.
            if byte != 0x0D { label.endLine() }
        case 0x09: endRun()
        // A printer skips the others: they do not come between two digits on paper.
        default: break
        }
    }

    /// A symbol's data, where a number is only taken when it proves itself.
    ///
    /// - Parameter filler: what a masked digit becomes: `*` in two dimensions, `0` where only digits may stand.
    mutating func symbol(_ bytes: ArraySlice<UInt8>, at offset: Int, filler: UInt8) {
        endRun()
        var digits = DigitRun()
        var masked: [DigitRun.Digit] = []
        for index in bytes.indices {
            let byte = bytes[index]
            if (0x30...0x39).contains(byte) {
                let digit = DigitRun.Digit(value: byte - 0x30, offset: offset + index - bytes.startIndex, length: 1)
                masked += digits.append(digit)
            } else if (byte != 0x20 && byte != 0x2D) || digits.isEmpty || !digits.separate() {
                masked += digits.end()
            }
        }
        masked += digits.end()
        mask(masked) { _ in [filler] }
    }

    mutating func endRun() {
        if run.isEmpty { return }
        mask(run.end())
    }

    private mutating func digit(_ digit: DigitRun.Digit) {
        if run.isEmpty { run.isLabelled = label.isInForce }
        let before = run.digits
        mask(run.append(digit))
        if before < 4, run.digits >= 4 { label.use() }
    }

    private mutating func other(_ byte: UInt8) {
        if !run.isEmpty {
            if byte == 0x20 || byte == 0x2D, run.separate() { return }
            endRun()
        }
        label.append(byte)
    }

    private mutating func mask(
        _ digits: [DigitRun.Digit], _ filler: (Int) -> [UInt8] = { NumberScan.star($0) }
    ) {
        guard !digits.isEmpty else { return }
        count += 1
        masks += digits.map { Mask(offset: $0.offset, bytes: filler($0.length)) }
    }

    /// `*`, as wide as the digit it stands for.
    private static func star(_ length: Int) -> [UInt8] {
        switch length {
        case 2: [0xA3, 0xAA]
        case 3: [0xEF, 0xBC, 0x8A]
        default: [0x2A]
        }
    }

    /// A digit at the front: ASCII, full-width in GBK (`A3 B0`…) or full-width in UTF-8 (`EF BC 90`…).
    private static func digit(_ bytes: ArraySlice<UInt8>) -> (UInt8, Int)? {
        let first = bytes[bytes.startIndex]
        if (0x30...0x39).contains(first) { return (first - 0x30, 1) }
        if first == 0xA3, bytes.count > 1, case let second = bytes[bytes.startIndex + 1], (0xB0...0xB9).contains(second)
        {
            return (second - 0xB0, 2)
        }
        if first == 0xEF, bytes.count > 2, bytes[bytes.startIndex + 1] == 0xBC,
            case let third = bytes[bytes.startIndex + 2], (0x90...0x99).contains(third)
        {
            return (third - 0x90, 3)
        }
        return nil
    }

    /// Commands that put something between two stretches of text on paper.
    private static let breaking: Set<Meaning> = [
        .initialise, .cut, .cutFull, .cutPartial, .columnImage, .raster, .graphics, .printDownloadedImage,
        .printStoredImage, .variableRaster, .barcode, .symbol, .feedDots, .feedLines, .feedBackDots, .feedBackLines,
        .printPage, .starFeedLines, .starCut, .starBarcode, .starRaster, .starLineImage, .starQR, .starPDF417,
        .selectDevice,
    ]
}
