// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A format whose files begin with data: known by the shape of their first row, because there is no header.
struct HeadlessFormat: Sendable {
    struct Column: Sendable {
        /// What the maker's description calls it; reasons name it so.
        let name: String
        let field: Field?
        let isPersonal: Bool

        init(_ name: String, _ field: Field? = nil, isPersonal: Bool = false) {
            self.name = name
            self.field = field
            self.isPersonal = isPersonal
        }
    }

    let format: StatementFormat
    let columns: [Column]
    var dialect = RowDialect()
    /// The encoding such files always have; nil finds it out.
    var encoding: TextEncoding?
    /// The clock of the file's times; nil when it is the store's.
    var zone: Zone? = .shanghai
    /// Whether the cells of the first row are those of this format.
    let fits: @Sendable ([String]) -> Bool
    let makeInterpreter: @Sendable (ReadingContext) -> any RowInterpreter

    private var map: ColumnMap {
        var map = ColumnMap(width: columns.count)
        for (position, column) in columns.enumerated() {
            if let field = column.field { map.set(field, at: position, name: column.name) }
            if column.isPersonal { map.setPersonal(at: position) }
        }
        return map
    }

    /// Rows among which one must fit; a bad first row does not hide the format.
    private static let looked = 10

    /// nil when none of the first rows fits.
    func recognition(in text: SampleText) -> Recognition? {
        let own = RowDialect(delimiter: dialect.delimiter, quoting: dialect.quoting, encoding: text.encoding)
        guard
            text.entries(own).lazy.filter({ !$0.text.isEmpty }).prefix(Self.looked).contains(where: { fits($0.cells) })
        else { return nil }
        return Recognition(
            format: format, confidence: 100, encoding: encoding ?? text.encoding,
            hasByteOrderMark: text.hasByteOrderMark,
            headerLine: 0, columns: columns.map(\.name), unreadColumns: [], warnings: [], zone: zone, dialect: own,
            map: map, checksWidth: true, hasNullMarks: false, preamble: [], bodyLine: 1,
            bodyByte: text.hasByteOrderMark ? 3 : 0, makeInterpreter: makeInterpreter)
    }
}
