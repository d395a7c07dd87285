// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// `GS (` and `GS 8`: commands with a length and a function code.
enum GroupFunctionRows {
    static let rows: [CommandRow] = settings + answers + images + symbols + [CommandRow("GS (", 0x1D28, .lettered)]

    private static let settings: [CommandRow] =
        [CommandRow("GS ( A", 0x1D2841, .counted), CommandRow("GS ( B", 0x1D2842, .counted)]
        + CommandRow("GS ( C", 0x1D2843, .counted).functions(at: 6, (0...6).map { ("\($0)", [$0, $0 + 0x30]) })
        + CommandRow("GS ( D", 0x1D2844, .counted).functions(at: 5, [("20", [20])])
        + CommandRow("GS ( E", 0x1D2845, .counted).functions(
            at: 5, (Array(1...16) + [48, 49, 50, 51, 52, 99, 100]).map { ("\($0)", [$0]) })
        + CommandRow("GS ( G", 0x1D2847, .counted).functions(
            at: 5, ([32, 48] + Array(60...61) + Array(64...71) + Array(80...85)).map { ("\($0)", [$0]) })
        + CommandRow("GS ( K", 0x1D284B, .counted).functions(at: 5, [48, 49, 50, 97].map { ("\($0)", [$0]) })
        + CommandRow("GS ( M", 0x1D284D, .counted).functions(at: 5, (1...3).map { ("\($0)", [$0, $0 + 0x30]) })
        + CommandRow("GS ( N", 0x1D284E, .counted, .colour).functions(at: 5, [48, 49, 50].map { ("\($0)", [$0]) })
        + CommandRow("GS ( P", 0x1D2850, .counted, .pageFunction).functions(at: 5, [("48", [48])])
        + CommandRow("GS ( Q", 0x1D2851, .counted, .pageFunction).functions(
            at: 5, [48, 49, 50, 51].map { ("\($0)", [$0]) })

    private static let answers: [CommandRow] =
        CommandRow("GS ( H", 0x1D2848, .counted, .response).functions(at: 5, [("48", [48]), ("49", [49])])
        + CommandRow("GS ( z", 0x1D287A, .counted).functions(at: 5, [42, 48, 62, 63].map { ("\($0)", [$0]) })

    private static let imageFunctions: [(String, [UInt16])] =
        (0...4).map { ("\(48 + $0)", [0x3000 + $0, 0x3030 + $0]) }
        + (Array(64...69) + Array(80...85) + [112, 113]).map { ("\($0)", [0x3000 + $0]) }

    private static let images: [CommandRow] =
        CommandRow("GS ( L", 0x1D284C, .counted, .graphics).functions(at: 5, imageFunctions)
        + CommandRow("GS 8 L", 0x1D384C, .countedLong, .graphics).functions(at: 7, imageFunctions)

    /// Which functions each kind of symbol has, by cn; the vendor's number is (cn - 48)·100 + fn.
    private static let symbolFunctions: [(kind: UInt16, functions: [UInt16])] = [
        (48, [65, 66, 67, 68, 69, 70, 80, 81, 82]),
        (49, [65, 67, 69, 80, 81, 82]),
        (50, [65, 80, 81, 82]),
        (51, [67, 71, 80, 81, 82]),
        (52, [67, 71, 72, 80, 81, 82]),
        (53, [66, 67, 69, 80, 81, 82]),
        (54, [66, 67, 80, 81, 82]),
    ]

    private static let symbols: [CommandRow] =
        CommandRow("GS ( k", 0x1D286B, .counted, .symbol).functions(
            at: 5,
            symbolFunctions.flatMap { kind, functions in
                functions.map { function -> (String, [UInt16]) in
                    let number = (kind - 48) * 100 + function
                    return (number < 100 ? "0\(number)" : "\(number)", [kind << 8 | function])
                }
            })
}
