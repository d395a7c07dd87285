// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Messages
internal import Tender

/// What a look at contact data did.
public struct ErasureReport: Sendable, Hashable {
    public let erased: Int
    /// Due, but kept for a court or an authority.
    public let held: Int

    public init(erased: Int, held: Int) {
        self.erased = erased
        self.held = held
    }
}

extension Shop {
    /// Erases the contact data whose time is over, and says so in the audit log: once a day also when there was none,
    /// so that silence is a look and not a failure. Running it more often does no harm.
    @discardableResult
    public func eraseDueContacts() async throws(StoreError) -> ErasureReport {
        let (report, ids) = try await write { planning throws(StoreError) in try planning.eraseDueContacts() }
        // The journal has it; a key that a power cut leaves is overwritten at the next start.
        for id in ids { try contactKeys.erase(id) }
        return report
    }

    /// The address behind a contact, in clear, for whoever may see it. Who looked and why is durable first.
    ///
    /// - Throws: `.missing` when it was erased or is not in the caller's stores; `.refused` without a reason.
    public func unmask(
        _ id: ContactID, reason: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> ContactAddress {
        try Self.check(reason)
        let record = try await contact(id, in: scope)
        guard !record.isErased else { throw .missing }
        try await audit(
            AuditNote(act: .unmasked, subject: id.text, reason: reason, detail: record.matter), by: actor)
        return try await address(of: id, in: scope)
    }
}

extension Planning {
    /// Contacts that go in one run; the rest goes with the next.
    private static var most: Int { 10_000 }

    fileprivate func eraseDueContacts() throws(StoreError) -> (ErasureReport, [ContactID]) {
        let now = now()
        let (due, held, isNoted) = try ask { database in
            let keeping = try Keeping(database, known: known, now: now)
            var (due, held): ([ContactID], Int) = ([], 0)
            let sql = "SELECT id, matter, store, kept FROM contact WHERE erased = 0 AND kept <= ? ORDER BY id"
            let rows = try Row.fetchCursor(database, sql: sql, arguments: [keeping.oldest.milliseconds])
            while due.count < Self.most, let row = try rows.next() {
                let standing = try keeping.standing(
                    matter: row[1], store: StoreID(row[2] as String), keptAt: Instant(milliseconds: row[3]))
                if standing == .due { due.append(ContactID(row[0])) }
                if standing == .held { held += 1 }
            }
            let last = try Int64.fetchOne(
                database, sql: "SELECT MAX(at) FROM register WHERE kind = 'erased' AND actor = 'system'")
            let isNoted = last.map { known.day(at: Instant(milliseconds: $0)) == known.day(at: now) } ?? false
            return (due, held, isNoted)
        }
        guard !due.isEmpty || !isNoted else { return (ErasureReport(erased: 0, held: held), []) }
        for id in due { try add(.message(.contactEvent(id, .erased)), by: .system) }
        let days = known.rules.contactDays
        try add(
            .evidence(
                .audit(
                    AuditNote(
                        act: .erased, subject: "contacts", reason: "\(days) d",
                        detail: "\(due.count) erased, \(held) held"))), by: .system)
        return (ErasureReport(erased: due.count, held: held), due)
    }

    /// Whether a court or an authority may ask for a contact's data.
    func isHeld(_ contact: ContactRecord) throws(StoreError) -> Bool {
        try ask { database in
            try Keeping(database, known: known, now: now())
                .standing(matter: contact.matter, store: contact.store, keptAt: contact.keptAt) == .held
        }
    }
}
