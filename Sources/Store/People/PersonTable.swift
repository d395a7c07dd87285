// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Tender

/// People in the tables.
enum PersonTable {
    private static let selection = "id, name, display_name, role, stores, language, is_disabled, password"

    static func put(_ person: Person, password: String, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO person (\(selection)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, display_name = excluded.display_name,
                  role = excluded.role, stores = excluded.stores, language = excluded.language,
                  is_disabled = excluded.is_disabled, password = excluded.password
                """,
            arguments: [
                person.id, person.name, person.displayName, person.role.rawValue,
                person.stores.sorted().map(\.text).joined(separator: "\n"), person.language,
                person.isDisabled ? 1 : 0, password,
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
