// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Commands of customer displays. They share a line with the printer and are told apart by `ESC =` alone.
enum DisplayRows {
    static let rows: [CommandRow] = (escape + unit + bracketed).map { $0.of(.display) }

    private static let escape: [CommandRow] = [
        CommandRow("ESC % (display)", 0x1B25, .fixed(1), .display),
        CommandRow("ESC & (display)", 0x1B26, .characters, .display),
        CommandRow("ESC = (display)", 0x1B3D, .fixed(1), .selectDevice),
        CommandRow("ESC ? (display)", 0x1B3F, .fixed(1), .display),
        CommandRow("ESC @ (display)", 0x1B40, .fixed(0), .display),
        CommandRow("ESC R (display)", 0x1B52, .fixed(1), .display),
        CommandRow("ESC W (display)", 0x1B57, .window, .display),
        CommandRow("ESC t (display)", 0x1B74, .fixed(1), .display),
    ]

    private static let unit: [CommandRow] = [
        CommandRow("US MD1", 0x1F01, .fixed(0), .display),
        CommandRow("US MD2", 0x1F02, .fixed(0), .display),
        CommandRow("US MD3", 0x1F03, .fixed(0), .display),
        CommandRow("US LF", 0x1F0A, .fixed(0), .display),
        CommandRow("US CR", 0x1F0D, .fixed(0), .display),
        CommandRow("US #", 0x1F23, .fixed(2), .display),
        CommandRow("US $", 0x1F24, .fixed(2), .display),
        CommandRow("US ,", 0x1F2C, .fixed(1), .display),
        CommandRow("US .", 0x1F2E, .fixed(1), .display),
        CommandRow("US :", 0x1F3A, .fixed(0), .display),
        CommandRow("US ;", 0x1F3B, .fixed(1), .display),
        CommandRow("US @", 0x1F40, .fixed(0), .display),
        CommandRow("US B", 0x1F42, .fixed(0), .display),
        CommandRow("US C", 0x1F43, .fixed(1), .display),
        CommandRow("US E", 0x1F45, .fixed(1), .display),
        CommandRow("US T", 0x1F54, .fixed(2), .display),
        CommandRow("US U", 0x1F55, .fixed(0), .display),
        CommandRow("US X", 0x1F58, .fixed(1), .display),
        CommandRow("US ^", 0x1F5E, .fixed(2), .display),
        CommandRow("US r", 0x1F72, .fixed(1), .display),
        CommandRow("US v", 0x1F76, .fixed(1), .display),
        CommandRow("US (", 0x1F28, .lettered, .display),
    ]

    private static let bracketed: [CommandRow] =
        [CommandRow("US ( A", 0x1F2841, .counted, .display)]
        + CommandRow("US ( E", 0x1F2845, .counted, .display).functions(at: 5, (1...4).map { ("\($0)", [$0]) })
        + CommandRow("US ( G", 0x1F2847, .counted, .display).functions(at: 5, [("96", [96]), ("97", [97])])
}
