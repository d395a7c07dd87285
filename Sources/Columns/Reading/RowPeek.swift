// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Single rows read again by their offset: a header, or a row that a finding speaks of.
public final class RowPeek {
    private let source: ByteSource
    private var quoted = QuotedRow()
    private let window: Int
    private var bytes: [UInt8]
    /// What `bytes` holds of the file.
    private var held = (start: Int64(0), count: 0)

    private let decode: RowEncoding.Decoding?

    /// - Parameters:
    ///   - window: bytes read at a time. Rows that are near the one before are then found in what was read for it, so
    ///     that many rows in order take few reads.
    ///   - decode: for a table that is not UTF-8; its fields are UTF-8 then.
    public init(_ source: ByteSource, window: Int = 512, decode: RowEncoding.Decoding? = nil) {
        self.source = source
        self.decode = decode
        self.window = max(16, window)
        bytes = [UInt8](repeating: 0, count: self.window + 1)
    }

    /// Reads the row that begins at an offset, for `field(_:)`; false when it does not end within
    /// `RowCursor.longestRow`.
    public func load(at offset: Int64) -> Bool { read(at: offset) != nil }

    /// The loaded row; valid until the next row is read.
    public var row: RowText { text }

    /// A field of the loaded row, empty where it has no such column; valid until the next row is read.
    public func field(_ index: Int) -> FieldText { text.field(index) }

    /// What stands at an offset.
    public struct Row: Sendable {
        public let fields: [[UInt8]]
        /// Offset after the row's line end.
        public let next: Int64
        public let newlines: Int
        public let hadQuotes: Bool
        public let fault: TextFault?
    }

    /// Reads the row that begins at an offset; nil when it does not end within `RowCursor.longestRow`.
    public func row(at offset: Int64) -> Row? {
        guard let (length, newlines) = read(at: offset) else { return nil }
        return Row(
            fields: (0..<quoted.fieldCount).map { text.whole($0).bytes },
            next: min(offset + Int64(length), source.size),
            newlines: newlines, hadQuotes: quoted.hadQuotes, fault: quoted.hasTextAfterQuote ? .textAfterQuote : nil)
    }

    private var text: RowText {
        unsafe RowText(base: quoted.text, ends: quoted.ends + 1, fieldCount: quoted.fieldCount, dress: RowDress())
    }

    private func recode() {
        guard let decode, text.hasHighBytes else { return }
        quoted.replace(with: text.recoded(decode))
    }

    private func read(at offset: Int64) -> (length: Int, newlines: Int)? {
        if let found = heldRow(at: offset) { return found }
        var wanted = window
        while true {
            held.count = 0
            // One more for the line end that the last row of a file may lack.
            if bytes.count <= wanted { bytes = [UInt8](repeating: 0, count: wanted + 1) }
            var count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: offset)
            }
            let isAll = count < wanted || offset + Int64(wanted) >= source.size
            if isAll, count > 0, bytes[count - 1] != 10 {
                bytes[count] = 10
                count += 1
            }
            held = (offset, count)
            if let found = heldRow(at: offset) { return found }
            if isAll || wanted > RowCursor.longestRow { return nil }
            wanted *= 8
        }
    }
    /// The row at an offset, where all of it is held.
    private func heldRow(at offset: Int64) -> (length: Int, newlines: Int)? {
        guard offset >= held.start, offset < min(held.start + Int64(held.count), source.size) else { return nil }
        let start = Int(offset - held.start)
        let outcome = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe quoted.read($0, from: start, to: held.count) }
        }
        guard case .row(let next, let newlines) = outcome else { return nil }
        recode()
        return (next - start, newlines)
    }
}
