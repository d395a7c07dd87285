// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Evidence
internal import GRDB
internal import Refunds
public import Tender

extension Shop {
    /// Draws a sample of the records of some days and keeps the draw, so that nobody can draw until it suits.
    ///
    /// - Parameters:
    ///   - seed: nil for one by chance; it is kept, and anybody can draw the same again.
    ///   - count: 1 to 200.
    /// - Returns: number of the draw.
    public func drawSample(
        of population: AuditSample.Population, from: CivilDate, to: CivilDate, count: Int, seed: UInt64?,
        in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> UInt64 {
        guard from <= to else { throw .invalid("from: not after to") }
        guard (1...200).contains(count) else { throw .invalid("count: 1 to 200") }
        let seed = seed ?? UInt64.random(in: .min ... .max)
        return try await write { planning throws(StoreError) in
            let zone = planning.known.calendar(of: nil).zone
            let first = zone.instant(of: CivilTime(from))
            let last = zone.instant(of: CivilTime(to.adding(days: 1)))
            let ids = try planning.ask { database in
                var condition = Condition()
                condition.add(scope, table: "refund")
                condition.add("refund.asked >= ? AND refund.asked < ?", [first.milliseconds, last.milliseconds])
                switch population {
                case .refunds: break
                case .overrides: condition.add("refund.approval <> ?", [RefundApproval.none.rawValue])
                case .exceptions: condition.add("refund.exception <> ?", [RefundException.none.rawValue])
                }
                return try String.fetchAll(
                    database, sql: "SELECT id FROM refund\(condition.clause) ORDER BY id",
                    arguments: condition.arguments)
            }
            guard !ids.isEmpty else {
                throw .refused(
                    Bilingual(
                        zh: "这些天没有这类记录，没有可抽的。", en: "There are no such records in these days; nothing can be drawn."))
            }
            let draw = AuditSample.Draw(
                population: population, from: from, to: to, seed: seed, total: ids.count,
                items: SeededSample.draw(count, of: ids, seed: seed))
            return try planning.add(.evidence(.drawn(draw)), by: actor)
        }
    }

    /// Samples, the newest first, at most 100.
    public func samples() async throws(StoreError) -> [AuditSample] {
        try await read { database in try SampleTable.all(in: database) }
    }

    /// A sample and its records as they are now.
    public func sample(
        _ number: UInt64, in scope: StoreScope
    ) async throws(StoreError) -> (sample: AuditSample, records: [RefundRecord]) {
        let found = try await read { database -> (AuditSample, [RefundRecord])? in
            guard let sample = try SampleTable.all(number, in: database).first else { return nil }
            let records = try sample.draw.items.compactMap { item in
                try RefundID(item).flatMap { try RefundTable.record($0, in: database) }
            }
            return (sample, records.filter { scope.holds($0.store) })
        }
        guard let found else { throw .missing }
        return (found.0, found.1)
    }

    /// Says of one record of a sample whether it is in order.
    public func checkSample(
        _ number: UInt64, item: String, isInOrder: Bool, note: String, by actor: Actor
    ) async throws(StoreError) {
        guard note.utf8.count <= 1_000 else { throw .invalid("note: at most 1000 bytes") }
        guard isInOrder || !note.isEmpty else { throw .refused(Bilingual(zh: "不合规的要写明原因。", en: "Say what is wrong.")) }
        try await write { planning throws(StoreError) in
            guard let sample = try planning.ask({ try SampleTable.all(number, in: $0) }).first,
                sample.draw.items.contains(item)
            else { throw .missing }
            if let known = sample.checks[item], known.isInOrder == isInOrder, known.note == note { return }
            try planning.add(.evidence(.checked(number, item: item, isInOrder: isInOrder, note: note)), by: actor)
        }
    }
}
