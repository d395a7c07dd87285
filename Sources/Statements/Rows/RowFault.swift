// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why one row is set aside. The file goes on; the row is shown to a person.
public enum RowFault: Error, Hashable, Sendable {
    case rowTooLong(limit: Int)
    case tooManyColumns(limit: Int)
    case columnCount(seen: Int, expected: Int)
    /// A quoted cell that is still open where the longest row ends, or at the end of the file.
    case quoteNeverCloses
    /// A quote inside a quoted cell that is not doubled.
    case strayQuote
    case notText(column: String, encoding: TextEncoding)
    case missing(column: String)
    case notAnAmount(column: String)
    case tooManyDecimals(column: String, allowed: Int)
    case amountOutOfRange(column: String)
    case negativeAmount(column: String)
    /// Both the money-in and the money-out column hold an amount.
    case twoAmounts(String, String)
    case notATime(column: String)
    case notADate(column: String)
    /// `4.00123E+27`: a spreadsheet has destroyed the number.
    case scientific(column: String)
    case notAnIdentifier(column: String)
    case tooLong(column: String, limit: Int)
    case notACard(column: String)
    case notAFlag(column: String)
    case unknownCurrency(column: String)
    case unknownWord(column: String, word: String)
    /// Neither a reference number nor batch and trace: the row could never join anything.
    case noKey
    /// A refund without a number of its own could be mistaken for another refund of the same sale.
    case noRefundNumber(column: String)
    /// The sign is the other one than on all earlier rows of its kind, so the direction is not sure.
    case signTurned(column: String)
    case clashingSign(column: String, type: String)
    /// The net is not the amount less the fee.
    case netDiffers(column: String)
    /// A time without a year, where nothing in the file tells the year or two things tell different ones.
    case yearUnsure(column: String)
    /// A row of fixed width that ends inside a field.
    case cutShort(seen: Int, expected: Int)
    /// A row of fixed width without a blank where one field ends and the next begins; 0-based byte in the row.
    case misaligned(byte: Int)
    /// A cell of a workbook has no value that could be used: which and why.
    case unusableCell(Phrase)
    /// The row is the provider's payout to the merchant, which no customer paid; it is held against the bank.
    case payout(Payout)
    /// The row was read well and the caller has no use for it.
    case setAside(Phrase)
}
