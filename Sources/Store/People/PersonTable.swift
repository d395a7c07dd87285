// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Tender

/// People in the tables.
enum PersonTable {
    private static let selection = "id, name, display_name, role, stores, language, is_disabled, password"

    static func put(_ person: Person, password: String, isSample: Bool, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO person (\(selection), is_sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, display_name = excluded.display_name,
                  role = excluded.role, stores = excluded.stores, language = excluded.language,
                  is_disabled = excluded.is_disabled, password = excluded.password, is_sample = excluded.is_sample
                """,
            arguments: [
                person.id, person.name, person.displayName, person.role.rawValue,
                person.stores.sorted().map(\.text).joined(separator: "\n"), person.language,
                person.isDisabled ? 1 : 0, password, isSample ? 1 : 0,
            ])
    }

    static func all(in database: Database) throws -> [Person] {
        try Row.fetchAll(database, sql: "SELECT \(selection) FROM person ORDER BY name").compactMap(person)
    }

    static func named(_ name: String, in database: Database) throws -> (person: Person, password: String)? {
        try one("name = ?", [name], in: database)
    }

    static func numbered(_ id: Int64, in database: Database) throws -> (person: Person, password: String)? {
        try one("id = ?", [id], in: database)
    }

    /// Somebody of the sample shop, who needs no password.
    static func sample(_ name: String, in database: Database) throws -> Person? {
        try one("is_sample = 1 AND is_disabled = 0 AND name = ?", [name], in: database)?.person
    }

    static func samples(in database: Database) throws -> [Person] {
        let sql = "SELECT \(selection) FROM person WHERE is_sample = 1 AND is_disabled = 0 ORDER BY id"
        return try Row.fetchAll(database, sql: sql).compactMap(person)
    }

    private static func one(
        _ condition: String, _ arguments: StatementArguments, in database: Database
    ) throws -> (person: Person, password: String)? {
        let sql = "SELECT \(selection) FROM person WHERE \(condition)"
        guard let row = try Row.fetchOne(database, sql: sql, arguments: arguments),
            let person = person(row)
        else { return nil }
        return (person, row[7])
    }

    private static func person(_ row: Row) -> Person? {
        guard let role = Role(rawValue: row[3]) else { return nil }
        let stores = (row[4] as String).split(separator: "\n").compactMap { StoreID($0) }
        return Person(
            id: row[0], name: row[1], displayName: row[2], role: role, stores: Set(stores), language: row[5],
            isDisabled: row[6])
    }
}
