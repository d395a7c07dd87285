// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Every row of every family, in one list: a `Command` is an index into it.
enum CommandCatalogue {
    static let rows: [CommandRow] =
        RealTimeRows.rows + EscapeRows.rows + FieldRows.rows + GroupRows.rows + GroupFunctionRows.rows
        + DisplayRows.rows + CloneRows.rows + StarRows.rows + StarRows.rasterRows

    /// Function rows by the row of their command and the code: what gives a token its full name.
    static let functions: [UInt32: UInt16] = {
        var functions: [UInt32: UInt16] = [:]
        var parents: [[UInt8]: UInt16] = [:]
        for (index, row) in rows.enumerated() {
            if row.functions.isEmpty {
                parents[row.prefix + [familyCode(row.family)]] = UInt16(index)
            } else if let parent = parents[row.prefix + [familyCode(row.family)]] {
                for code in row.functions { functions[UInt32(parent) << 16 | UInt32(code)] = UInt16(index) }
            }
        }
        return functions
    }()

    /// What framing needs of each row, without its texts.
    static let traits: [CommandTraits] = rows.map { CommandTraits($0) }

    /// The widest function code of each command: symbols and images have two bytes, the others one.
    static func functionWidth(of row: CommandRow) -> Int {
        row.meaning == .symbol || row.meaning == .graphics ? 2 : 1
    }

    private static func familyCode(_ family: CommandFamily) -> UInt8 {
        UInt8(CommandFamily.allCases.firstIndex(of: family) ?? 0)
    }
}

/// The part of a row that framing looks at for every token; plain numbers, so that copying it costs nothing.
struct CommandTraits: Sendable {
    let shape: Shape
    let meaning: Meaning
    let family: CommandFamily
    let functionOffset: Int
    let functionWidth: Int
    /// Whether the framing of what follows may depend on it.
    let changesModes: Bool

    init(_ row: CommandRow) {
        shape = row.shape
        meaning = row.meaning
        family = row.family
        functionOffset = row.functionOffset
        functionWidth = CommandCatalogue.functionWidth(of: row)
        switch row.meaning {
        case .selectDevice, .initialise, .cjkFont, .starRasterMode: changesModes = true
        default: changesModes = row.family == .star
        }
    }
}
