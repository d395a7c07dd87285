// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a command does to the paper or to the reader of the stream. Commands that do neither are `.other`.
public enum Meaning: Sendable, Hashable, CaseIterable {
    // Modes
    case initialise, selectDevice, macro
    // Characters
    case printMode, emphasis, doubleStrike, underline, font, characterSize, reverse, upsideDown, rotation, italicOn
    case italicOff, smoothing, colour, characterSpacing
    /// `ESC t`, `ESC R`.
    case codePage, internationalSet
    /// `ESC %`, `ESC &`, `ESC ?`.
    case userCharacters, defineCharacters, cancelCharacters
    // CJK
    case cjkOn, cjkOff, cjkPrintMode, cjkUnderline, cjkQuadruple, cjkSpacing, cjkCode, cjkFont, defineCJK, cancelCJK
    case cjkDoubleWidth, cjkNormalWidth
    /// `FS ( C`: function 48 chooses one-byte or UTF-8 text, 60 the glyphs' country.
    case encoding
    /// `ESC 9` of the Chinese market: 0 GBK, 1 UTF-8, 3 Big5.
    case cloneEncoding
    // Position
    case alignment, absolutePosition, relativePosition, leftMargin, areaWidth, motionUnits, tabs, lineStart
    case defaultLineSpacing, lineSpacing, feedDots, feedLines, feedBackDots, feedBackLines
    // Page mode
    case pageMode, standardMode, printPage, pageArea, pageDirection, pageVertical, pageRelativeVertical, pageFunction
    // Paper and devices
    /// `GS V`: with its parameters.
    case cut
    /// `ESC i`, `ESC m`: without.
    case cutFull, cutPartial
    case drawer, buzzer
    // Images
    case columnImage, raster
    /// `GS ( L`, `GS 8 L`: look at m and fn.
    case graphics
    case defineDownloadedImage, printDownloadedImage, defineStoredImages, printStoredImage, variableRaster, storeBitmap
    // Codes
    case barcode, barcodeHeight, barcodeWidth, barcodeTextPosition, barcodeTextFont
    /// `GS ( k`: look at cn and fn.
    case symbol
    // Answers
    case realTimeStatus, realTimeRequest, realTimeAction, automaticStatus, transmitStatus, transmitIdentity
    case response, paperStatus, drawerStatus
    /// The display's own.
    case display
    // Star
    case starBold, starBoldOff, starSize, starDoubleWidth, starDoubleHeight, starUnderline, starFeedLines, starCut
    case starDrawer, starBarcode, starRaster, starRasterMode, starRasterRow, starLineImage, starQR, starPDF417
    case starStatus, starReverse, starReverseOff
    case other
}
