// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One row of the command table.
///
///     prefix          parameters, framed by the shape
///     │ 1D 76 30 │ m │ xL xH │ yL yH │ d1 … dk │        name "GS v 0", shape .raster, meaning .raster
///
/// A command whose parameters start with a function code has further rows, one per function, that share its prefix
/// and shape and differ in the bytes at `functionOffset`; they only give the token its full name.
struct CommandRow: Sendable {
    let name: String
    let prefix: [UInt8]
    let shape: Shape
    let meaning: Meaning
    var family = CommandFamily.printer
    /// Where the function code is, from the first byte of the command; 0 when there is none.
    var functionOffset = 0
    /// The function codes of this row, one or two bytes each, as numbers with the first byte high; empty for the
    /// command itself.
    var functions: [UInt16] = []

    /// - Parameter prefix: the bytes as one number, first byte highest; no prefix starts with zero.
    init(_ name: String, _ prefix: UInt64, _ shape: Shape, _ meaning: Meaning = .other) {
        self.name = name
        self.prefix = Self.bytes(of: prefix)
        self.shape = shape
        self.meaning = meaning
    }

    func of(_ family: CommandFamily) -> CommandRow {
        var row = self
        row.family = family
        return row
    }

    /// One row for each function of this command.
    ///
    /// - Parameters:
    ///   - offset: where the code is.
    ///   - functions: the number in the name and the codes that mean it.
    func functions(at offset: Int, _ functions: [(String, [UInt16])]) -> [CommandRow] {
        var base = self
        base.functionOffset = offset
        return [base]
            + functions.map { number, codes in
                var row = CommandRow("\(name) <Function \(number)>", 0, shape, meaning).of(family)
                row = CommandRow(copying: row, prefix: prefix)
                row.functionOffset = offset
                row.functions = codes
                return row
            }
    }

    private init(copying row: CommandRow, prefix: [UInt8]) {
        name = row.name
        self.prefix = prefix
        shape = row.shape
        meaning = row.meaning
        family = row.family
    }

    private static func bytes(of number: UInt64) -> [UInt8] {
        Array(
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }.drop {
                $0 == 0
            })
    }
}
