// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
public import Tender

extension Shop {
    /// Whether an administrator exists.
    public var isSetUp: Bool {
        get async {
            let sql = "SELECT COUNT(*) FROM person WHERE role = 'administrator'"
            return (try? await read { database in try Int.fetchOne(database, sql: sql) ?? 0 }) ?? 0 > 0
        }
    }

    /// Sets the shop up: its first store and its administrator. Refused once there is one.
    public func setUp(
        language: String, store: StoreRecord, administrator: String, password: String
    ) async throws(StoreError) {
        let name = Self.signInName(administrator)
        try Self.check(name: name, password: password)
        try Self.check(store)
        let hash = try await Password.hashed(password, cost: options.passwordCost)
        try await write { planning throws(StoreError) in
            guard try planning.count("SELECT COUNT(*) FROM person WHERE role = 'administrator'", []) == 0 else {
                throw .conflict("the shop is set up already")
            }
            let person = Person(
                id: try planning.nextPerson(), name: name, displayName: administrator, role: .administrator,
                stores: [], language: language, isDisabled: false)
            try planning.add(.store(store), by: Actor(name: name))
            try planning.add(.person(person, password: hash), by: Actor(name: name))
            planning.announcements.append((.setting, "setup", nil))
        }
    }

    /// Everybody, by name.
    public func people() async throws(StoreError) -> [Person] {
        try await read { database in try PersonTable.all(in: database) }
    }

    /// Adds a person.
    public func addPerson(
        name: String, displayName: String, role: Role, stores: Set<StoreID>, language: String, password: String,
        by actor: Actor
    ) async throws(StoreError) -> Person {
        let name = Self.signInName(name)
        try Self.check(name: name, password: password)
        try Self.check(role: role, stores: stores)
        let hash = try await Password.hashed(password, cost: options.passwordCost)
        return try await write { planning throws(StoreError) in
            guard try planning.count("SELECT COUNT(*) FROM person WHERE name = ?", [name]) == 0 else {
                throw .conflict("name: somebody has it")
            }
            let person = Person(
                id: try planning.nextPerson(), name: name, displayName: displayName, role: role, stores: stores,
                language: language, isDisabled: false)
            try planning.add(.person(person, password: hash), by: actor)
            planning.announcements.append((.setting, "people", nil))
            return person
        }
    }

    /// Changes display name, role, stores, language or whether the person may sign in; name and number stay.
    public func changePerson(_ person: Person, by actor: Actor) async throws(StoreError) {
        try Self.check(role: person.role, stores: person.stores)
        try await change(person.id, by: actor) { current in
            Person(
                id: current.id, name: current.name, displayName: person.displayName, role: person.role,
                stores: person.stores, language: person.language, isDisabled: person.isDisabled)
        }
    }

    /// Keeps a person from signing in; their acts stay in the journal.
    public func disablePerson(_ id: Int64, by actor: Actor) async throws(StoreError) {
        try await change(id, by: actor) { current in
            Person(
                id: current.id, name: current.name, displayName: current.displayName, role: current.role,
                stores: current.stores, language: current.language, isDisabled: true)
        }
    }

    /// Gives a person another password and ends their sessions.
    public func setPassword(of id: Int64, to password: String, by actor: Actor) async throws(StoreError) {
        let person = try await read { database in try PersonTable.numbered(id, in: database)?.person }
        guard let person else { throw .missing }
        if let objection = Password.objection(to: password, name: person.name) { throw .invalid(objection) }
        let hash = try await Password.hashed(password, cost: options.passwordCost)
        try await write { planning throws(StoreError) in
            let current = try planning.person(id)
            try planning.add(.person(current.person, password: hash), by: actor)
        }
        try await aside { database in
            try Sessions.endAll(of: id, in: database)
            try AttemptTable.clear(person.name, in: database)
        }
    }

    private func change(
        _ id: Int64, by actor: Actor, _ make: @escaping @Sendable (Person) -> Person
    ) async throws(StoreError) {
        let isDisabled = try await write { planning throws(StoreError) in
            let current = try planning.person(id)
            let changed = make(current.person)
            let isLast = try planning.count(
                "SELECT COUNT(*) FROM person WHERE role = 'administrator' AND is_disabled = 0 AND id <> ?", [id])
            if isLast == 0, changed.isDisabled || changed.role != .administrator {
                throw .conflict("the shop needs an administrator")
            }
            try planning.add(.person(changed, password: current.password), by: actor)
            planning.announcements.append((.setting, "people", nil))
            return changed.isDisabled
        }
        if isDisabled { try await aside { database in try Sessions.endAll(of: id, in: database) } }
    }

    private static func check(name: String, password: String) throws(StoreError) {
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "._-@".contains($0) }
        guard (2...64).contains(name.utf8.count), isPlain, name != "system", name != "cli" else {
            throw .invalid("name: 2 to 64 letters, digits, dots, dashes or underscores")
        }
        if let objection = Password.objection(to: password, name: name) { throw .invalid(objection) }
    }

    private static func check(role: Role, stores: Set<StoreID>) throws(StoreError) {
        let seesAll: Set<Role> = [.service, .finance, .auditor, .administrator]
        guard !stores.isEmpty || seesAll.contains(role) else {
            throw .invalid("stores: a \(role.rawValue) has at least one")
        }
    }
}

extension Planning {
    func nextPerson() throws(StoreError) -> Int64 {
        Int64(try count("SELECT COALESCE(MAX(id), 0) + 1 FROM person", []))
    }

    func person(_ id: Int64) throws(StoreError) -> (person: Person, password: String) {
        do {
            guard let found = try PersonTable.numbered(id, in: database) else { throw StoreError.missing }
            return found
        } catch {
            throw StoreError(error)
        }
    }
}
