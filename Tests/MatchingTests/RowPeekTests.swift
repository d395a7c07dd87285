// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Testing

/// Rows read again by their offset, against the plain reader.
@Suite struct RowPeekTests {
    static func text(_ seed: Int) -> [UInt8] {
        var dice = Dice(seed: UInt64(seed))
        var text = ""
        for _ in 0..<(1 + dice.roll(60)) {
            let first = String(repeating: "终x", count: dice.roll(seed.isMultiple(of: 4) ? 400 : 8))
            let second = ["", "plain", "\"a,b\"", "\"line\nend\"", "\"say \"\"so\"\"\""][dice.roll(5)]
            text += first + "," + second + (dice.roll(3) == 0 ? "\r\n" : "\n")
        }
        if seed.isMultiple(of: 3) { text.removeLast() }
        return Array(text.utf8)
    }

    @Test(arguments: 0..<40, [16, 64, 512, 1 << 16])
    func `a row is the same however many bytes are read at a time, in order and out of it`(
        _ seed: Int, _ window: Int
    ) throws {
        let bytes = Self.text(seed)
        let rows = NaiveCSV(bytes, fieldCount: 2).rows
        let peek = RowPeek(ByteSource(bytes: bytes), window: window)
        for row in rows + rows.reversed() + rows {
            let found = try #require(peek.row(at: Int64(row.offset)))
            #expect(found.fields == row.fields, "row at \(row.offset), seed \(seed)")
        }
        for (row, next) in zip(rows, rows.dropFirst()) {
            #expect(peek.row(at: Int64(row.offset))?.next == Int64(next.offset))
        }
        #expect(peek.row(at: Int64(bytes.count)) == nil)
    }
}
