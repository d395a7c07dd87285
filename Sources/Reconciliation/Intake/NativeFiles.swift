// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// Tells Counterfoil's own CSV from everything else, by its header.
public enum NativeFiles {
    /// Which of the two places of a job a file is for.
    public enum Side: Sendable, Hashable { case till, acquirer, bank, receipt, order }

    /// Whether the beginning of a file is a header of Counterfoil's own CSV for a side. A header that is nearly one
    /// counts too: the job then says which column is missing.
    public static func isNative(_ head: [UInt8], side: Side) -> Bool {
        guard let header = header(of: head) else { return false }
        return isNative(header, side: side)
    }

    /// The same for the first row of a sheet.
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
        // Two of the four words that every such file has are enough; no other format has English ones.
        return names.intersection(["terminal", "rrn", "type", "amount"]).count >= 2
            && names.intersection(known).count >= 3
    }

    /// The same for a file that can be read directly; false where it cannot.
    public static func isNative(path: String, side: Side) -> Bool {
        guard let source = ByteSource(path: path) else { return false }
        return isNative(source.bytes(at: 0, count: 64 << 10), side: side)
    }

    private static func header(of head: [UInt8]) -> Header? {
        let bytes = head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
        let source = ByteSource(bytes: bytes)
        let isMarked = bytes.count < head.count
        let decode = FileEncoding(source, isOurs: isMarked).decoding()
        guard let row = RowPeek(source, decode: decode).row(at: 0), row.fault == nil else { return nil }
        return Header(row.fields)
    }
}
