// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Glibc

/// The SQLite file: opened with the settings that make it safe, or not opened.
enum Projection {
    static let name = "projection.sqlite"

    /// Opens the projection, made anew when it is missing, of another version or not readable.
    static func open(
        in directory: String, options: ShopOptions
    ) throws(StoreError) -> (pool: DatabasePool, isFresh: Bool) {
        do {
            let pool = try connect("\(directory)/\(name)", options: options)
            if try version(pool) == Schema.version { return (pool, false) }
            try? pool.close()
        } catch let error as StoreError {
            throw error
        } catch {
            // A projection that cannot be read is not mended but made anew: the journal is the truth.
        }
        try remove(in: directory)
        do {
            let pool = try connect("\(directory)/\(name)", options: options)
            try pool.writeWithoutTransaction { database in
                try database.inTransaction {
                    try Schema.create(in: database)
                    return .commit
                }
            }
            return (pool, true)
        } catch {
            throw StoreError(error)
        }
    }

    private static func connect(_ path: String, options: ShopOptions) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.maximumReaderCount = 8
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // What is deleted here stays in the journal: overwriting it with zeros hides nothing and costs writes.
            try database.execute(sql: "PRAGMA secure_delete = OFF")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { database in
            // After opening: switching WAL on resets it to NORMAL, which loses commits when the power goes.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = \(-(options.cacheBytes / 1_024))")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 60000")
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
            let journalMode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
            guard synchronous >= 2, journalMode == "wal" else {
                throw StoreError.unreachable("projection: synchronous is \(synchronous), mode \(journalMode)")
            }
        }
        return pool
    }

    /// Opens the projection to look at it while another process writes.
    static func openForReading(in directory: String) throws(StoreError) -> DatabasePool {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        do {
            let pool = try DatabasePool(path: "\(directory)/\(name)", configuration: configuration)
            guard try version(pool) == Schema.version else { throw StoreError.inUse("\(directory): another version") }
            return pool
        } catch {
            throw StoreError(error)
        }
    }

    private static func version(_ pool: DatabasePool) throws -> Int64? {
        try pool.read { database in
            guard try database.tableExists("position") else { return nil }
            return try Int64.fetchOne(database, sql: "SELECT version FROM position WHERE id = 1")
        }
    }

    /// Deletes the projection's files.
    static func remove(in directory: String) throws(StoreError) {
        for suffix in ["", "-wal", "-shm"] {
            let path = "\(directory)/\(name)\(suffix)"
            guard unsafe unlink(path) != 0, errno != ENOENT else { continue }
            throw .unreachable("\(path): \(SystemFault.text(errno))")
        }
    }
}
