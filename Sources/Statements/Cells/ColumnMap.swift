// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Which column of this file holds which field, and what the file calls it.
struct ColumnMap: Sendable, Hashable {
    private var positions: [Int]
    private var names: [String]
    /// Columns that tell of a person, in order; nothing of them is kept.
    private(set) var personal: [Int] = []
    /// Columns in the header.
    let width: Int

    init(width: Int) {
        self.width = width
        positions = [Int](repeating: -1, count: Field.allCases.count)
        names = Field.allCases.map(\.name)
    }

    mutating func set(_ field: Field, at position: Int, name: String) {
        positions[field.position] = position
        names[field.position] = name
    }

    mutating func setPersonal(at position: Int) {
        personal.append(position)
        personal.sort()
    }

    /// -1 when the file has no such column.
    func position(of field: Field) -> Int { positions[field.position] }
    func has(_ field: Field) -> Bool { positions[field.position] >= 0 }
    /// The column's name as the file writes it.
    func name(of field: Field) -> String { names[field.position] }

    /// The field in a column; nil for a column that is not read.
    func field(at position: Int) -> Field? {
        Field.allCases.first { positions[$0.position] == position }
    }
}
