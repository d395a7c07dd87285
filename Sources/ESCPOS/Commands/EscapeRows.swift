// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Commands that start with `ESC`, for the printer.
enum EscapeRows {
    static let rows: [CommandRow] = plain + paper + bracketed

    private static let plain: [CommandRow] = [
        CommandRow("ESC FF", 0x1B0C, .fixed(0), .printPage),
        CommandRow("ESC SP", 0x1B20, .fixed(1), .characterSpacing),
        CommandRow("ESC !", 0x1B21, .fixed(1), .printMode),
        CommandRow("ESC $", 0x1B24, .fixed(2), .absolutePosition),
        CommandRow("ESC %", 0x1B25, .fixed(1), .userCharacters),
        CommandRow("ESC &", 0x1B26, .characters, .defineCharacters),
        CommandRow("ESC *", 0x1B2A, .columns, .columnImage),
        CommandRow("ESC -", 0x1B2D, .fixed(1), .underline),
        CommandRow("ESC 2", 0x1B32, .fixed(0), .defaultLineSpacing),
        CommandRow("ESC 3", 0x1B33, .fixed(1), .lineSpacing),
        // Not the inventor's. Where others give 4, 5 or 9 one byte more, it is a control that does no harm.
        CommandRow("ESC 4", 0x1B34, .fixed(0), .italicOn),
        CommandRow("ESC 5", 0x1B35, .fixed(0), .italicOff),
        CommandRow("ESC 7", 0x1B37, .fixed(3)),
        CommandRow("ESC 9", 0x1B39, .fixed(1), .cloneEncoding),
        CommandRow("ESC <", 0x1B3C, .fixed(0)),
        CommandRow("ESC =", 0x1B3D, .fixed(1), .selectDevice),
        CommandRow("ESC ?", 0x1B3F, .fixed(1), .cancelCharacters),
        CommandRow("ESC @", 0x1B40, .fixed(0), .initialise),
        CommandRow("ESC D", 0x1B44, .tabs, .tabs),
        CommandRow("ESC E", 0x1B45, .fixed(1), .emphasis),
        CommandRow("ESC G", 0x1B47, .fixed(1), .doubleStrike),
        CommandRow("ESC L", 0x1B4C, .fixed(0), .pageMode),
        CommandRow("ESC M", 0x1B4D, .fixed(1), .font),
        CommandRow("ESC R", 0x1B52, .fixed(1), .internationalSet),
        CommandRow("ESC S", 0x1B53, .fixed(0), .standardMode),
        CommandRow("ESC T", 0x1B54, .fixed(1), .pageDirection),
        CommandRow("ESC U", 0x1B55, .fixed(1)),
        CommandRow("ESC V", 0x1B56, .fixed(1), .rotation),
        CommandRow("ESC W", 0x1B57, .fixed(8), .pageArea),
        CommandRow("ESC \\", 0x1B5C, .fixed(2), .relativePosition),
        CommandRow("ESC a", 0x1B61, .fixed(1), .alignment),
        CommandRow("ESC r", 0x1B72, .fixed(1), .colour),
        CommandRow("ESC t", 0x1B74, .fixed(1), .codePage),
        CommandRow("ESC {", 0x1B7B, .fixed(1), .upsideDown),
    ]

    private static let paper: [CommandRow] = [
        CommandRow("ESC C", 0x1B43, .fixed(1)),
        CommandRow("ESC F", 0x1B46, .fixed(1)),
        CommandRow("ESC J", 0x1B4A, .fixed(1), .feedDots),
        CommandRow("ESC K", 0x1B4B, .fixed(1), .feedBackDots),
        CommandRow("ESC c 0", 0x1B6330, .fixed(1)),
        CommandRow("ESC c 1", 0x1B6331, .fixed(1)),
        CommandRow("ESC c 3", 0x1B6333, .fixed(1)),
        CommandRow("ESC c 4", 0x1B6334, .fixed(1)),
        CommandRow("ESC c 5", 0x1B6335, .fixed(1)),
        CommandRow("ESC d", 0x1B64, .fixed(1), .feedLines),
        CommandRow("ESC e", 0x1B65, .fixed(1), .feedBackLines),
        CommandRow("ESC f", 0x1B66, .fixed(2)),
        CommandRow("ESC i", 0x1B69, .fixed(0), .cutFull),
        CommandRow("ESC m", 0x1B6D, .fixed(0), .cutPartial),
        CommandRow("ESC o", 0x1B6F, .fixed(0)),
        CommandRow("ESC p", 0x1B70, .fixed(3), .drawer),
        CommandRow("ESC q", 0x1B71, .fixed(0)),
        CommandRow("ESC u", 0x1B75, .fixed(1), .drawerStatus),
        CommandRow("ESC v", 0x1B76, .fixed(0), .paperStatus),
        CommandRow("ESC z", 0x1B7A, .fixed(1)),
    ]

    private static let bracketed: [CommandRow] =
        CommandRow("ESC ( A", 0x1B2841, .counted, .buzzer).functions(
            at: 5, [("48", [0x30]), ("97", [0x61]), ("98", [0x62]), ("99", [0x63])])
        + [
            CommandRow("ESC ( Y", 0x1B2859, .counted),
            CommandRow("ESC (", 0x1B28, .lettered),
        ]
}
