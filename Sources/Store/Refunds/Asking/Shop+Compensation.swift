// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
public import Charges
internal import GRDB
public import Refunds
internal import Tender

/// What became of compensation or of paper: done, or the words that say why not. Nothing was recorded then.
public enum AmendsAnswer<Record: Sendable>: Sendable {
    case done(Record)
    case refused(Bilingual)
}

extension Shop {
    /// Gives compensation for a case, within what the role may. A coupon gets a code that works once.
    ///
    /// The same from the same person for the same case within ten minutes is the same gift: whoever lost the answer
    /// asks again and gets the coupon that was made.
    ///
    /// - Throws: `.missing` when the store, or the case, is not one of the caller's.
    public func compensate(
        _ asked: Compensation, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> AmendsAnswer<CompensationRecord> {
        guard scope.holds(StoreID(asked.store)) else { throw .missing }
        if let fault = asked.fault { return .refused(fault) }
        let limits = try await rules().limits
        do throws(RefundRefusal) {
            try limits.mayCompensate(asked.worth, by: role)
        } catch {
            return .refused(error.words)
        }
        var given = asked
        given.code = given.kind == .coupon ? Compensation.code(bits: UInt64.random(in: .min ... .max)) : ""
        return try await write { [given] planning throws(StoreError) in
            guard let id = CaseID(given.caseID), let row = try planning.caseRow(id), scope.holds(row.store) else {
                throw .missing
            }
            if let twin = try planning.twin(of: given, by: actor) { return .done(twin) }
            let sum = try planning.given(for: given.caseID, besides: given.worth)
            do throws(RefundRefusal) {
                // Several gifts for one case are one sum: a limit cannot be passed in slices.
                try planning.known.rules.limits.mayCompensate(sum, by: role)
            } catch {
                return .refused(error.words)
            }
            let number = try planning.add(.refund(.compensation(given)), by: actor)
            let record = try planning.ask { try CompensationTable.record(number, in: $0) }
            guard let record else { throw .missing }
            return .done(record)
        }
    }

    /// Uses a coupon, once.
    public func useCoupon(
        _ code: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> AmendsAnswer<CompensationRecord> {
        let code = code.uppercased().filter { !$0.isWhitespace }
        return try await write { planning throws(StoreError) in
            guard let record = try planning.ask({ try CompensationTable.record(code: code, in: $0) }), !code.isEmpty,
                scope.holds(StoreID(record.given.store))
            else { throw .missing }
            return try planning.end(record, as: .used, words: "", by: actor)
        }
    }

    /// Takes compensation back that was not used.
    public func withdrawCompensation(
        _ number: UInt64, words: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> AmendsAnswer<CompensationRecord> {
        guard !words.isEmpty else { return .refused(RefundRefusal.reasonMissing.words) }
        guard words.utf8.count <= RefundOrder.wordsLimit else {
            return .refused(RefundRefusal.tooLong(limit: RefundOrder.wordsLimit).words)
        }
        return try await write { planning throws(StoreError) in
            guard let record = try planning.ask({ try CompensationTable.record(number, in: $0) }),
                scope.holds(StoreID(record.given.store))
            else { throw .missing }
            return try planning.end(record, as: .withdrawn, words: words, by: actor)
        }
    }

    /// Compensation, the newest first, at most 200.
    ///
    /// - Parameter caseID: nil for all cases.
    public func compensations(
        of caseID: String?, in scope: StoreScope
    ) async throws(StoreError) -> [CompensationRecord] {
        var condition = Condition()
        condition.add(scope, table: "compensation")
        if let caseID { condition.add("compensation.case_id = ?", [caseID]) }
        return try await read { [condition] database in
            try CompensationTable.records(condition, limit: 200, in: database)
        }
    }
}

extension Planning {
    /// What the same person gave for the same case moments ago, and said the same of.
    fileprivate func twin(of given: Compensation, by actor: Actor) throws(StoreError) -> CompensationRecord? {
        var condition = Condition()
        let since = now().milliseconds - RefundOrder.intentWindow
        condition.add("compensation.case_id = ? AND compensation.state = 'given'", [given.caseID])
        condition.add("compensation.given_by = ? AND compensation.given >= ?", [actor.name, since])
        let records = try ask { [condition] in try CompensationTable.records(condition, limit: 10_000, in: $0) }
        return records.last { known in
            var same = known.given
            same.code = given.code
            return same == given
        }
    }

    /// What a case would have got in all.
    fileprivate func given(for caseID: String, besides worth: Money) throws(StoreError) -> Money {
        var condition = Condition()
        condition.add("compensation.case_id = ? AND compensation.state <> 'withdrawn'", [caseID])
        let records = try ask { [condition] in try CompensationTable.records(condition, limit: 10_000, in: $0) }
        let sum = records.filter { $0.given.worth.currency == worth.currency }
            .reduce(Int128(worth.minor)) { $0 + Int128($1.given.worth.minor) }
        return Money(minor: Int64(clamping: sum), currency: worth.currency)
    }

    fileprivate func end(
        _ record: CompensationRecord, as state: Compensation.State, words: String, by actor: Actor
    ) throws(StoreError) -> AmendsAnswer<CompensationRecord> {
        guard record.state == .given else {
            let label = record.state.label
            return .refused(
                Bilingual(zh: "这份补偿\(label.chinese)，不能再用。", en: "This compensation is \(label.english) already."))
        }
        try add(.refund(.compensationEnded(record.number, state, words: words)), by: actor)
        guard let after = try ask({ try CompensationTable.record(record.number, in: $0) }) else { throw .missing }
        return .done(after)
    }
}
