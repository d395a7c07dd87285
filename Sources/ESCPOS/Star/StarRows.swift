// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Line and StarPRNT mode: the same letters as ESC/POS with other parameters, so they need a table of their own.
enum StarRows {
    static let rows: [CommandRow] = (characters + position + images + codes + devices + raster).map { $0.of(.star) }

    private static let characters: [CommandRow] = [
        CommandRow("Star ESC SP", 0x1B20, .fixed(1), .characterSpacing),
        CommandRow("Star ESC $", 0x1B24, .fixed(1), .cjkCode),
        CommandRow("Star ESC %", 0x1B25, .fixed(1), .userCharacters),
        CommandRow("Star ESC &", 0x1B26, .starCharacter, .defineCharacters),
        CommandRow("Star ESC '", 0x1B27, .fixed(1)),
        CommandRow("Star ESC -", 0x1B2D, .fixed(1), .starUnderline),
        CommandRow("Star ESC /", 0x1B2F, .fixed(1)),
        CommandRow("Star ESC 4", 0x1B34, .fixed(0), .starReverse),
        CommandRow("Star ESC 5", 0x1B35, .fixed(0), .starReverseOff),
        CommandRow("Star ESC :", 0x1B3A, .fixed(0)),
        CommandRow("Star ESC E", 0x1B45, .fixed(0), .starBold),
        CommandRow("Star ESC F", 0x1B46, .fixed(0), .starBoldOff),
        CommandRow("Star ESC M", 0x1B4D, .fixed(0)),
        CommandRow("Star ESC P", 0x1B50, .fixed(0)),
        CommandRow("Star ESC R", 0x1B52, .fixed(1), .internationalSet),
        CommandRow("Star ESC W", 0x1B57, .fixed(1), .starDoubleWidth),
        CommandRow("Star ESC _", 0x1B5F, .fixed(1)),
        CommandRow("Star ESC g", 0x1B67, .fixed(0)),
        CommandRow("Star ESC h", 0x1B68, .fixed(1), .starDoubleHeight),
        CommandRow("Star ESC i", 0x1B69, .fixed(2), .starSize),
        CommandRow("Star ESC p", 0x1B70, .fixed(0), .cjkOn),
        CommandRow("Star ESC q", 0x1B71, .fixed(0), .cjkOff),
        CommandRow("Star ESC s", 0x1B73, .fixed(2), .cjkSpacing),
        CommandRow("Star ESC t", 0x1B74, .fixed(2)),
        CommandRow("Star ESC RS F", 0x1B1E46, .fixed(1), .font),
        CommandRow("Star ESC GS t", 0x1B1D74, .fixed(1), .codePage),
    ]

    private static let position: [CommandRow] = [
        CommandRow("Star ESC 0", 0x1B30, .fixed(0), .defaultLineSpacing),
        CommandRow("Star ESC 1", 0x1B31, .fixed(0)),
        CommandRow("Star ESC 2", 0x1B32, .fixed(0)),
        CommandRow("Star ESC 3", 0x1B33, .fixed(1), .lineSpacing),
        CommandRow("Star ESC @", 0x1B40, .fixed(0), .initialise),
        CommandRow("Star ESC A", 0x1B41, .fixed(1), .lineSpacing),
        CommandRow("Star ESC B", 0x1B42, .until(0, skipped: 0)),
        CommandRow("Star ESC C", 0x1B43, .starPageLength),
        CommandRow("Star ESC D", 0x1B44, .tabs, .tabs),
        CommandRow("Star ESC I", 0x1B49, .fixed(1), .feedDots),
        CommandRow("Star ESC J", 0x1B4A, .fixed(1), .feedDots),
        CommandRow("Star ESC N", 0x1B4E, .fixed(1)),
        CommandRow("Star ESC O", 0x1B4F, .fixed(0)),
        CommandRow("Star ESC Q", 0x1B51, .fixed(1)),
        CommandRow("Star ESC a", 0x1B61, .fixed(1), .starFeedLines),
        CommandRow("Star ESC l", 0x1B6C, .fixed(1), .leftMargin),
        CommandRow("Star ESC y", 0x1B79, .fixed(1), .lineSpacing),
        CommandRow("Star ESC z", 0x1B7A, .fixed(1), .lineSpacing),
        CommandRow("Star ESC GS A", 0x1B1D41, .fixed(2), .absolutePosition),
        CommandRow("Star ESC GS R", 0x1B1D52, .fixed(2), .relativePosition),
        CommandRow("Star ESC GS a", 0x1B1D61, .fixed(1), .alignment),
        CommandRow("Star ESC GS P 0", 0x1B1D5030, .fixed(0), .pageMode),
        CommandRow("Star ESC GS P 1", 0x1B1D5031, .fixed(0), .standardMode),
        CommandRow("Star ESC GS P 2", 0x1B1D5032, .fixed(1), .pageDirection),
        CommandRow("Star ESC GS P 3", 0x1B1D5033, .fixed(8), .pageArea),
        CommandRow("Star ESC GS P 4", 0x1B1D5034, .fixed(2), .pageVertical),
        CommandRow("Star ESC GS P 5", 0x1B1D5035, .fixed(2), .pageRelativeVertical),
        CommandRow("Star ESC GS P 6", 0x1B1D5036, .fixed(0), .printPage),
        CommandRow("Star ESC GS P 7", 0x1B1D5037, .fixed(0), .printPage),
        CommandRow("Star ESC GS P 8", 0x1B1D5038, .fixed(0)),
    ]

