// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Messages
internal import Tender

extension Shop {
    /// Keeps where a customer can be reached, for one case or transaction. The journal gets the address sealed; the
    /// same address for the same matter is the same contact.
    ///
    /// - Throws: `.invalid` without a matter; `.unreachable` when the keys cannot be kept.
    public func keepContact(_ request: ContactRequest, by actor: Actor) async throws(StoreError) -> ContactID {
        guard (1...64).contains(request.matter.utf8.count) else { throw .invalid("matter: 1 to 64 bytes") }
        let token = try contactKeys.token(of: request.address)
        let matter = request.matter
        let known = try await read { database in
            try ContactTable.serving(matter: matter, token: token, in: database)
        }
        if let known { return known }
        let (id, sealed, _) = try contactKeys.seal(request.address)
        let contact = SealedContact(
            id: id, route: request.address.route, sealed: sealed, token: token, hint: request.address.hint,
            language: request.language, matter: matter, store: request.store?.text ?? "",
            hasConsent: request.hasConsent)
        return try await write { planning throws(StoreError) in
            // Somebody may have given the same address in the same moment: the key made here then opens nothing.
            if let known = try planning.ask({ try ContactTable.serving(matter: matter, token: token, in: $0) }) {
                return known
            }
            try planning.add(.message(.contact(contact)), by: actor)
            return id
        }
    }

    /// Records what happened with a contact. Erasing is durable in the journal before the key is overwritten.
    public func noteContact(
        _ event: ContactEvent, of id: ContactID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) {
        let record = try await contact(id, in: scope)
        if event == .erased, record.isErased { return try contactKeys.erase(id) }
        try await write { planning throws(StoreError) in
            if event == .erased, try planning.isHeld(record) {
                throw .refused(
                    Bilingual(
                        zh: "这份联系方式因诉讼或监管要求保全，不能删除。先解除保全。",
                        en:
                            "This contact is kept for a court or an authority and cannot be erased. Lift the hold first."
                    ))
            }
            try planning.add(.message(.contactEvent(id, event)), by: actor)
            planning.announcements.append((.message, id.text, record.store))
        }
        if event == .erased { try contactKeys.erase(id) }
    }

    /// One contact without its address.
    ///
    /// - Throws: `.missing` when there is none in the caller's stores.
    public func contact(_ id: ContactID, in scope: StoreScope) async throws(StoreError) -> ContactRecord {
        let found = try await read { database in try ContactTable.kept(id, in: database)?.record }
        guard let found, scope.holds(found.store) else { throw .missing }
        return found
    }

    /// Contacts of a case or a transaction, the newest first.
    public func contacts(of matter: String, in scope: StoreScope) async throws(StoreError) -> [ContactRecord] {
        let found = try await read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT \(ContactTable.selection) FROM contact WHERE matter = ? ORDER BY id DESC LIMIT 50",
                arguments: [matter]
            ).compactMap { ContactTable.kept($0)?.record }
        }
        return found.filter { scope.holds($0.store) }
    }

    /// Contacts for the page of consents, the newest first.
    ///
    /// - Parameter before: number of the last one of the page before.
    public func contacts(
        in scope: StoreScope, before: ContactID?, limit: Int
    ) async throws(StoreError) -> [ContactRecord] {
        var condition = Condition()
        condition.add(scope, table: "contact")
        if let before { condition.add("contact.id < ?", [before.number]) }
        let sql = """
            SELECT \(ContactTable.selection) FROM contact\(condition.clause)
            ORDER BY id DESC LIMIT \(max(1, min(limit, 200)))
            """
        let arguments = condition.arguments
        return try await read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap { ContactTable.kept($0)?.record }
        }
    }

    /// The address behind a contact, for the one who may unmask it. The caller records why.
    ///
    /// - Throws: `.missing` when it was erased or is not in the caller's stores.
    public func address(of id: ContactID, in scope: StoreScope) async throws(StoreError) -> ContactAddress {
        let found = try await read { database in try ContactTable.kept(id, in: database) }
        guard let found, scope.holds(found.record.store), !found.record.isErased,
            let address = try contactKeys.open(found.sealed, of: id, route: found.record.route)
        else { throw .missing }
        return address
    }

    /// Overwrites keys whose erasing was recorded before the machine stopped.
    public func finishErasing() async throws(StoreError) {
        let erased = try await read { database in
            try Int64.fetchAll(database, sql: "SELECT id FROM contact WHERE erased = 1 ORDER BY id")
        }
        for id in erased { try contactKeys.erase(ContactID(id)) }
    }
}
