// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The rows of some families as a tree over their prefixes, so that finding a command takes one step a byte.
///
///     node 0 ──1B──▶ node 1 ──40──▶ row "ESC @"
///                       └──28──▶ node 2 ──41──▶ row "ESC ( A"
///                                   └─otherwise──▶ row "ESC ("     the byte already belongs to the parameters
struct CommandTable: Sendable {
    /// What a byte leads to.
    enum Step: Sendable {
        case nothing
        case node(Int)
        case row(Int)
        /// A row whose prefix ended before this byte.
        case rowBefore(Int)
    }

    /// 256 entries a node: 0 nothing, odd a node, even a row.
    private var entries: [UInt16]
    /// The row whose prefix ends at the node, plus one; 0 for none.
    private var otherwise: [UInt16] = [0]

    /// - Parameters:
    ///   - families: a later one's row replaces an earlier one's with the same prefix.
    ///   - recognisingStar: also the rows that only Star's printers know, whatever else the families know.
    init(_ families: [CommandFamily], recognisingStar: Bool = false) {
        entries = Array(repeating: 0, count: 256)
        for family in families {
            for (index, row) in CommandCatalogue.rows.enumerated()
            where row.family == family && row.functions.isEmpty {
                insert(row.prefix, index)
            }
        }
        guard recognisingStar else { return }
        for (index, row) in CommandCatalogue.rows.enumerated() where StarRows.givesItselfAway(row) {
            insert(row.prefix, index)
        }
    }

    private mutating func insert(_ prefix: [UInt8], _ row: Int) {
        var node = 0
        for byte in prefix.dropLast() {
            let place = node * 256 + Int(byte)
            if entries[place] & 1 == 1 {
                node = Int(entries[place] >> 1)
                continue
            }
            let fresh = otherwise.count
            // A shorter prefix keeps its row for the bytes that no longer prefix continues with.
            otherwise.append(entries[place] == 0 ? 0 : entries[place] >> 1)
            entries += Array(repeating: 0, count: 256)
            entries[place] = UInt16(fresh << 1 | 1)
            node = fresh
        }
        let place = node * 256 + Int(prefix.last ?? 0)
        if entries[place] & 1 == 1 {
            otherwise[Int(entries[place] >> 1)] = UInt16(row + 1)
        } else {
            entries[place] = UInt16((row + 1) << 1)
        }
    }

    func step(from node: Int, _ byte: UInt8) -> Step {
        let entry = entries[node * 256 + Int(byte)]
        if entry & 1 == 1 { return .node(Int(entry >> 1)) }
        if entry != 0 { return .row(Int(entry >> 1) - 1) }
        return otherwise[node] == 0 ? .nothing : .rowBefore(Int(otherwise[node]) - 1)
    }

    static let standard = CommandTable([.printer], recognisingStar: true)
    static let pure = CommandTable([.printer])
    static let display = CommandTable([.printer, .display])
    static let chinese = CommandTable([.printer, .chinese], recognisingStar: true)
    static let terminal = CommandTable([.printer, .terminal], recognisingStar: true)
    static let module = CommandTable([.printer, .module], recognisingStar: true)
    static let star = CommandTable([.star])
}
