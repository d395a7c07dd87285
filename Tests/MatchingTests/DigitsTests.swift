// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Tender
import Testing

@Suite struct DigitsTests {
    /// Calls a body with the text as a field of a row.
    static func with<Result>(_ text: String, _ body: (FieldText) -> Result) -> Result? {
        let bytes = Array((text + "\n").utf8)
        var cursor = RowCursor(chunkBytes: bytes.count)
        cursor.open(
            ByteSource(bytes: bytes), shape: TableShape(fieldCount: 1, dataStart: 0, firstLine: 1),
            chunk: Chunk(start: 0, end: Int64(bytes.count)), isSettled: false)
        guard cursor.next(), cursor.batch.count == 1 else { return nil }
        return body(cursor.batch.row(0).field(0))
    }

    @Test(arguments: [
        "0", "7", "42", "00042", "99999999", "123456789", "000000000001", "999999999999", "1234567890123456",
        "12345678901234567", "12a", "-1", "1.0", "/", ":", "１", "123 456",
    ])
    func `whole numbers are digits and nothing else`(_ text: String) {
        let isNumber = text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } && text.utf8.count <= 16
        let expected: UInt64? = isNumber ? UInt64(text) : nil
        #expect(Self.with(text) { Digits.whole($0) } == .some(expected))
    }

    @Test(arguments: 0..<500)
    func `an amount read in words is the amount read digit by digit`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let letters = Array("0123456789..-+,e ".utf8)
        let count = 1 + dice.roll(13)
        let text = String(decoding: (0..<count).map { _ in letters[dice.roll(letters.count)] }, as: UTF8.self)
        let slow = try? Money.minor(of: text.utf8, decimals: 2)
        let fast = Self.with(text) { Digits.hundredths($0) } ?? nil
        // The fast way reads the usual form only; where it answers, it answers the same.
        if let fast { #expect(fast == slow, "\(text)") }
    }

    @Test(arguments: ["0.00", "128.00", "99999999.99", "1.05", "12345.67"])
    func `the usual form takes the fast way`(_ text: String) throws {
        let fast = Self.with(text) { Digits.hundredths($0) } ?? nil
        #expect(fast == (try Money.minor(of: text.utf8, decimals: 2)))
    }
}
