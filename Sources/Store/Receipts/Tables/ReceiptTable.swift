// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Crypto
internal import GRDB
internal import Printing
internal import Tender

/// Rows of receipts.
enum ReceiptTable {
    static func insert(
        _ job: CapturedJob, _ reading: SlipReading, isSample: Bool, in database: Database
    ) throws {
        let place = try database.cachedStatement(sql: "SELECT store FROM printer WHERE name = ?")
        let store = try String.fetchOne(place, arguments: [job.printer])
        let digest = Hexadecimal.text(of: SHA256.hash(data: job.bytes))
        let sql = """
            INSERT INTO receipt (id, printer, store, sender, started, ended, ending, content, digest, masked, copy,
              original, text, encoding, confidence, cut_short, level, report, fault, changed, last_event, facts,
              observation, amount, currency, occurred, is_sample)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, NULL, ?, 0, ?, NULL, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """
        try database.cachedStatement(sql: sql).execute(
            arguments: [
                job.id.text, job.printer, store ?? reading.facts?.store?.text, job.sender, job.startedAt.milliseconds,
                job.endedAt.milliseconds, job.ending.rawValue, DatabaseBytes.value(job.bytes), digest,
                job.maskedNumbers,
                job.copy, job.original?.text, reading.text, reading.encoding, reading.confidence,
                reading.isCutShort ? 1 : 0, (job.printer.isEmpty ? SlipReport.skipped : .captured).rawValue,
                job.endedAt.milliseconds,
                (reading.facts?.canonicalBytes()).map { DatabaseBytes.value($0) }, reading.amount?.minor,
                reading.amount?.currency.code, reading.time?.secondsSinceEpoch, isSample ? 1 : 0,
            ])
    }

    /// What a print event makes of the receipt; the level never falls.
    static func take(_ event: PrintEvent, in database: Database) throws {
        let report = event.kind.tableReport
        let fault = event.kind.fault
        var level = 0
        if case .reached(let reached) = event.kind { level = reached.rawValue }
        if event.kind == .decided(.onPaper) { level = EvidenceLevel.witnessed.rawValue }
        try database.execute(
            sql: """
                UPDATE receipt SET level = CASE WHEN level < ? THEN ? ELSE level END,
                  report = COALESCE(?, report), fault = CASE WHEN ? IS NULL THEN fault ELSE ? END,
                  changed = ?, last_event = ?
                WHERE id = ? AND last_event < ?
                """,
            arguments: [
                level, level, report?.rawValue, report?.rawValue, fault?.rawValue, event.at.milliseconds, event.number,
                event.job.text, event.number,
            ])
    }

    /// What the customer or the staff make of it.
    static func take(_ event: DeliveryEvent, in database: Database) throws {
        let report: SlipReport
        switch event.kind {
        case .viewed, .saved: report = .electronic
        case .handwritten: report = .handwritten
        case .codeMade, .codeRevoked, .said, .reported: return
        }
        try database.execute(
            sql: "UPDATE receipt SET report = ?, changed = ? WHERE id = ? AND report <> 'onPaper'",
            arguments: [report.rawValue, event.at.milliseconds, event.receipt.text])
    }

    static let selection = """
        receipt.id, receipt.printer, receipt.store, receipt.sender, receipt.started, receipt.ended, receipt.ending,
        LENGTH(receipt.content), receipt.digest, receipt.masked, receipt.copy, receipt.original, receipt.text,
        receipt.encoding, receipt.confidence, receipt.cut_short, receipt.level, receipt.report, receipt.fault,
        receipt.changed, observation.txn, copy_request.reason, copy_request.actor, receipt.amount, receipt.currency,
        receipt.occurred
        """

    /// The same for a list, which needs the first lines and not a metre of text.
    static let listing = selection.replacing("receipt.text", with: "SUBSTR(receipt.text, 1, 4000)")

    static let joined = """
        receipt LEFT JOIN observation ON observation.number = receipt.observation
        LEFT JOIN copy_request ON copy_request.job = receipt.id
        """

    static func record(_ row: Row) -> ReceiptRecord? {
        guard let id = PrintJobID(row[0] as String) else { return nil }
        return ReceiptRecord(
            id: id, printer: row[1], store: (row[2] as String?).flatMap { StoreID($0) }, sender: row[3],
            startedAt: Instant(milliseconds: row[4]), endedAt: Instant(milliseconds: row[5]),
            ending: CapturedJob.Ending(rawValue: row[6]) ?? .closed, byteCount: row[7], digest: row[8],
            maskedNumbers: row[9], copy: row[10], original: (row[11] as String?).flatMap { PrintJobID($0) },
            text: row[12], encoding: row[13], confidence: row[14], isCutShort: (row[15] as Int) != 0,
            level: EvidenceLevel(rawValue: row[16]) ?? .captured, report: SlipReport(rawValue: row[17]) ?? .captured,
            fault: (row[18] as String?).flatMap { PrintEvent.Fault(rawValue: $0) },
            changedAt: Instant(milliseconds: row[19]),
            transaction: (row[20] as Int64?).map { TransactionRow.publicNumber($0) }, reason: row[21] ?? "",
            askedBy: row[22] ?? "",
            amount: (row[24] as String?).flatMap { Currency(code: $0) }.map { Money(minor: row[23], currency: $0) },
            occurredAt: (row[25] as Int64?).map { CivilTime(secondsSinceEpoch: $0) })
    }

    /// What must be known of a receipt to record the next event.
    struct State {
        let facts: Facts?
        let copy: Int
        let level: EvidenceLevel
        let lastEvent: Int
        let printer: String
    }

    static func state(_ id: PrintJobID, in database: Database) throws -> State? {
        let sql = "SELECT facts, copy, level, last_event, printer FROM receipt WHERE id = ?"
        return try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [id.text]).map { row in
            let bytes = DatabaseBytes.read(row, 0)
            return State(
                facts: bytes.isEmpty ? nil : try? Facts(decoding: bytes[...]), copy: row[1],
                level: EvidenceLevel(rawValue: row[2]) ?? .captured, lastEvent: row[3], printer: row[4])
        }
    }
}

extension PrintEvent.Kind {
    /// How the receipt stands after it; nil when it stands as before.
    var tableReport: SlipReport? {
        switch self {
        case .reached(let level): level.isPrinted ? .onPaper : nil
        case .unconfirmed: .unconfirmed
        case .held: .held
        case .decided(.onPaper): .onPaper
        case .decided(.printAgain), .decided(.skip), .decided(.electronic): .skipped
        case .expired: .stale
        case .failedOver, .drawerSpared: nil
        }
    }

    /// What it says of the slip of the transaction; nil when it says nothing new. An electronic receipt is not
    /// delivered until it is opened, and a copy will speak for itself.
    var report: SlipReport? {
        switch self {
        case .decided(.printAgain), .decided(.electronic): nil
        default: tableReport
        }
    }

    var fault: PrintEvent.Fault? {
        switch self {
        case .unconfirmed(let fault), .held(let fault): fault
        default: nil
        }
    }
}