    private static let images: [CommandRow] = [
        CommandRow("Star ESC K", 0x1B4B, .wordsAfter(skipped: 0, width: 1), .starLineImage),
        CommandRow("Star ESC L", 0x1B4C, .wordsAfter(skipped: 0, width: 1), .starLineImage),
        CommandRow("Star ESC X", 0x1B58, .wordsAfter(skipped: 0, width: 3), .starLineImage),
        CommandRow("Star ESC ^", 0x1B5E, .wordsAfter(skipped: 1, width: 2), .starLineImage),
        CommandRow("Star ESC k", 0x1B6B, .wordsAfter(skipped: 0, width: 24), .starLineImage),
        CommandRow("Star ESC GS S", 0x1B1D53, .starRaster, .starRaster),
        CommandRow("Star ESC FS p", 0x1B1C70, .fixed(2), .printStoredImage),
        CommandRow("Star ESC FS q", 0x1B1C71, .images, .defineStoredImages),
        CommandRow("Star ESC RS L", 0x1B1E4C, .fixed(2), .printStoredImage),
    ]

    private static let codes: [CommandRow] = [
        CommandRow("Star ESC b", 0x1B62, .until(0x1E, skipped: 4), .starBarcode),
        CommandRow("Star ESC GS y S", 0x1B1D7953, .fixed(2), .starQR),
        CommandRow("Star ESC GS y D 1", 0x1B1D794431, .wordsAfter(skipped: 1, width: 1), .starQR),
        CommandRow("Star ESC GS y D 2", 0x1B1D794432, .starBlocks, .starQR),
        CommandRow("Star ESC GS y P", 0x1B1D7950, .fixed(0), .starQR),
        CommandRow("Star ESC GS y I", 0x1B1D7949, .fixed(0), .starQR),
        CommandRow("Star ESC GS x S 0", 0x1B1D785330, .fixed(3), .starPDF417),
        CommandRow("Star ESC GS x S", 0x1B1D7853, .fixed(2), .starPDF417),
        CommandRow("Star ESC GS x D", 0x1B1D7844, .wordsAfter(skipped: 0, width: 1), .starPDF417),
        CommandRow("Star ESC GS x P", 0x1B1D7850, .fixed(0), .starPDF417),
        CommandRow("Star ESC GS x I", 0x1B1D7849, .fixed(0), .starPDF417),
    ]

    private static let devices: [CommandRow] = [
        CommandRow("Star ESC ACK", 0x1B06, .fixed(1), .starStatus),
        CommandRow("Star ESC BEL", 0x1B07, .fixed(2), .starDrawer),
        CommandRow("Star ESC d", 0x1B64, .fixed(1), .starCut),
        CommandRow("Star ESC ?", 0x1B3F, .fixed(2)),
        CommandRow("Star ESC #", 0x1B23, .fixed(3)),
        CommandRow("Star ESC GS #", 0x1B1D23, .fixed(8)),
        CommandRow("Star ESC GS ETX", 0x1B1D03, .fixed(3), .starStatus),
        CommandRow("Star ESC GS BEL", 0x1B1D07, .fixed(4), .buzzer),
        CommandRow("Star ESC GS EM", 0x1B1D19, .fixed(4), .buzzer),
        CommandRow("Star ESC GS (", 0x1B1D28, .lettered),
        CommandRow("Star ESC GS )", 0x1B1D29, .lettered),
        CommandRow("Star ESC GS =", 0x1B1D3D, .wordsAfter(skipped: 0, width: 3)),
        CommandRow("Star ESC GS c", 0x1B1D63, .fixed(2)),
        CommandRow("Star ESC GS h", 0x1B1D68, .fixed(2)),
        CommandRow("Star ESC GS g", 0x1B1D67, .fixed(2)),
        CommandRow("Star ESC GS r", 0x1B1D72, .fixed(1)),
        CommandRow("Star ESC RS a", 0x1B1E61, .fixed(1), .starStatus),
        CommandRow("Star ESC RS E", 0x1B1E45, .fixed(1), .starStatus),
        CommandRow("Star ESC RS", 0x1B1E, .starSetting),
    ]

    private static let raster: [CommandRow] = [
        CommandRow("Star ESC FF", 0x1B0C, .fixed(1), .starRasterMode),
        CommandRow("Star ESC * r A", 0x1B2A7241, .fixed(0), .starRasterMode),
        CommandRow("Star ESC * r B", 0x1B2A7242, .fixed(0), .starRasterMode),
        CommandRow("Star ESC * r C", 0x1B2A7243, .fixed(0), .starRasterMode),
        CommandRow("Star ESC * r R", 0x1B2A7252, .fixed(0), .starRasterMode),
        CommandRow("Star ESC * r", 0x1B2A72, .until(0, skipped: 1), .starRasterMode),
    ]

    /// In raster mode rows come as bare letters.
    static let rasterRows: [CommandRow] = [
        CommandRow("Star b", 0x62, .wordsAfter(skipped: 0, width: 1), .starRasterRow),
        CommandRow("Star k", 0x6B, .wordsAfter(skipped: 0, width: 1), .starRasterRow),
    ].map { $0.of(.starRaster) }

    /// `ESC GS` and these letters, `ESC RS` and `ESC * r` are Star's alone; `ESC GS` and another letter is more
    /// likely a lost `ESC` before a command of ESC/POS, and `ESC ACK` or `ESC BEL` a lost one before a control.
    static func givesItselfAway(_ row: CommandRow) -> Bool {
        guard row.family == .star, row.functions.isEmpty else { return false }
        switch row.prefix[1] {
        case 0x1E: return true
        case 0x1D: return Self.ownLetters.contains(row.prefix[2])
        case 0x2A: return true
        default: return false
        }
    }

    private static let ownLetters = Set<UInt8>([0x03, 0x07, 0x19] + Array("ARPSatxy#".utf8))
}
