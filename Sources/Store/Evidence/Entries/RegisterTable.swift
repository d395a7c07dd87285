// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
public import Tender

/// A line of the register of hand-overs, or of the audit log.
public struct RegisterLine: Sendable, Hashable, Identifiable {
    public enum Content: Sendable, Hashable {
        case handedOver(HandOver)
        case audit(AuditNote)
    }

    /// Number of its record in the journal.
    public let id: UInt64
    public let at: Instant
    public let by: String
    public let content: Content
}

/// Rows of hand-overs and audit notes.
enum RegisterTable {
    static func insert(_ entry: EvidenceEntry, number: UInt64, _ head: EntryHead, in database: Database) throws {
        let (kind, subject, reason, rest): (String, String, String, [String]) =
            switch entry {
            case .handedOver(let handOver):
                (
                    "handedOver", handOver.subject, handOver.reason,
                    [handOver.variant, handOver.recipient, handOver.sha256]
                )
            case .audit(let note): (note.act.rawValue, note.subject, note.reason, [note.detail, "", ""])
            case .held(let subject, let reason): ("held", subject.text, reason, ["", "", ""])
            case .lifted(_, let subject, let reason): ("lifted", subject, reason, ["", "", ""])
            case .drawn(let draw):
                (
                    "sampled", "\(draw.population.rawValue) \(draw.from)…\(draw.to)", "",
                    ["\(draw.items.count)/\(draw.total), seed \(draw.seed)", "", ""]
                )
            case .checked(let draw, let item, let isInOrder, let note):
                ("checked", item, note, ["#\(draw) \(isInOrder ? "in order" : "not in order")", "", ""])
            }
        var count: Int64 = 0
        if case .handedOver(let handOver) = entry { count = handOver.byteCount }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO register (number, at, actor, kind, subject, reason, detail, recipient, sha256,
                  bytes, is_sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(number), head.at.milliseconds, head.by, kind, subject, reason, rest[0], rest[1], rest[2], count,
                head.isSample ? 1 : 0,
            ])
    }

    static let columns = "number, at, actor, kind, subject, reason, detail, recipient, sha256, bytes"

    static func line(_ row: Row) -> RegisterLine? {
        let (kind, subject, reason, detail): (String, String, String, String) = (row[3], row[4], row[5], row[6])
        let content: RegisterLine.Content
        if kind == "handedOver" {
            content = .handedOver(
                HandOver(
                    subject: subject, variant: detail, recipient: row[7], reason: reason, sha256: row[8],
                    byteCount: row[9]))
        } else if let act = AuditNote.Act(rawValue: kind) {
            content = .audit(AuditNote(act: act, subject: subject, reason: reason, detail: detail))
        } else {
            return nil
        }
        return RegisterLine(
            id: UInt64(row[0] as Int64), at: Instant(milliseconds: row[1]), by: row[2], content: content)
    }
}

extension Projector {
    func put(_ entry: EvidenceEntry, _ head: EntryHead, number: UInt64, in database: Database) throws {
        try RegisterTable.insert(entry, number: number, head, in: database)
        switch entry {
        case .handedOver, .audit: break
        case .held(let subject, let reason):
            try HoldTable.insert(subject, reason: reason, number: number, head, in: database)
        case .lifted(let hold, _, let reason): try HoldTable.lift(hold, reason: reason, head, in: database)
        case .drawn(let draw): try SampleTable.insert(draw, number: number, head, in: database)
        case .checked(let draw, let item, let isInOrder, let note):
            try SampleTable.take(item, of: draw, isInOrder: isInOrder, note: note, head, in: database)
        }
    }
}
