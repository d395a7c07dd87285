// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import GRDBSQLite

/// A prepared statement that is run a million times: values go straight to SQLite and come straight from it.
///
/// GRDB makes a row with named columns and an array of arguments for every run, which is fine for a page and too
/// dear for an import. Used like this, on the connection's queue alone:
///
///     start ─▶ bind, bind, … (in order) ─▶ step, read columns, step, … ─▶ finish
@safe final class HotStatement {
    /// Keeps the statement alive.
    private let owner: Statement
    private let handle: SQLiteStatement
    private var nextParameter: CInt = 1

    /// SQLite copies what is bound before the call returns.
    private static let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ sql: String, in database: Database) throws {
        owner = try database.makeStatement(sql: sql)
        unsafe handle = owner.sqliteStatement
    }

    func start() {
        unsafe sqlite3_reset(handle)
        nextParameter = 1
    }

    func bind(_ number: Int64?) {
        if let number {
            unsafe sqlite3_bind_int64(handle, nextParameter, number)
        } else {
            unsafe sqlite3_bind_null(handle, nextParameter)
        }
        nextParameter += 1
    }

    func bind(_ text: String?) {
        if var text {
            text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
                    // No address would bind NULL, which an empty text is not.
                    guard let start = bytes.baseAddress else {
                        _ = unsafe sqlite3_bind_text(handle, nextParameter, "", 0, Self.copied)
                        return
                    }
                    let count = CInt(clamping: bytes.count)
                    _ = unsafe sqlite3_bind_text(handle, nextParameter, start, count, Self.copied)
                }
            }
        } else {
            unsafe sqlite3_bind_null(handle, nextParameter)
        }
        nextParameter += 1
    }

    func bind(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe sqlite3_bind_blob(
                handle, nextParameter, buffer.baseAddress, CInt(clamping: buffer.count), Self.copied)
        }
        nextParameter += 1
    }

    /// - Returns: whether there is a row.
    func step() throws -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            finish()
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }

    /// Runs a statement that gives no rows.
    func run() throws {
        _ = try step()
        finish()
    }

    /// Lets locks and row go.
    func finish() { unsafe sqlite3_reset(handle) }
}

/// Columns of the row at hand, by place.
protocol ColumnSource {
    func number(_ index: Int) -> Int64?
    func text(_ index: Int) -> String?
    func bytes(_ index: Int) -> [UInt8]
}

extension HotStatement: ColumnSource {
    func number(_ index: Int) -> Int64? {
        guard unsafe sqlite3_column_type(handle, CInt(index)) != SQLITE_NULL else { return nil }
        return unsafe sqlite3_column_int64(handle, CInt(index))
    }

    func text(_ index: Int) -> String? {
        guard let start = unsafe sqlite3_column_text(handle, CInt(index)) else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(handle, CInt(index)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ index: Int) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, CInt(index)) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, CInt(index)))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}

extension Row: ColumnSource {
    func number(_ index: Int) -> Int64? { self[index] }
    func text(_ index: Int) -> String? { self[index] }
    func bytes(_ index: Int) -> [UInt8] { DatabaseBytes.read(self, index) }
}
