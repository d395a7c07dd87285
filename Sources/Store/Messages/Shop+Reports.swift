// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
public import Messages
internal import Tender

/// What providers report after they took a message.
///
///     sent ─ delivered ─▶ delivered        the same report again, or an older one behind a newer, changes nothing:
///        └── failed ────▶ failed           whatever their order, one that says "delivered" decides
extension Shop {
    /// Takes reports. What says nothing new leaves no record.
    ///
    /// - Parameter reports: at most `reportLimit`; what is beyond is not looked at.
    public func noteReports(_ reports: [DeliveryReport], by actor: Actor) async throws(StoreError) -> ReportOutcome {
        let reports = Array(reports.prefix(Self.reportLimit))
        guard !reports.isEmpty else { return ReportOutcome() }
        return try await write { planning throws(StoreError) in
            var outcome = ReportOutcome()
            for report in reports {
                guard let record = try planning.message(of: report) else {
                    outcome.strange += 1
                    continue
                }
                var file = record.file
                let kind = report.kind
                guard !report.isOfOlderSending(than: file),
                    file.take(MessageEvent(message: record.id, at: planning.now(), kind: kind, by: actor.name))
                else {
                    outcome.known += 1
                    continue
                }
                try planning.note(kind, of: record.id, by: actor)
                outcome.taken += 1
            }
            if outcome.strange > 0 {
                outcome.isEarly = try planning.ask { database in
                    try Bool.fetchOne(
                        database,
                        sql: "SELECT EXISTS (SELECT 1 FROM message WHERE state = 'unknown' AND under_way = 1)") ?? false
                }
            }
            return outcome
        }
    }

    /// Most reports of one batch.
    public static let reportLimit = 500

    /// Messages of a route that were taken at least `after` milliseconds ago and of which nothing was heard, the
    /// longest waiting first. After three days no provider says anything more.
    public func awaitedReports(
        of route: MessageRoute, after: Int64, limit: Int
    ) async throws(StoreError) -> [AwaitedReport] {
        let now = clock.now()
        let sql = """
            SELECT id FROM message WHERE state = 'sent' AND route = ? AND changed <= ? AND queued >= ?
            ORDER BY changed, id LIMIT ?
            """
        let arguments: StatementArguments = [
            route.rawValue, now.milliseconds - after, now.milliseconds - 3 * 86_400_000, max(1, min(limit, 500)),
        ]
        let found = try await read { database in
            try Int64.fetchAll(database, sql: sql, arguments: arguments).compactMap { id in
                try MessageTable.record(MessageID(UInt64(clamping: id)), in: database).flatMap { record in
                    try ContactTable.kept(record.order.contact, in: database).map { (record, $0) }
                }
            }
        }
        var awaited: [AwaitedReport] = []
        for (record, kept) in found {
            guard let sentAt = record.file.sentAt,
                let address = try contactKeys.open(kept.sealed, of: kept.record.id, route: kept.record.route)
            else { continue }
            let message = OutgoingMessage(
                id: record.id, order: record.order, attempt: record.file.attempts, address: address,
                queuedAt: record.file.queuedAt)
            awaited.append(AwaitedReport(message: message, reference: record.file.reference, sentAt: sentAt))
        }
        return awaited
    }
}

extension Planning {
    /// The message that a report speaks of; nil when it is none of ours.
    fileprivate func message(of report: DeliveryReport) throws(StoreError) -> MessageRecord? {
        if let id = report.message { return try ask { try MessageTable.record(id, in: $0) } }
        guard !report.reference.isEmpty else { return nil }
        let sql = """
            SELECT message FROM message_step WHERE kind = 'sent' AND word = ? AND at >= ? ORDER BY message DESC LIMIT 1
            """
        let since = now().milliseconds - 7 * 86_400_000
        return try ask { database in
            try Int64.fetchOne(database, sql: sql, arguments: [report.reference, since])
                .flatMap { try MessageTable.record(MessageID(UInt64(clamping: $0)), in: database) }
        }
    }
}

extension DeliveryReport {
    fileprivate var kind: MessageEvent.Kind {
        switch outcome {
        case .delivered: .delivered
        case .failed(let code): .failed(code: String(code.prefix(200)), isFinal: true)
        }
    }

    /// A failure of a sending that a later one has taken the place of says nothing of the later one.
    fileprivate func isOfOlderSending(than file: MessageFile) -> Bool {
        guard case .failed = outcome else { return false }
        return !reference.isEmpty && !file.reference.isEmpty && reference != file.reference
    }
}
