// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// One file of a job that another engine computes.
///
/// An engine of many machines reads the files itself, so they are named by a path that all of them can open.
public struct EngineFile: Sendable {
    /// How it is laid out.
    public enum Kind: String, Sendable, Hashable { case csv, parquet }

    /// Absolute.
    public let path: String
    /// Name in findings and reports.
    public let name: String
    public let side: NativeFiles.Side
    public let kind: Kind

    /// nil where it is neither Counterfoil's own CSV nor Parquet.
    public init?(path: String, name: String, side: NativeFiles.Side) {
        guard let source = ByteSource(path: path) else { return nil }
        let mark = Array("PAR1".utf8)
        if source.bytes(at: 0, count: 4) == mark, source.bytes(at: source.size - 4, count: 4) == mark {
            kind = .parquet
        } else if NativeFiles.isNative(source.bytes(at: 0, count: 64 << 10), side: side) {
            kind = .csv
        } else {
            return nil
        }
        self.path = path
        self.name = name
        self.side = side
    }

    /// The same as the job's own input; its header decides whether it is complete.
    func table() throws(FileJobError) -> InputTable {
        let input = FileJobInput.file(path, name: name)
        return try InputTable(input, side: inputSide, base: 0)
    }

    var inputSide: InputTable.Side {
        switch side {
        case .till: .till
        case .acquirer: .acquirer
        case .bank: .bank
        case .receipt: .receipt
        case .order: .order
        }
    }

    var summarySide: FileJobSummary.File.Side {
        switch side {
        case .till: .till
        case .acquirer: .acquirer
        case .bank: .bank
        case .receipt: .receipt
        case .order: .order
        }
    }

    /// `file:line@byte`, or `file:row` where rows have no bytes of their own.
    func reference(line: Int, byte: Int64) -> String {
        kind == .csv ? "\(name):\(line)@\(byte)" : "\(name):\(line)"
    }
}
