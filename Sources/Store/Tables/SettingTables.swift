// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import GRDB
internal import Tariffs
internal import Tender

/// Reading and writing of the small tables: stores, terminals, tariffs and the calendar.
enum StoreRow {
    static func all(in database: Database) throws -> [StoreRecord] {
        let sql = """
            SELECT id, name, zone, cut_off, address, telephone, tax_number, statement_name FROM store ORDER BY id
            """
        return try Row.fetchAll(database, sql: sql).compactMap { row in
            guard let id = StoreID(row[0] as String), let businessDay = BusinessDay(cutOff: row[3]) else { return nil }
            let contact = StoreContact(address: row[4], telephone: row[5], taxNumber: row[6], statementName: row[7])
            return StoreRecord(id: id, name: row[1], zone: row[2], businessDay: businessDay, contact: contact)
        }
    }

    static func put(_ store: StoreRecord, isSample: Bool, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO store (id, name, zone, cut_off, address, telephone, tax_number, statement_name, is_sample)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone,
                  cut_off = excluded.cut_off, address = excluded.address, telephone = excluded.telephone,
                  tax_number = excluded.tax_number, statement_name = excluded.statement_name,
                  is_sample = excluded.is_sample
                """,
            arguments: [
                store.id.text, store.name, store.zone, store.businessDay.cutOff, store.contact.address,
                store.contact.telephone, store.contact.taxNumber, store.contact.statementName, isSample ? 1 : 0,
            ])
    }
}

enum TerminalRow {
    static func all(in database: Database) throws -> [TerminalBinding] {
        try Row.fetchAll(database, sql: "SELECT id, merchant, store FROM terminal ORDER BY id").compactMap { row in
            guard let terminal = TerminalID(row[0] as String), let store = StoreID(row[2] as String) else { return nil }
            let merchant = (row[1] as String?).flatMap { MerchantID($0) }
            return TerminalBinding(terminal: terminal, merchant: merchant, store: store)
        }
    }

    static func put(_ binding: TerminalBinding, isSample: Bool, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO terminal (id, merchant, store, is_sample) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, store = excluded.store,
                  is_sample = excluded.is_sample
                """,
            arguments: [binding.terminal.text, binding.merchant?.text, binding.store.text, isSample ? 1 : 0])
    }
}

enum TariffTable {
    static func put(
        _ tariff: Tariff, source: String, number: UInt64, head: EntryHead, in database: Database
    ) throws {
        var rows = ByteWriter()
        tariff.write(to: &rows)
        try database.execute(
            sql: "INSERT INTO tariff (number, source, rows, made_at, made_by, is_sample) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                Int64(clamping: number), source, DatabaseBytes.value(rows.bytes), head.at.milliseconds, head.by,
                head.isSample ? 1 : 0,
            ])
    }

    static func newest(in database: Database) throws -> Tariff? {
        try Row.fetchOne(database, sql: "SELECT rows FROM tariff ORDER BY number DESC LIMIT 1").flatMap { row in
            var cursor = ByteCursor(DatabaseBytes.read(row, 0))
            return try? Tariff(from: &cursor)
        }
    }

    static func history(in database: Database) throws -> [TariffEdition] {
        let sql = "SELECT number, source, rows, made_at, made_by FROM tariff ORDER BY number DESC"
        return try Row.fetchAll(database, sql: sql).compactMap { row in
            var cursor = ByteCursor(DatabaseBytes.read(row, 2))
            guard let tariff = try? Tariff(from: &cursor) else { return nil }
            return TariffEdition(
                journalNumber: UInt64(clamping: row[0] as Int64), source: row[1], tariff: tariff,
                madeAt: Instant(milliseconds: row[3]), madeBy: row[4])
        }
    }
}

enum SettingTable {
    static func put(_ calendar: CalendarRecord, in database: Database) throws {
        let days = calendar.closedDays.sorted().map(\.description).joined(separator: " ")
        try put("settle_after_days", String(calendar.settleAfterDays), in: database)
        try put("closed_days", days, in: database)
    }

    static func calendar(in database: Database) throws -> CalendarRecord {
        var calendar = CalendarRecord()
        calendar.settleAfterDays = try value("settle_after_days", in: database).flatMap { Int($0) } ?? 1
        let days = try value("closed_days", in: database) ?? ""
        calendar.closedDays = Set(days.split(separator: " ").compactMap { CivilDate(text: $0) })
        return calendar
    }

    private static func put(_ name: String, _ value: String, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO setting (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """,
            arguments: [name, value])
    }

    private static func value(_ name: String, in database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
}
