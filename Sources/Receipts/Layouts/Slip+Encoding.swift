// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS

extension Slip {
    /// The slip as ESC/POS: initialise, lines, feed, cut.
    ///
    /// Text is sent in the printer's CJK set, switched on with `FS &` only where the slip has a character beyond
    /// ASCII. A character the set lacks is printed as □ and named by `unprintable(in:)`.
    ///
    /// - Parameters:
    ///   - layout: nil takes the one that slips of this kind have.
    ///   - encoding: what the printer takes while CJK is on: `.gbk`, or `.gb18030` where it knows four-byte codes.
    public func encode(
        layout: SlipLayout? = nil, language: SlipLanguage = .chinese, copy: SlipCopy, paper: Paper,
        encoding: PrintEncoding = .gbk
    ) -> [UInt8] {
        let lines = lines(layout: layout, language: language, copy: copy, paper: paper)
        var writer = SlipWriter(encoding: encoding, moduleDots: paper == .mm58 ? 5 : 6)
        writer.open(isWide: lines.contains { !$0.isASCII })
        for line in lines { writer.write(line) }
        writer.close()
        return writer.bytes
    }

    /// Characters that this encoding cannot print; empty for a slip that is printed whole.
    public func unprintable(in encoding: PrintEncoding, language: SlipLanguage = .chinese) -> Set<Character> {
        var missing: Set<Character> = []
        for case .text(let text) in lines(language: language, copy: .merchant, paper: .mm80).map(\.content) {
            for character in text where character.unicodeScalars.contains(where: { encoding.bytes(of: $0) == nil }) {
                missing.insert(character)
            }
        }
        return missing
    }
}

extension SlipLine {
    fileprivate var isASCII: Bool {
        switch content {
        case .text(let text): text.utf8.allSatisfy { $0 < 0x80 }
        case .code: true
        }
    }
}

/// Writes lines as commands; every line leaves the printer in its normal style.
private struct SlipWriter {
    let encoding: PrintEncoding
    /// Dots of a QR code's module.
    let moduleDots: UInt8
    private(set) var bytes: [UInt8] = []

    init(encoding: PrintEncoding, moduleDots: UInt8) {
        self.encoding = encoding
        self.moduleDots = moduleDots
    }

    mutating func open(isWide: Bool) {
        bytes += [0x1B, 0x40]
        if isWide { bytes += [0x1C, 0x26] }
    }

    /// Paper out of the way of the cutter, then a cut that leaves one point.
    mutating func close() { bytes += [0x1B, 0x64, 0x03, 0x1D, 0x56, 0x42, 0x00] }

    mutating func write(_ line: SlipLine) {
        if line.isCentred { bytes += [0x1B, 0x61, 0x01] }
        switch line.content {
        case .text(let text):
            switch line.style {
            case .plain: break
            case .bold: bytes += [0x1B, 0x45, 0x01]
            case .large: bytes += [0x1B, 0x45, 0x01, 0x1D, 0x21, 0x11]
            }
            bytes += encoded(text)
            bytes.append(0x0A)
            if line.style == .large { bytes += [0x1D, 0x21, 0x00] }
            if line.style != .plain { bytes += [0x1B, 0x45, 0x00] }
        case .code(let text): code(text)
        }
        if line.isCentred { bytes += [0x1B, 0x61, 0x00] }
    }

    private func encoded(_ text: String) -> [UInt8] {
        var written: [UInt8] = []
        for scalar in text.unicodeScalars {
            written += encoding.bytes(of: scalar) ?? encoding.bytes(of: "\u{25A1}") ?? [0x3F]
        }
        return written
    }

    /// QR model 2 with medium correction. What no QR holds at a size a slip has room for is left out.
    private mutating func code(_ text: String) {
        let data = Array(text.utf8)
        guard data.count <= 400 else { return }
        let stored = data.count + 3
        bytes += [0x1D, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00]
        bytes += [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, moduleDots]
        bytes += [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, 0x31]
        bytes += [0x1D, 0x28, 0x6B, UInt8(stored & 0xFF), UInt8(stored >> 8), 0x31, 0x50, 0x30] + data
        bytes += [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30, 0x0A]
    }
}
