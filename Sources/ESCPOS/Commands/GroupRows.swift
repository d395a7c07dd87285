// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Commands that start with `GS` and take plain parameters.
enum GroupRows {
    static let rows: [CommandRow] = [
        CommandRow("GS !", 0x1D21, .fixed(1), .characterSize),
        CommandRow("GS $", 0x1D24, .fixed(2), .pageVertical),
        CommandRow("GS *", 0x1D2A, .downloadedImage, .defineDownloadedImage),
        CommandRow("GS /", 0x1D2F, .fixed(1), .printDownloadedImage),
        CommandRow("GS :", 0x1D3A, .fixed(0), .macro),
        CommandRow("GS B", 0x1D42, .fixed(1), .reverse),
        CommandRow("GS C 0", 0x1D4330, .fixed(2)),
        CommandRow("GS C 1", 0x1D4331, .fixed(6)),
        CommandRow("GS C 2", 0x1D4332, .fixed(2)),
        CommandRow("GS C ;", 0x1D433B, .counter),
        CommandRow("GS D", 0x1D44, .bitmapFile, .storeBitmap),
        CommandRow("GS E", 0x1D45, .fixed(1)),
        CommandRow("GS H", 0x1D48, .fixed(1), .barcodeTextPosition),
        CommandRow("GS I", 0x1D49, .fixed(1), .transmitIdentity),
        CommandRow("GS L", 0x1D4C, .fixed(2), .leftMargin),
        CommandRow("GS P", 0x1D50, .fixed(2), .motionUnits),
        CommandRow("GS Q 0", 0x1D5130, .raster, .variableRaster),
        CommandRow("GS T", 0x1D54, .fixed(1), .lineStart),
        CommandRow("GS V", 0x1D56, .cut, .cut),
        CommandRow("GS W", 0x1D57, .fixed(2), .areaWidth),
        CommandRow("GS \\", 0x1D5C, .fixed(2), .pageRelativeVertical),
        CommandRow("GS ^", 0x1D5E, .fixed(3), .macro),
        CommandRow("GS a", 0x1D61, .fixed(1), .automaticStatus),
        CommandRow("GS b", 0x1D62, .fixed(1), .smoothing),
        CommandRow("GS c", 0x1D63, .fixed(0)),
        CommandRow("GS f", 0x1D66, .fixed(1), .barcodeTextFont),
        CommandRow("GS g 0", 0x1D6730, .fixed(3)),
        CommandRow("GS g 2", 0x1D6732, .fixed(3), .transmitIdentity),
        CommandRow("GS h", 0x1D68, .fixed(1), .barcodeHeight),
        CommandRow("GS j", 0x1D6A, .fixed(1), .automaticStatus),
        CommandRow("GS k", 0x1D6B, .barcode, .barcode),
        CommandRow("GS r", 0x1D72, .fixed(1), .transmitStatus),
        CommandRow("GS v 0", 0x1D7630, .raster, .raster),
        CommandRow("GS w", 0x1D77, .fixed(1), .barcodeWidth),
        CommandRow("GS z 0", 0x1D7A30, .fixed(2)),
    ]
}
