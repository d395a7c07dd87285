// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Refunds
internal import Tender

/// A charge as it stands at this moment, with everything that its refunds rest on.
struct RefundFooting {
    let row: TransactionRow
    let ground: RefundGround
    let refunds: [RefundRecord]
    /// The attempts over links that it rests on.
    let attempts: ChargeAttempts

    /// Reads it from the tables and from what the group in hand brought, which is newer.
    ///
    ///     captured      what the sources say was taken
    ///     held          own requests that hold money  +  attempts at tills  +  what others tell of and is none of ours
    ///
    /// A refund of ours that the channel's file tells of as well counts once: it is known by our number or by the
    /// reference that the channel gave.
    init?(
        of publicNumber: String, reader: Reader, bench: Bench, now: Instant, in scope: StoreScope
    ) throws {
        guard let id = try RefundTable.resolved(publicNumber, in: reader.database),
            let row = try reader.statements.transaction(id), scope.holds(row.facts.store)
        else { return nil }
        let facts = bench.drafts[id]?.facts ?? row.facts
        let clerk = Clerk(statements: reader.statements, known: reader.known, database: reader.database)
        let relatives = try clerk.relatives(of: facts, id: id, on: bench)
        let told = try reader.statements.entries(of: id, known: reader.known).map(\.observation)
        let calendar = reader.known.calendar(of: row.facts.store)
        let verdict = Judging.verdict(
            on: told, facts: facts, id: id, relatives: relatives, known: reader.known, now: now, isExplained: false)
        let refunds = try RefundTable.records(of: id, in: reader.database)
        let clock = calendar.zone.civil(at: now)
        let captured = Verdict.captured(told, calendar: calendar, now: now)
        let attempts = try ChargeAttempts(told, in: reader.database)
        let linked = try relatives.filter { $0.role == .linked }.map { relative in
            (relative, try reader.statements.entries(of: relative.id, known: reader.known).map(\.observation))
        }
        let movements = RefundMovements(
            linked, refunds: refunds, attempts: attempts.backs, captured: captured, zone: calendar.zone)
        var ground = RefundGround(
            type: verdict.believed.type, captured: captured,
            held: Money(
                minor: Int64(clamping: movements.held), currency: captured?.currency ?? .cny),
            money: verdict.money, channel: RefundChannel(of: verdict.believed),
            rules: reader.known.rules.refundRules(RefundChannel(of: verdict.believed)),
            chargedOn: verdict.believed.occurredAt.map { calendar.businessDay.day(of: $0) },
            today: calendar.businessDay.day(of: clock), now: clock)
        ground.isDisputed = Verdict.isDisputed(told, calendar: calendar, now: now)
        ground.isContradicted = verdict.findings.contains { $0.code == .py13 }
        ground.isReversing = movements.isReversing
        ground.givingBack = attempts.open?.id.text
        ground.parts = movements.parts
        ground.lastPartAt = [movements.lastPart, Self.lastAsked(refunds, calendar)].compactMap { $0 }.max()
        ground.isBatchOpen = try Self.isBatchOpen(verdict.believed, told, row, in: reader.database)
        self.row = row
        self.ground = ground
        self.refunds = refunds
        self.attempts = attempts
    }

    private static func lastAsked(_ refunds: [RefundRecord], _ calendar: SettlementCalendar) -> CivilTime? {
        refunds.filter(\.file.holdsMoney).map(\.file.requestedAt).max().map { calendar.zone.civil(at: $0) }
    }

    /// A batch is settled when a clearing row of the charge is here, or when its terminal has begun another.
    private static func isBatchOpen(
        _ facts: Facts, _ told: [Observation], _ row: TransactionRow, in database: Database
    ) throws -> Bool {
        if facts.settledOn != nil || told.contains(where: { $0.source >= .clearing }) { return false }
        guard let terminal = facts.terminal, let batch = facts.batch else { return true }
        let sql = """
            SELECT 1 FROM txn WHERE moment > ? AND moment < ? AND terminal = ? AND batch IS NOT NULL AND batch <> ?
            LIMIT 1
            """
        return try Int.fetchOne(
            database, sql: sql, arguments: [row.moment, row.moment + 172_800, terminal.text, batch.text]) == nil
    }
}

extension RefundRecord {
    /// Whether a movement that some source tells of is this refund.
    func isToldOf(by facts: Facts) -> Bool {
        if facts.order?.text == id.text { return true }
        let reference = file.reference
        guard !reference.isEmpty else { return false }
        return facts.reference?.text == reference || facts.channelOrder?.text == reference
            || facts.order?.text == reference
    }
}
