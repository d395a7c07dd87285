// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Statements

/// Tells Counterfoil's own CSV from everything else, by its header.
public enum NativeFiles {
    /// Which of the two places of a job a file is for.
    public enum Side: Sendable, Hashable { case till, acquirer, bank, receipt, order }

    /// Whether the beginning of a file is a header of Counterfoil's own CSV for a side. A header that is nearly one
    /// counts too: the job then says which column is missing.
    public static func isNative(_ head: [UInt8], side: Side) -> Bool {
        guard let header = header(of: head), isNative(header, side: side) else { return false }
        return !hasLooseEnds(header, in: head)
    }

    /// Whether the header has commas at its end that the first row has not, or the other way round. Then `TableText`
    /// reads the file: to the engine every row would have the wrong number of fields.
    private static func hasLooseEnds(_ header: Header, in head: [UInt8]) -> Bool {
        let source = ByteSource(bytes: head)
        let peek = RowPeek(source)
        let start: Int64 = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard var next = peek.row(at: start)?.next else { return false }
        while let row = peek.row(at: next), row.next > next {
            next = row.next
            if row.fields.count == 1, row.fields[0].isEmpty { continue }
            let width = header.names.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
            let isLonger = row.fields.count == width + 1 && row.fields[width].isEmpty
            return row.fields.count != header.names.count && (row.fields.count == width || isLonger)
        }
        return false
    }

    /// The same for the first row of a sheet, or of a table in another dress.
    static func isNative(_ header: Header, side: Side) -> Bool {
        let names = Set(header.names)
        let known: Set<String>
        switch side {
        case .till: known = Set(TillColumns.names.keys)
        case .acquirer: known = Set(AcquirerColumns.names.keys)
        case .bank: return names.isSuperset(of: BankColumns.required)
        case .order: return names.isSuperset(of: ["order_no", "amount"])
        case .receipt: known = Set(ReceiptColumns.names.keys)
        }
        // Two of the four words that every such file has are enough, where one tells what rows are known by: providers
        // of payments have a type and an amount too.
        let isKeyed = names.contains("terminal") || names.contains("rrn") || names.isSuperset(of: ["batch", "trace"])
        return isKeyed && names.intersection(["terminal", "rrn", "type", "amount"]).count >= 2
            && names.intersection(known).count >= 3
    }

    /// The same for the names in a line of a file.
    public static func isNative(header names: [String], side: Side) -> Bool {
        Header(names.map { Array($0.utf8) }).map { isNative($0, side: side) } ?? false
    }

    /// The same for a file that can be read directly; false where it cannot.
    public static func isNative(path: String, side: Side) -> Bool {
        guard let source = ByteSource(path: path) else { return false }
        return isNative(source.bytes(at: 0, count: 64 << 10), side: side)
    }

    /// Columns that a run will not read and that no page of the documentation names: perhaps one has another name than
    /// its owner thinks.
    public static func unknownColumns(_ head: [UInt8], side: Side) -> [String] {
        guard let header = header(of: head) else { return [] }
        let documented: [String]
        switch side {
        case .till: documented = TillColumns.names.keys + ["store", "auth_code", "card", "operator", "remark"]
        case .acquirer:
            documented =
                AcquirerColumns.names.keys
                + ["store", "auth_code", "card", "acquirer", "channel_order_no", "remark"]
        case .bank: documented = BankColumns.names.keys + ["remark"]
        case .receipt: documented = ReceiptColumns.names.keys + ["store", "card"]
        case .order: documented = OrderColumns.names.keys + ["store"]
        }
        return header.names.filter { !$0.isEmpty && !documented.contains($0) }.map(CardScrubber.scrub)
    }

    /// The same for a file that can be read directly.
    public static func unknownColumns(path: String, side: Side) -> [String] {
        ByteSource(path: path).map { unknownColumns($0.bytes(at: 0, count: 64 << 10), side: side) } ?? []
    }

    private static func header(of head: [UInt8]) -> Header? {
        // Lines that end with a carriage return alone are read by `TableText`.
        if head.contains(13), !head.contains(10) { return nil }
        let bytes = head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
        let source = ByteSource(bytes: bytes)
        let isMarked = bytes.count < head.count
        let decode = FileEncoding(source, isOurs: isMarked).decoding()
        guard let row = RowPeek(source, decode: decode).row(at: 0), row.fault == nil else { return nil }
        return Header(row.fields)
    }
}
