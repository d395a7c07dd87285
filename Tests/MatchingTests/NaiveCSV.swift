// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads CSV one byte after the other, as plainly as the rules can be written: the twin that the fast reader is
/// compared with.
struct NaiveCSV {
    struct Row: Equatable {
        /// nil when the row is refused.
        var fields: [[UInt8]]?
        var offset: Int
        /// Counted from 1 for the first row.
        var line: Int
    }

    let bytes: [UInt8]
    let fieldCount: Int
    private(set) var rows: [Row] = []

    init(_ bytes: [UInt8], fieldCount: Int) {
        self.bytes = bytes
        self.fieldCount = fieldCount
        read()
    }

    private mutating func read() {
        var position = 0
        var line = 1
        while position < bytes.count {
            let start = position
            var fields: [[UInt8]] = []
            var isBroken = false
            var isEnd = false
            var sawQuote = false
            var newlines = 0
            while !isEnd {
                var field: [UInt8] = []
                if position < bytes.count, bytes[position] == 34 {
                    sawQuote = true
                    position += 1
                    var isClosed = false
                    while position < bytes.count, !isClosed {
                        if bytes[position] == 34 {
                            if position + 1 < bytes.count, bytes[position + 1] == 34 {
                                field.append(34)
                                position += 2
                            } else {
                                isClosed = true
                                position += 1
                            }
                        } else {
                            if bytes[position] == 10 { newlines += 1 }
                            field.append(bytes[position])
                            position += 1
                        }
                    }
                    if !isClosed { isBroken = true }
                    var rest: [UInt8] = []
                    while position < bytes.count, bytes[position] != 44, bytes[position] != 10 {
                        rest.append(bytes[position])
                        position += 1
                    }
                    let isLast = position >= bytes.count || bytes[position] == 10
                    if isLast, rest.last == 13 { rest.removeLast() }
                    if !rest.isEmpty { isBroken = true }
                } else {
                    while position < bytes.count, bytes[position] != 44, bytes[position] != 10 {
                        field.append(bytes[position])
                        position += 1
                    }
                    if position >= bytes.count || bytes[position] == 10, field.last == 13 { field.removeLast() }
                }
                fields.append(field)
                isEnd = position >= bytes.count || bytes[position] == 10
                position += 1
            }
            let isBlank = fields.count == 1 && fields[0].isEmpty && !sawQuote
            if !isBlank {
                let isText = String(validating: bytes[start..<min(position, bytes.count)], as: UTF8.self) != nil
                let isGood = !isBroken && isText && fields.count == fieldCount
                rows.append(Row(fields: isGood ? fields : nil, offset: start, line: line))
            }
            line += newlines + 1
        }
    }
}
