// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Statements

/// One row put aside, with its text.
struct QuarantinedRow: Sendable {
    let file: String
    let line: Int
    /// Negative where the file's rows have no bytes of their own.
    let byte: Int64
    let reason: String
    let chinese: String
    /// The row as it stands in the file, cut and with card numbers masked.
    let text: String

    /// `file:line@byte`, or `file:row`.
    var reference: String { "\(file):\(line)" + (byte < 0 ? "" : "@\(byte)") }
}

/// Writes `quarantine.csv`, in the order of files and rows.
struct QuarantineFile {
    static let name = "quarantine.csv"
    /// A longer row is cut: the reference says where the rest is.
    private static let longestText = 2_000
    private static let sliceRows = 16_384
    /// Columns in which a long number is no card, whatever its check digit.
    private static let numbers: Set<String> = [
        "merchant", "terminal", "rrn", "order_no", "trace", "batch", "reference",
    ]

    /// The rows put aside of one file, ready to be read again.
    struct Part {
        let table: InputTable
        let lines: LineIndex
        let places: [QuarantinedPlace]
    }

    /// The rows put aside of one file, read again now or in an earlier run.
    enum Listing {
        case read(Part)
        case carried([QuarantinedRow])
    }

    /// - Returns: the first rows, for the report.
    static func write(
        _ listings: [Listing], keeping shown: Int, into sink: inout some FileJobSink
    ) throws(FileJobError) -> [QuarantinedRow] {
        try sink.write(Array("file,line,byte,reason,row\n".utf8), to: name)
        var kept: [QuarantinedRow] = []
        for listing in listings {
            var csv = CSVText()
            var count = 0
            try each(listing) { row throws(FileJobError) in
                put(row, &csv)
                if kept.count < shown { kept.append(row) }
                count += 1
                if count % sliceRows == 0 { try sink.write(csv.take(), to: name) }
            }
            try sink.write(csv.take(), to: name)
        }
        return kept
    }

    /// All rows of a file.
    static func rows(_ part: Part) -> [QuarantinedRow] {
        var rows: [QuarantinedRow] = []
        each(.read(part)) { rows.append($0) }
        return rows
    }

    private static func each<Failure: Error>(
        _ listing: Listing, _ body: (QuarantinedRow) throws(Failure) -> Void
    ) throws(Failure) {
        switch listing {
        case .carried(let rows): for row in rows { try body(row) }
        case .read(let part):
            for refused in part.table.refused {
                try body(
                    QuarantinedRow(
                        file: part.table.name, line: refused.line, byte: refused.byte, reason: refused.reason,
                        chinese: refused.chinese, text: refused.text))
            }
            let peek = RowPeek(part.table.source, decode: part.table.encoding.decoding())
            for place in part.places.sorted(by: { $0.offset < $1.offset }) { try body(row(place, part, peek)) }
        }
    }

    private static func put(_ row: QuarantinedRow, _ csv: inout CSVText) {
        csv.text(row.file)
        csv.plain(String(row.line))
        csv.plain(row.byte < 0 ? "" : String(row.byte))
        csv.text(row.reason)
        csv.text(row.text)
        csv.endRow()
    }

    private static func row(_ place: QuarantinedPlace, _ part: Part, _ peek: RowPeek) -> QuarantinedRow {
        let table = part.table
        var line = part.lines.line(chunk: place.chunk, relative: place.relativeLine)
        var byte = place.offset
        if let origins = table.origins {
            let row = line - table.shape.firstLine
            if origins.indices.contains(row) { (line, byte) = (origins[row].line, origins[row].byte) }
        }
        return QuarantinedRow(
            file: table.name, line: line, byte: byte, reason: place.reason.text, chinese: place.reason.chinese,
            text: text(place, table, peek))
    }

    private static func text(_ place: QuarantinedPlace, _ table: InputTable, _ peek: RowPeek) -> String {
        guard let row = peek.row(at: place.offset), row.fields.count == table.header.names.count else {
            // Not the header's columns: any of its numbers may be a card's.
            let bytes = table.source.bytes(at: place.offset, count: longestText)
            let end = place.reason == .unclosedQuote ? bytes.count : bytes.firstIndex(of: 10) ?? bytes.count
            var text = CardScrubber.scrub(table.encoding.shown(bytes[..<end]))
            if text.hasSuffix("\r") { text.removeLast() }
            return text
        }
        return Self.text(names: table.header.names, fields: row.fields)
    }

    /// The cells of a row that has the header's columns, card numbers masked.
    static func text(names: [String], fields: [[UInt8]]) -> String {
        let cells = zip(names, fields).map { name, field -> String in
            let text = String(decoding: field.prefix(longestText), as: UTF8.self)
            if name == "card" { return masked(text) }
            return numbers.contains(name) ? text : CardScrubber.scrub(text)
        }
        return String(cells.joined(separator: ",").prefix(longestText))
    }

    /// A card cell: every run of twelve digits and more keeps its first six and last four, check digit or not.
    private static func masked(_ text: String) -> String {
        var bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] >= 48, bytes[end] <= 57 { end += 1 }
            if end - start >= 12 {
                for index in (start + 6)..<(end - 4) { bytes[index] = UInt8(ascii: "*") }
            }
            start = end + 1
        }
        return CardScrubber.scrub(String(decoding: bytes, as: UTF8.self))
    }
}
