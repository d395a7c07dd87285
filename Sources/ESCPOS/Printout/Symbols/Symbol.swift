// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A barcode or two-dimensional symbol that the printer draws from data.
public struct Symbol: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case upcA, upcE, ean13, ean8, code39, itf, codabar, code93, code128, gs1128
        case dataBarOmnidirectional, dataBarTruncated, dataBarLimited, dataBarExpanded
        case qr, microQR, pdf417, maxiCode, dataBarStacked, composite, aztec, dataMatrix

        /// Whether it is bars in a row; the others are fields of modules.
        public var isLinear: Bool {
            switch self {
            case .upcA, .upcE, .ean13, .ean8, .code39, .itf, .codabar, .code93, .code128, .gs1128,
                .dataBarOmnidirectional, .dataBarTruncated, .dataBarLimited, .dataBarExpanded:
                true
            case .qr, .microQR, .pdf417, .maxiCode, .dataBarStacked, .composite, .aztec, .dataMatrix: false
            }
        }
    }

    /// Where the readable digits of a barcode stand (`GS H`).
    public enum TextPosition: UInt8, Sendable, Hashable {
        case none, above, below, both
    }

    public var kind: Kind
    /// As in the stream; CODE128 keeps its `{A`, `{B`, `{C` selectors.
    public var data: [UInt8]
    /// Dots of the narrowest element.
    public var module: Int
    /// Dots of the bars, for linear kinds; of one row, for PDF417.
    public var barHeight: Int
    public var textPosition = TextPosition.none
    /// Font of the readable digits.
    public var textFont = TextStyle.Font.a
    /// As commanded: QR 0…3 for L M Q H, PDF417 level 0…8, Aztec percent; nil by default.
    public var errorCorrection: Int?
    /// QR model 1 or 2, MaxiCode mode 2…6; nil by default.
    public var variant: Int?
    /// Columns and rows commanded for PDF417 and DataMatrix; 0 chooses itself.
    public var columns = 0
    public var rows = 0

    public init(kind: Kind, data: [UInt8], module: Int, barHeight: Int = 0) {
        self.kind = kind
        self.data = data
        self.module = module
        self.barHeight = barHeight
    }

    /// The data as text: UTF-8 where it is, else byte by byte; CODE128 without its selectors.
    public var text: String {
        let plain = kind == .code128 || kind == .gs1128 ? Code128.plain(data) : data
        return String(validating: plain, as: UTF8.self)
            ?? String(String.UnicodeScalarView(plain.map { Unicode.Scalar($0) }))
    }
}
