// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A format with all that is needed to find and read it.
struct KnownFormat: Sendable {
    let format: StatementFormat
    let layout: Layout
    /// Words before the header that only this format has.
    let marks: [String]
    var dialect = RowDialect()
    /// The clock of the file's times; nil when it is the store's.
    var zone: Zone? = .shanghai
    /// Whether `-` and `/` stand for nothing.
    var hasNullMarks = false
    /// Makes the part that gives rows their meaning.
    let makeInterpreter: @Sendable (ReadingContext) -> any RowInterpreter
}

/// What an interpreter may know before the first row.
struct ReadingContext: Sendable {
    let map: ColumnMap
    /// Lines before the header, as text.
    let preamble: [String]
    /// The name that the file was given with; empty when it is not known.
    var fileName = ""
}

/// Gives the cells of one format their meaning. A value: it holds running sums and nothing else.
protocol RowInterpreter {
    /// Whether the row is not data but a footer, and if so what it states is kept.
    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool
    /// The typed row.
    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow
    /// A data row could not even be cut into cells.
    mutating func noteUnreadable()
    /// Compares what the file states with what was read, after the last row.
    ///
    /// - Throws: when a total that must agree does not, or the footer is missing.
    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal]
}

extension RowInterpreter {
    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool { false }
    mutating func noteUnreadable() {}
    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] { [] }
}
