// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// What the journal keeps of evidence and of looking at what is hidden.
///
///     26  1  handed over   subject, variant, recipient, reason, SHA-256 of the pack, bytes
///     26  2  hold          transaction, or store and first and last day; reason
///     26  3  hold lifted   number of the hold, its subject, reason
///     27  1  audit         act, subject, reason, detail
///     27  2  sample drawn  population, first and last day, seed, how many there were, count and numbers
///     27  3  checked       number of the draw, record, whether in order, note
enum EvidenceEntry: Sendable, Hashable {
    case handedOver(HandOver)
    case audit(AuditNote)
    case held(LegalHold.Subject, reason: String)
    case lifted(UInt64, String, reason: String)
    case drawn(AuditSample.Draw)
    case checked(UInt64, item: String, isInOrder: Bool, note: String)

    var type: UInt8 {
        switch self {
        case .handedOver, .held, .lifted: 26
        case .audit, .drawn, .checked: 27
        }
    }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .handedOver(let handOver):
            writer.byte(1)
            for text in [
                handOver.subject, handOver.variant, handOver.recipient, handOver.reason, handOver.sha256,
            ] {
                writer.text(text)
            }
            writer.signed(handOver.byteCount)
        case .audit(let note):
            writer.byte(1)
            for text in [note.act.rawValue, note.subject, note.reason, note.detail] { writer.text(text) }
        case .held, .lifted, .drawn, .checked: writeMore(to: &writer)
        }
    }

    /// nil for a kind of a later version.
    static func read(_ type: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> EvidenceEntry? {
        let kind = try cursor.byte("kind")
        guard kind == 1 else { return try readMore(type, kind: kind, from: &cursor) }
        if type == 26 {
            let subject = try cursor.text("subject", limit: 64)
            let variant = try cursor.text("variant", limit: 32)
            let recipient = try cursor.text("recipient", limit: 400)
            let reason = try cursor.text("reason", limit: 2_000)
            let sha256 = try cursor.text("sha256", limit: 64)
            let count = try cursor.signed("bytes")
            return .handedOver(
                HandOver(
                    subject: subject, variant: variant, recipient: recipient, reason: reason, sha256: sha256,
                    byteCount: count))
        }
        guard type == 27, let act = AuditNote.Act(rawValue: try cursor.text("act", limit: 32)) else { return nil }
        let subject = try cursor.text("subject", limit: 200)
        let reason = try cursor.text("reason", limit: 2_000)
        return .audit(
            AuditNote(act: act, subject: subject, reason: reason, detail: try cursor.text("detail", limit: 2_000)))
    }
}

/// A pack that left the shop (移交).
public struct HandOver: Sendable, Hashable {
    /// Number of the case or transaction.
    public let subject: String
    /// Raw value of the variant.
    public let variant: String
    /// Who got it; may be empty.
    public let recipient: String
    public let reason: String
    /// Of the whole pack, lower-case hexadecimal.
    public let sha256: String
    public let byteCount: Int64

    public init(
        subject: String, variant: String, recipient: String, reason: String, sha256: String, byteCount: Int64
    ) {
        self.subject = subject
        self.variant = variant
        self.recipient = recipient
        self.reason = reason
        self.sha256 = sha256
        self.byteCount = byteCount
    }
}

/// Somebody looked at what is hidden, took data out, or checked something (审计).
public struct AuditNote: Sendable, Hashable {
    public enum Act: String, CaseIterable, Sendable, Hashable {
        case unmasked, exported, verified, sampled, remarked, requested
        case erased, held, lifted, checked
    }

    public let act: Act
    /// What it is about: a number, or the name of a list.
    public let subject: String
    public let reason: String
    /// Filter and count of an export, outcome of a check.
    public let detail: String

    public init(act: Act, subject: String, reason: String, detail: String) {
        self.act = act
        self.subject = subject
        self.reason = reason
        self.detail = detail
    }
}
