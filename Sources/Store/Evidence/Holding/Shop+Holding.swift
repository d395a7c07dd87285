// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

extension Shop {
    /// Holds of the caller's stores, those that stand first.
    public func holds(in scope: StoreScope) async throws(StoreError) -> [LegalHold] {
        try await read { [known] database in
            let reader = try Reader(database, known)
            return try HoldTable.all(in: database).filter { hold in
                switch hold.subject {
                case .transaction(let number): try reader.row(number, in: scope) != nil
                case .days(let store, _, _): scope.holds(store)
                }
            }
        }
    }

    /// Keeps a transaction, or a store's days, from being deleted.
    ///
    /// - Returns: number of the hold.
    /// - Throws: `.missing` when the subject is not in the caller's stores; `.refused` without a reason or for days in
    ///   the wrong order.
    @discardableResult
    public func hold(
        _ subject: LegalHold.Subject, reason: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> UInt64 {
        try Self.check(reason)
        if case .days(_, let first, let last) = subject, first > last {
            throw .refused(Bilingual(zh: "开始日期晚于结束日期。", en: "The first day is after the last."))
        }
        return try await write { planning throws(StoreError) in
            let isThere = try planning.ask { database in
                switch subject {
                case .transaction(let number):
                    try Reader(database, planning.known).row(number, in: scope) != nil
                case .days(let store, _, _): planning.known.stores[store] != nil && scope.holds(store)
                }
            }
            guard isThere else { throw .missing }
            let standing = try planning.ask { try HoldTable.all(standingOnly: true, in: $0) }
            if let known = standing.first(where: { $0.subject == subject }) { return known.id }
            guard standing.count < 1_000 else { throw .invalid("holds: at most 1000 at once") }
            return try planning.add(.evidence(.held(subject, reason: reason)), by: actor)
        }
    }

    /// Lifts a hold.
    public func liftHold(
        _ number: UInt64, reason: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) {
        try Self.check(reason)
        guard let hold = try await holds(in: scope).first(where: { $0.id == number }) else { throw .missing }
        guard hold.lifting == nil else { return }
        _ = try await write { planning throws(StoreError) in
            try planning.add(.evidence(.lifted(number, hold.subject.text, reason: reason)), by: actor)
        }
    }

    static func check(_ reason: String) throws(StoreError) {
        guard !reason.isEmpty else { throw .refused(Bilingual(zh: "请写明理由。", en: "Say why.")) }
        guard reason.utf8.count <= 2_000 else { throw .invalid("reason: at most 2000 bytes") }
    }
}
