// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A documented command: a row of the command table, small enough to be part of every token.
public struct Command: Sendable, Hashable, CustomStringConvertible {
    let index: UInt16

    init(index: Int) { self.index = UInt16(truncatingIfNeeded: index) }

    /// The row with this name in the vendor's spelling, for example `ESC @` or `GS ( k <Function 180>`; nil when no
    /// table has it.
    public init?(named name: String) {
        guard let index = CommandCatalogue.rows.firstIndex(where: { $0.name == name }) else { return nil }
        self.init(index: index)
    }

    /// The vendor's spelling, for example `ESC @`, `GS v 0`, `FS &`, `GS ( k <Function 180>`.
    public var name: String { row.name }
    /// The bytes every such command starts with.
    public var prefix: [UInt8] { row.prefix }
    /// What an interpreter has to know of it.
    public var meaning: Meaning { row.meaning }
    /// Whose command it is.
    public var family: CommandFamily { row.family }
    /// Every command of every family.
    public static var all: [Command] { CommandCatalogue.rows.indices.map { Command(index: $0) } }

    public var description: String { name }

    var row: CommandRow { CommandCatalogue.rows[Int(index)] }
}
