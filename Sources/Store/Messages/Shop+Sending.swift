// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
public import Messages
public import Tender

/// What the part of the program that sends asks the shop for.
///
///     claim ─▶ `sending` is durable ─▶ channel ─▶ note: sent, failed, unknown
///     tidy  ─▶ attempts nobody answers any more: unknown        ─▶ no report for 15 minutes: overdue, RC-08
extension Shop {
    /// Takes messages that are due, the longest waiting first. Each is recorded as being sent before this returns:
    /// whoever claims one and says nothing more leaves it unknown, and never sent twice.
    ///
    /// - Parameter routes: those that the caller can serve; others wait.
    public func claimMessages(
        _ limit: Int, routes: Set<MessageRoute>, by actor: Actor
    ) async throws(StoreError) -> [OutgoingMessage] {
        let names = routes.map(\.rawValue).sorted()
        let now = clock.now()
        let due = try await read { database in
            try Self.due(limit, routes: names, now: now, in: database)
        }
        guard !due.isEmpty else { return [] }
        let claimed = try await write { planning throws(StoreError) in
            var claimed: [(record: MessageRecord, attempt: Int, kept: ContactTable.Kept)] = []
            for id in due {
                guard let record = try planning.ask({ try MessageTable.record(id, in: $0) }),
                    let due = record.file.dueAt, due <= planning.now(),
                    let kept = try planning.ask({ try ContactTable.kept(record.order.contact, in: $0) })
                else { continue }
                if kept.record.isErased || kept.record.isNotTheirs {
                    try planning.note(.withdrawn("contact no longer serves"), of: id, by: actor)
                    continue
                }
                let attempt = record.file.attempts + 1
                try planning.note(.sending(attempt: attempt), of: id, by: actor)
                claimed.append((record, attempt, kept))
            }
            return claimed
        }
        var outgoing: [OutgoingMessage] = []
        for (record, attempt, kept) in claimed {
            let id = kept.record.id
            guard let address = try contactKeys.open(kept.sealed, of: id, route: kept.record.route) else {
                try await noteMessage(record.id, .failed(code: "address-lost", isFinal: true), by: actor)
                continue
            }
            outgoing.append(
                OutgoingMessage(
                    id: record.id, order: record.order, attempt: attempt, address: address,
                    queuedAt: record.file.queuedAt))
        }
        return outgoing
    }

    private static func due(
        _ limit: Int, routes: [String], now: Instant, in database: Database
    ) throws -> [MessageID] {
        guard !routes.isEmpty else { return [] }
        let marks = routes.map { _ in "?" }.joined(separator: ", ")
        let sql = """
            SELECT id FROM message WHERE due IS NOT NULL AND due <= ? AND route IN (\(marks)) ORDER BY due, id LIMIT ?
            """
        let arguments: StatementArguments = [now.milliseconds] + StatementArguments(routes) + [max(1, min(limit, 500))]
        return try Int64.fetchAll(database, sql: sql, arguments: arguments).map { MessageID(UInt64(clamping: $0)) }
    }

    /// When the next message becomes due; nil when none waits.
    public func nextMessageDue() async throws(StoreError) -> Instant? {
        try await read { database in
            try Int64.fetchOne(database, sql: "SELECT MIN(due) FROM message WHERE due IS NOT NULL")
                .map { Instant(milliseconds: $0) }
        }
    }

    /// Looks after what time alone decides.
    ///
    /// - Parameter isStart: nobody else sends yet, so that every attempt under way is of a run that is over.
    public func tidyMessages(isStart: Bool) async throws(StoreError) {
        let now = clock.now()
        let abandoned = isStart ? now : now.adding(milliseconds: -RetryRule.answerLimit)
        let silent = now.adding(milliseconds: -RetryRule.reportLimit)
        let sql = """
            SELECT id FROM message WHERE state IN ('sent', 'unknown') AND overdue = 0
              AND (route <> 'email' OR state = 'unknown')
              AND ((under_way = 1 AND changed <= ?) OR (under_way = 0 AND changed <= ?)) ORDER BY id LIMIT 1000
            """
        let found = try await read { database in
            try Int64.fetchAll(database, sql: sql, arguments: [abandoned.milliseconds, silent.milliseconds])
                .map { MessageID(UInt64(clamping: $0)) }
        }
        guard !found.isEmpty else { return }
        try await write { planning throws(StoreError) in
            for id in found {
                guard let record = try planning.ask({ try MessageTable.record(id, in: $0) }) else { continue }
                if record.file.isUnderWay {
                    try planning.note(.unknown("no answer was recorded"), of: id, by: .system)
                } else if let event = record.file.overdueEvent(id, now: planning.now()) {
                    try planning.note(event.kind, of: id, by: .system)
                }
            }
        }
    }
}
