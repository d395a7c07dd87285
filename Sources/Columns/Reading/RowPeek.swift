// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Single rows read again by their offset: a header, or a row that a finding speaks of.
public final class RowPeek {
    private let source: ByteSource
    private var quoted = QuotedRow()

    public init(_ source: ByteSource) { self.source = source }

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
        var wanted = 512
        while true {
            var bytes = source.bytes(at: offset, count: wanted)
            let isAll = bytes.count < wanted || offset + Int64(wanted) >= source.size
            if isAll, bytes.last != 10, !bytes.isEmpty { bytes.append(10) }
            if case .row(let next, let newlines) = read(bytes) {
                let limit = min(offset + Int64(next), source.size)
                return Row(
                    fields: fields(), next: limit, newlines: newlines, hadQuotes: quoted.hadQuotes, fault: fault)
            }
            if isAll || wanted > RowCursor.longestRow { return nil }
            wanted *= 8
        }
    }

    private func read(_ bytes: [UInt8]) -> QuotedRow.Outcome {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return .incomplete }
            return unsafe quoted.read(base, from: 0, to: buffer.count)
        }
    }

    private func fields() -> [[UInt8]] {
        let row = unsafe RowText(
            base: quoted.text, ends: quoted.ends + 1, fieldCount: quoted.fieldCount, endsWithReturn: false)
        return (0..<quoted.fieldCount).map { row.field($0).bytes }
    }

    private var fault: TextFault? { quoted.hasTextAfterQuote ? .textAfterQuote : nil }
}
