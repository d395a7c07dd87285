// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a file job was refused. Nothing has been written when it is thrown.
public enum FileJobError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case empty(file: String)
    case headerUnreadable(file: String)
    case missingColumn(file: String, column: String)
    case duplicateColumn(file: String, column: String)
    /// The file changed while it was being read.
    case cutShort(file: String)
    /// More different terminals, merchants or keys than the engine holds.
    case tooMany(what: String, limit: Int)
    case tooLarge(side: String, limit: Int64)
    case nothingToCompare
    /// Wallet bills, which join by order number, together with files that join by reference.
    case mixedKeys(file: String)
    case cannotWrite(file: String)
    /// Somebody asked it to end (`FileJobStop`).
    case stopped

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): \(reason)"
        case .empty(let file): "\(file): is empty; a header row is required"
        case .headerUnreadable(let file): "\(file): the first row is not a CSV header (UTF-8, at most 1 MiB)"
        case .missingColumn(let file, let column): "\(file): the required column \(column) is missing"
        case .duplicateColumn(let file, let column): "\(file): the column \(column) appears twice"
        case .cutShort(let file): "\(file): became shorter while it was being read; run again when it is complete"
        case .tooMany(let what, let limit): "more than \(limit) different \(what)"
        case .tooLarge(let side, let limit): "the \(side) files together are larger than \(limit) bytes"
        case .nothingToCompare: "a till file and an acquirer file are needed"
        case .mixedKeys(let file):
            "\(file): wallet bills join by order number and cannot share a run with files that join by reference"
        case .cannotWrite(let file): "\(file): cannot be written"
        case .stopped: "stopped before it was done; nothing was written"
        }
    }
}
