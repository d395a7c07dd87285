// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// What the journal keeps of evidence and of looking at what is hidden.
///
///     26  1  handed over   subject, variant, recipient, reason, SHA-256 of the pack, bytes
///     27  1  audit         act, subject, reason, detail
enum EvidenceEntry: Sendable, Hashable {
    case handedOver(HandOver)
    case audit(AuditNote)

    var type: UInt8 {
        switch self {
        case .handedOver: 26
        case .audit: 27
        }
    }

    func write(to writer: inout ByteWriter) {
        writer.byte(1)
        switch self {
        case .handedOver(let handOver):
            for text in [
                handOver.subject, handOver.variant, handOver.recipient, handOver.reason, handOver.sha256,
            ] {
                writer.text(text)
            }
            writer.signed(handOver.byteCount)
        case .audit(let note):
            for text in [note.act.rawValue, note.subject, note.reason, note.detail] { writer.text(text) }
        }
    }

    /// nil for a kind of a later version.
    static func read(_ type: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> EvidenceEntry? {
        guard try cursor.byte("kind") == 1 else { return nil }
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
