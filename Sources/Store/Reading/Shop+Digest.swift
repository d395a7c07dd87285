// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Crypto
internal import GRDB

extension Shop {
    /// SHA-256 over everything in the projection that comes from the journal, in a fixed order: the same journal
    /// gives the same digest, however often and where it is rebuilt.
    public func contentDigest() async throws(StoreError) -> String {
        try await read { database in
            var hash = SHA256()
            for table in try ContentDump.tables(in: database) {
                hash.update(data: Array("\u{1E}\(table)\u{1E}".utf8))
                let sql = "SELECT * FROM \(table) ORDER BY \(try ContentDump.order(of: table, in: database))"
                let rows = try Row.fetchCursor(database, sql: sql)
                while let row = try rows.next() { hash.update(data: ContentDump.bytes(of: row)) }
            }
            return Hexadecimal.text(of: hash.finalize())
        }
    }
}

/// One way to write a row, so that equal rows and no others give equal bytes.
private enum ContentDump {
    static func tables(in database: Database) throws -> [String] {
        let names = Schema.allTables.compactMap { statement in
            statement.split(separator: " ").dropFirst(2).first.map { String($0) }
        }
        return names.filter { !Schema.passing.contains($0) }.sorted()
    }

    static func order(of table: String, in database: Database) throws -> String {
        try database.primaryKey(table).columns.joined(separator: ", ")
    }

    static func bytes(of row: Row) -> [UInt8] {
        var writer = ByteWriter(reserving: 512)
        for value in row.databaseValues {
            switch value.storage {
            case .null: writer.byte(0)
            case .int64(let number):
                writer.byte(1)
                writer.signed(number)
            case .double(let number):
                writer.byte(2)
                writer.fixed(number.bitPattern)
            case .string(let text):
                writer.byte(3)
                writer.text(text)
            case .blob(let data):
                writer.byte(4)
                writer.varint(UInt64(data.count))
                writer.raw(data)
            }
        }
        writer.byte(0xFF)
        return writer.bytes
    }
}
