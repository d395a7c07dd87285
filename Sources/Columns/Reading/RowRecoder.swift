// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Rows of a table that is not UTF-8, as UTF-8: for readers that look at many texts of few rows. One recoder is used
/// by one thread; a row is valid until the next one is asked for.
public final class RowRecoder {
    private var scratch = QuotedRow()
    private let decode: RowEncoding.Decoding

    public init(_ decode: @escaping RowEncoding.Decoding) { self.decode = decode }

    /// A row that is all ASCII comes back as it is.
    public func row(_ row: RowText) -> RowText {
        guard row.hasHighBytes else { return row }
        scratch.replace(with: row.recoded(decode))
        return unsafe RowText(
            base: scratch.text, ends: scratch.ends + 1, fieldCount: scratch.fieldCount, dress: RowDress())
    }
}
