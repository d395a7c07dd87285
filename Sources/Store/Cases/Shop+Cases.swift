// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Cases
public import Charges
internal import GRDB
public import Tender

extension Shop {
    /// Does something with a case: durable, and its row in step, when this returns.
    ///
    /// - Returns: the case as it stands then.
    /// - Throws: `.missing` outside the caller's stores; `.refused` with both languages when the event does not fit.
    ///   What is known already changes nothing and is no error.
    @discardableResult
    public func act(
        on id: CaseID, _ kind: CaseEvent.Kind, reason: String = "", in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> CaseFile {
        try await write { planning throws(StoreError) in
            guard var row = try planning.caseRow(id), scope.holds(row.store)
            else { throw .missing }
            if try planning.take(kind, on: id, reason: reason, of: &row, by: actor) {
                planning.announcements.append((.work, id.text, row.store))
            }
            return row.file
        }
    }

    /// Opens a case by hand, or gives a further code to the one that is there.
    ///
    /// - Parameters:
    ///   - transaction: public number; nil for a case about none (a regulator's letter about the shop, a device).
    ///   - store: for a case about no transaction.
    ///   - words: what happened, as whoever opens it writes it.
    /// - Returns: its number.
    @discardableResult
    public func openCase(
        _ code: FindingCode, about transaction: String?, store: StoreID? = nil, words: String, in scope: StoreScope,
        by actor: Actor
    ) async throws(StoreError) -> CaseID {
        guard let family = CodeTable.row(for: code)?.family else { throw .invalid("code: there is none") }
        var id: CaseID?
        var place = store
        if let transaction {
            let found = try await self.transaction(transaction, in: scope)
            id = CaseID(transaction: found.summary.id, family: family)
            place = found.summary.believed.store
        }
        guard scope.holds(place) else { throw .forbidden }
        return try await write { [id, place] planning throws(StoreError) in
            let event = CaseEvent(at: planning.now(), by: actor.name, kind: .opened(code), reason: words)
            if let id, var row = try planning.caseRow(id) {
                if row.told.contains(code), row.file.state.isOpen { return id }
                if !row.file.state.isOpen {
                    try planning.take(.reopened, on: id, reason: words, of: &row, by: actor)
                }
                try planning.add(.work(CaseRecord(id: id, event: event)), by: actor)
                planning.announcements.append((.work, id.text, row.store))
                return id
            }
            let probe = id ?? CaseID(number: 1)
            do throws(CaseRefusal) {
                _ = try CaseFile(probe, opened: event)
            } catch {
                throw .refused(error.words)
            }
            let number = try planning.add(.work(CaseRecord(id: id, event: event, store: place)), by: actor)
            let made = id ?? CaseID(number: number)
            planning.announcements.append((.work, made.text, place))
            return made
        }
    }
}

extension Planning {
    func caseRow(_ id: CaseID) throws(StoreError) -> CaseRow? {
        do {
            return try CaseTable.row(id, in: database)
        } catch {
            throw StoreError(error)
        }
    }

    /// Takes one step of a case and records it, unless it says nothing new.
    ///
    /// - Returns: whether it was new.
    @discardableResult
    func take(
        _ kind: CaseEvent.Kind, on id: CaseID, reason: String, of row: inout CaseRow, by actor: Actor
    ) throws(StoreError) -> Bool {
        let event = CaseEvent(at: now(), by: actor.name, kind: kind, reason: reason)
        do throws(CaseRefusal) {
            guard try row.file.step(event) else { return false }
        } catch {
            throw .refused(error.words)
        }
        try add(.work(CaseRecord(id: id, event: event)), by: actor)
        return true
    }
}
