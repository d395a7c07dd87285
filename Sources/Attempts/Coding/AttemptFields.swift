// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Tender

/// What was read of a record so far.
struct AttemptFields {
    var id: AttemptID?
    private var at: Instant?
    private var by = ""
    private var words = ""
    private var movement: MovementKind?
    private var order: OrderNumber?
    private var minor: Int64?
    private var currency: Currency?
    private var terminal: TerminalID?
    private var voucher: VoucherNumber?
    private var original: AttemptID?
    private var key: String?
    private var ability: LinkAbility?
    private var policy: RecoveryPolicy?
    private var batch: BatchNumber?
    private var linkNote = ""
    private var link = LinkKind.terminal
    private var refund = ""
    private var till = ""
    private var answer = AnswerFields()
    private var kind: Int64?
    private var loss: LossReason?
    private var settlement: AttemptEvent.Settlement?
    private var text: String?

    var isIntent: Bool { movement != nil }

    /// - Returns: whether the field is one of ours.
    mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
        switch tag.number {
        case AttemptTag.id: id = try reader.named(tag, "id") { AttemptID($0) }
        case AttemptTag.at: at = try reader.value(tag, "at") { Instant(exactly: $0) }
        case AttemptTag.by: by = try reader.text(tag, "by")
        case AttemptTag.words: words = try reader.text(tag, "words")
        case AttemptTag.kind: kind = try reader.number(tag, "kind")
        case AttemptTag.loss: loss = try reader.value(tag, "loss") { Self.small($0).flatMap(LossReason.init) }
        case AttemptTag.settlement:
            settlement = try reader.value(tag, "settlement") { Self.small($0).flatMap(AttemptEvent.Settlement.init) }
        case AttemptTag.text: text = try reader.text(tag, "text")
        default:
            if try readIntent(tag, from: &reader) { return true }
            return try answer.read(tag, from: &reader)
        }
        return true
    }

    private mutating func readIntent(
        _ tag: TaggedReader.Tag, from reader: inout TaggedReader
    ) throws(DecodeError) -> Bool {
        switch tag.number {
        case AttemptTag.movement:
            movement = try reader.value(tag, "movement") { Self.small($0).flatMap(MovementKind.init) }
        case AttemptTag.order: order = try reader.named(tag, "order") { OrderNumber($0) }
        case AttemptTag.amount: minor = try reader.number(tag, "amount")
        case AttemptTag.currency: currency = try reader.named(tag, "currency") { Currency(code: $0) }
        case AttemptTag.terminal: terminal = try reader.named(tag, "terminal") { TerminalID($0) }
        case AttemptTag.voucher: voucher = try reader.named(tag, "voucher") { VoucherNumber($0) }
        case AttemptTag.original: original = try reader.named(tag, "original") { AttemptID($0) }
        case AttemptTag.key: key = try reader.text(tag, "key")
        case AttemptTag.ability: ability = try reader.value(tag, "ability") { LinkAbility(bits: $0) }
        case AttemptTag.policy: policy = try RecoveryPolicy(decoding: try reader.bytes(tag, "policy"))
        case AttemptTag.batch: batch = try reader.named(tag, "batch") { BatchNumber($0) }
        case AttemptTag.linkNote: linkNote = try reader.text(tag, "link note")
        case AttemptTag.refund: refund = try reader.text(tag, "refund")
        case AttemptTag.link: link = try reader.value(tag, "link") { Self.small($0).flatMap(LinkKind.init) }
        case AttemptTag.till: till = try reader.text(tag, "till")
        default: return false
        }
        return true
    }

    static func small(_ number: Int64) -> UInt8? { UInt8(exactly: number) }

    // MARK: - Whole values

    func attempt(_ id: AttemptID, in reader: TaggedReader) throws(DecodeError) -> Attempt {
        guard let at else { throw reader.error("at") }
        guard let movement, let order, let minor, let currency, let terminal, let voucher, let key else {
            throw reader.error("intent")
        }
        guard let ability, let policy else { throw reader.error("policy") }
        let request = AttemptRequest(
            id: id, order: order, kind: movement, amount: Money(minor: minor, currency: currency), terminal: terminal,
            voucher: voucher, original: original, key: key, link: link, batch: batch,
            linkNote: linkNote, refund: refund, till: till)
        return Attempt(request, ability: ability, policy: policy, at: at)
    }

    func event(in reader: TaggedReader) throws(DecodeError) -> AttemptEvent {
        guard let at else { throw reader.error("at") }
        return AttemptEvent(at: at, by: by, kind: try eventKind(in: reader), words: words)
    }

    private func eventKind(in reader: TaggedReader) throws(DecodeError) -> AttemptEvent.Kind {
        switch kind {
        case 1: return .sent
        case 2: return .notSent
        case 3: return .answered(try answer.whole(in: reader))
        case 4:
            guard let loss else { throw reader.error("loss") }
            return .lost(loss)
        case 5: return .asked
        case 6: return .notFound
        case 7: return .stillOpen
        case 8: return .reversalSent
        case 9: return .reversalDone
        case 10: return .reversalNotFound
        case 11: return .reversalRefused(text ?? "")
        case 12: return .repeated
        case 13:
            guard let settlement else { throw reader.error("settlement") }
            return .settled(settlement)
        default: throw reader.error("kind")
        }
    }
}

/// What was read of an answer so far.
private struct AnswerFields {
    private var outcome: Answer.Outcome?
    private var minor: Int64?
    private var currency: Currency?
    private var code = ""
    private var reference: ReferenceNumber?
    private var authorisation: AuthorisationCode?
    private var card: MaskedPAN?
    private var linkNote = ""

    mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
        switch tag.number {
        case AttemptTag.outcome:
            outcome = try reader.value(tag, "outcome") { AttemptFields.small($0).flatMap(Answer.Outcome.init) }
        case AttemptTag.approved: minor = try reader.number(tag, "approved")
        case AttemptTag.approvedCurrency: currency = try reader.named(tag, "currency") { Currency(code: $0) }
        case AttemptTag.code: code = try reader.text(tag, "code")
        case AttemptTag.reference: reference = try reader.named(tag, "reference") { ReferenceNumber($0) }
        case AttemptTag.authorisation:
            authorisation = try reader.named(tag, "authorisation") { AuthorisationCode($0) }
        case AttemptTag.card:
            card = try reader.named(tag, "card") { MaskedPAN(bin: String($0.dropLast(4)), last4: String($0.suffix(4))) }
        case AttemptTag.answerNote: linkNote = try reader.text(tag, "link note")
        default: return false
        }
        return true
    }

    func whole(in reader: TaggedReader) throws(DecodeError) -> Answer {
        guard let outcome, let minor, let currency else { throw reader.error("answer") }
        return Answer(
            outcome, amount: Money(minor: minor, currency: currency), code: code, reference: reference,
            authorisation: authorisation, card: card, linkNote: linkNote)
    }
}
