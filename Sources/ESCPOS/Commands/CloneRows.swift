// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Commands of other makers. Several letters mean different things to different makers, so a profile says whose they
/// are; in the standard profile they cost two bytes and are recorded.
enum CloneRows {
    static let rows: [CommandRow] =
        chinese.map { $0.of(.chinese) } + terminal.map { $0.of(.terminal) } + module.map { $0.of(.module) }

    private static let chinese: [CommandRow] = [
        CommandRow("ESC B", 0x1B42, .fixed(2), .buzzer),
        CommandRow("ESC C (buzzer)", 0x1B43, .fixed(3), .buzzer),
        CommandRow("ESC Z", 0x1B5A, .wordsAfter(skipped: 3, width: 1), .symbol),
        CommandRow("FS SO", 0x1C0E, .fixed(0), .cjkDoubleWidth),
        CommandRow("FS SI", 0x1C0F, .fixed(0)),
        CommandRow("FS DC2", 0x1C12, .fixed(0)),
        CommandRow("FS DC4", 0x1C14, .fixed(0), .cjkNormalWidth),
        CommandRow("FS I", 0x1C49, .fixed(1)),
        CommandRow("FS J", 0x1C4A, .fixed(0)),
        CommandRow("FS K", 0x1C4B, .fixed(0)),
        CommandRow("FS }", 0x1C7D, .fixed(2)),
        CommandRow("GS Z", 0x1D5A, .fixed(1)),
        CommandRow("GS x", 0x1D78, .fixed(1)),
        CommandRow("DC2 #", 0x1223, .fixed(1)),
        CommandRow("US DC1", 0x1F11, .fixed(1)),
    ]

    private static let terminal: [CommandRow] = [
        CommandRow("ESC B (margin)", 0x1B42, .fixed(1), .leftMargin)
    ]

    private static let module: [CommandRow] = [
        CommandRow("DC2 #", 0x1223, .fixed(1)),
        CommandRow("DC2 *", 0x122A, .moduleImage, .raster),
        CommandRow("DC2 A", 0x1241, .fixed(1)),
        CommandRow("DC2 E", 0x1245, .fixed(1)),
        CommandRow("DC2 T", 0x1254, .fixed(0)),
        CommandRow("DC2 V", 0x1256, .moduleRows, .raster),
        CommandRow("DC2 m", 0x126D, .fixed(3)),
        CommandRow("DC2 q", 0x1271, .fixed(1), .response),
        CommandRow("DC2 v", 0x1276, .moduleRows, .raster),
    ]
}
