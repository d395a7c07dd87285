// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Commands that start with `FS`: CJK characters, stored images and memory, cheque scanners.
enum FieldRows {
    static let rows: [CommandRow] = plain + bracketed

    private static let plain: [CommandRow] = [
        CommandRow("FS !", 0x1C21, .fixed(1), .cjkPrintMode),
        CommandRow("FS &", 0x1C26, .fixed(0), .cjkOn),
        CommandRow("FS -", 0x1C2D, .fixed(1), .cjkUnderline),
        CommandRow("FS .", 0x1C2E, .fixed(0), .cjkOff),
        CommandRow("FS 2", 0x1C32, .wideCharacter, .defineCJK),
        CommandRow("FS ?", 0x1C3F, .fixed(2), .cancelCJK),
        CommandRow("FS C", 0x1C43, .fixed(1), .cjkCode),
        CommandRow("FS L", 0x1C4C, .fixed(0)),
        CommandRow("FS S", 0x1C53, .fixed(2), .cjkSpacing),
        CommandRow("FS W", 0x1C57, .fixed(1), .cjkQuadruple),
        CommandRow("FS a 0", 0x1C6130, .fixed(1)),
        CommandRow("FS a 1", 0x1C6131, .fixed(0)),
        CommandRow("FS a 2", 0x1C6132, .fixed(0)),
        CommandRow("FS b", 0x1C62, .fixed(0)),
        CommandRow("FS c", 0x1C63, .fixed(0)),
        CommandRow("FS g 1", 0x1C6731, .memoryWrite),
        CommandRow("FS g 2", 0x1C6732, .fixed(7)),
        CommandRow("FS p", 0x1C70, .fixed(2), .printStoredImage),
        CommandRow("FS q", 0x1C71, .images, .defineStoredImages),
        CommandRow("FS (", 0x1C28, .lettered),
    ]

    private static let bracketed: [CommandRow] =
        CommandRow("FS ( A", 0x1C2841, .counted, .cjkFont).functions(at: 5, [("48", [0x30])])
        + CommandRow("FS ( C", 0x1C2843, .counted, .encoding).functions(at: 5, [("48", [0x30]), ("60", [0x3C])])
        + CommandRow("FS ( E", 0x1C2845, .counted).functions(at: 5, (60...65).map { ("\($0)", [$0]) })
        + CommandRow("FS ( L", 0x1C284C, .counted).functions(
            at: 5, [33, 34, 48, 65, 66, 67, 80].map { ("\($0)", [$0]) })
        + CommandRow("FS ( e", 0x1C2865, .counted, .automaticStatus).functions(at: 5, [("51", [0x33])])
        + [CommandRow("FS ( f", 0x1C2866, .counted)]
        + CommandRow("FS ( g", 0x1C2867, .counted).functions(
            at: 5, [32, 40, 41, 50, 56, 57, 60, 80, 81, 90, 97, 100].map { ("\($0)", [$0]) })
}
