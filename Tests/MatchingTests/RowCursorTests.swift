// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Testing

/// The fast reader against its plain twin, with chunk borders at every place a border can fall.
@Suite struct RowCursorTests {
    /// All rows that a chunk size gives, in file order.
    static func rows(_ bytes: [UInt8], fieldCount: Int, chunk size: Int) -> [NaiveCSV.Row] {
        let source = ByteSource(bytes: bytes)
        let shape = TableShape(fieldCount: fieldCount, dataStart: 0, firstLine: 1)
        let cut = Chunk.cut(from: 0, to: source.size, every: size)
        let settled = QuoteSections.settle(cut, of: source, blockBytes: 7)
        let rows = rows(source, shape, settled, isSettled: true)
        // Where the chunks fit together without a walk before, the rows must be the same.
        if let guessed = Self.rows(source, shape, cut, isSettled: false) { #expect(guessed == rows) }
        return rows ?? []
    }

    private static func rows(
        _ source: ByteSource, _ shape: TableShape, _ chunks: [Chunk], isSettled: Bool
    ) -> [NaiveCSV.Row]? {
        var cursor = RowCursor(chunkBytes: 64)
        var parts: [LineIndex.Part] = []
        var reaches: [ChunkReach] = []
        var found: [(fields: [[UInt8]]?, offset: Int64, chunk: Int, line: Int)] = []
        for (number, chunk) in chunks.enumerated() {
            cursor.open(source, shape: shape, chunk: chunk, isSettled: isSettled)
            while cursor.next() {
                for fault in cursor.faults { found.append((nil, fault.offset, number, fault.relativeLine)) }
                let batch = cursor.batch
                for index in 0..<batch.count {
                    let row = batch.row(index)
                    found.append(
                        (
                            (0..<shape.fieldCount).map { row.field($0).bytes }, batch.offset(index), number,
                            batch.relativeLine(index)
                        ))
                }
            }
            parts.append(.init(checkpoints: cursor.checkpoints, newlines: cursor.newlines))
            reaches.append(cursor.reach)
        }
        guard isSettled || ChunkReach.fit(reaches, of: chunks) else { return nil }
        let lines = LineIndex(chunks: chunks, parts: parts, firstLine: 1)
        return found.sorted { $0.offset < $1.offset }.map { row in
            let line = lines.line(chunk: row.chunk, relative: row.line)
            if row.fields != nil {
                let again = lines.line(offset: row.offset, lowByte: UInt8(truncatingIfNeeded: row.line))
                #expect(again == line, "a row's line is found again by its offset")
            }
            return NaiveCSV.Row(fields: row.fields, offset: Int(row.offset), line: line)
        }
    }

    static let samples = [
        "a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\nc,d", "\"a\",b\nc,\"d\"\n", "\"a\nx\",b\nc,d\n", "a,\"b\"\"q\"\nc,d",
        "\n\na,b\n\n\r\nc,d\n", "a,b,c\nd\ne,f\n", "\"open,b\nc,d\ne,f\n", "a,\"b\"x\nc,d\n", "5\" pipe,b\nc,d\n",
        "a,5\"\nc,\"\"\n", ",\n,\n", "\"\",\"\"\n", "a,b\n\"c\r\n\",d\r\n", "\u{FF}a,b\nc,d\n", "收银,终端\n\"一\n二\",三\n",
        "a,b\r", "\"", "\"\"", "a", "\r\n", "a,\"b\r\n\"\r\n", "a,\"b\nc,d\ne,f",
        "x,y\n" + String(repeating: "k,v\n", count: 300),
    ]

    @Test(arguments: samples)
    func `every chunk size reads what the plain reader reads`(_ sample: String) {
        let bytes = Array(sample.utf8)
        let expected = NaiveCSV(bytes, fieldCount: 2).rows
        for size in 1...max(1, min(40, bytes.count + 1)) {
            #expect(Self.rows(bytes, fieldCount: 2, chunk: size) == expected, "chunks of \(size) bytes")
        }
    }

    @Test(arguments: 0..<400)
    func `any text is read as the plain reader reads it`(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let alphabet: [[UInt8]] = [
            [97], [98], [44], [44], [10], [10], [34], [34], [13, 10], [34, 34], [32], [9], Array("中".utf8), [44, 34],
            [34, 44], [34, 10],
        ]
        // Every fifth text has no marks at all; every seventh has bytes that are no UTF-8.
        var bytes: [UInt8] = []
        for _ in 0..<dice.roll(160) {
            let piece = alphabet[dice.roll(seed.isMultiple(of: 5) ? 6 : alphabet.count)]
            bytes += piece
            if seed.isMultiple(of: 7), dice.roll(20) == 0 { bytes.append(0xC3) }
        }
        let expected = NaiveCSV(bytes, fieldCount: 3).rows.map { row in
            var row = row
            row.fields = row.fields?.map(Self.trimmed)
            return row
        }
        for size in [1, 2, 3, 5, 8, 17, 64, 1_000] {
            #expect(Self.rows(bytes, fieldCount: 3, chunk: size) == expected, "chunks of \(size) bytes, seed \(seed)")
        }
    }

    /// Without blanks around it.
    private static func trimmed(_ field: [UInt8]) -> [UInt8] {
        let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
        return Array(field.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    @Test func `rows far longer than a batch are read, rows beyond the limit are refused and the next is found`() {
        let long = String(repeating: "x", count: 200_000)
        let endless = String(repeating: "y", count: RowCursor.longestRow + 10)
        let bytes = Array("a,b\n\(long),\(long)\n\(endless),b\nc,d\n".utf8)
        for size in [50_000, 1 << 20, 4 << 20] {
            let rows = Self.rows(bytes, fieldCount: 2, chunk: size)
            #expect(rows.map { $0.fields?[0].count } == [1, 200_000, nil, 1])
            #expect(rows.map(\.line) == [1, 2, 3, 4])
        }
    }

    @Test func `lines are known after hundreds of rows with line ends inside`() {
        var text = ""
        for number in 0..<2_000 { text += number.isMultiple(of: 3) ? "\"\(number)\n\",v\n" : "\(number),v\n" }
        let bytes = Array(text.utf8)
        #expect(Self.rows(bytes, fieldCount: 2, chunk: 333) == NaiveCSV(bytes, fieldCount: 2).rows)
    }
}
