// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Tender

extension Attempt {
    func writeIntent(to writer: inout TaggedWriter) {
        writer.number(AttemptTag.at, intendedAt.milliseconds)
        writer.number(AttemptTag.movement, Int64(request.kind.rawValue))
        writer.text(AttemptTag.order, request.order.text)
        writer.number(AttemptTag.amount, request.amount.minor)
        writer.text(AttemptTag.currency, request.amount.currency.code)
        writer.text(AttemptTag.terminal, request.terminal.text)
        writer.text(AttemptTag.voucher, request.voucher.text)
        if let original = request.original { writer.text(AttemptTag.original, original.text) }
        writer.text(AttemptTag.key, request.key)
        writer.number(AttemptTag.ability, ability.bits)
        writer.bytes(AttemptTag.policy, policy.encoded())
        if let batch = request.batch { writer.text(AttemptTag.batch, batch.text) }
        if !request.linkNote.isEmpty { writer.text(AttemptTag.linkNote, request.linkNote) }
        writer.number(AttemptTag.link, Int64(request.link.rawValue))
        if !request.refund.isEmpty { writer.text(AttemptTag.refund, request.refund) }
        if request.isProxied { writer.text(AttemptTag.till, request.till) }
    }
}

extension AttemptEvent {
    /// Fields in rising order of their numbers; which ones follow depends on the kind.
    func write(to writer: inout TaggedWriter) {
        writer.number(AttemptTag.at, at.milliseconds)
        if !by.isEmpty { writer.text(AttemptTag.by, by) }
        if !words.isEmpty { writer.text(AttemptTag.words, words) }
        writer.number(AttemptTag.kind, kind.number)
        switch kind {
        case .answered(let answer):
            writer.number(AttemptTag.outcome, Int64(answer.outcome.rawValue))
            writer.number(AttemptTag.approved, answer.amount.minor)
            writer.text(AttemptTag.approvedCurrency, answer.amount.currency.code)
            writer.text(AttemptTag.code, answer.code)
            if let reference = answer.reference { writer.text(AttemptTag.reference, reference.text) }
            if let code = answer.authorisation { writer.text(AttemptTag.authorisation, code.text) }
            if let card = answer.card { writer.text(AttemptTag.card, card.bin + card.last4) }
            if !answer.linkNote.isEmpty { writer.text(AttemptTag.answerNote, answer.linkNote) }
        case .lost(let reason): writer.number(AttemptTag.loss, Int64(reason.rawValue))
        case .settled(let settlement): writer.number(AttemptTag.settlement, Int64(settlement.rawValue))
        case .reversalRefused(let text): writer.text(AttemptTag.text, text)
        case .sent, .notSent, .asked, .notFound, .stillOpen, .reversalSent, .reversalDone, .reversalNotFound, .repeated:
            break
        }
    }
}

extension LinkAbility {
    /// Asked 1, reverses 2, repeats 4.
    var bits: Int64 { (canBeAsked ? 1 : 0) | (canReverse ? 2 : 0) | (canRepeat ? 4 : 0) }

    init?(bits: Int64) {
        guard (0...7).contains(bits) else { return nil }
        self.init(canBeAsked: bits & 1 != 0, canReverse: bits & 2 != 0, canRepeat: bits & 4 != 0)
    }
}

extension RecoveryPolicy {
    /// Most pauses of either kind.
    static let pauseLimit = 64

    /// Numbers one after the other: answer, asks before remedy, not found, slowly, ends on not found, then each list
    /// with its length before it, and last, in records that have them, when the first reversal may go out and when
    /// "not found" may be believed.
    func encoded() -> [UInt8] {
        var writer = ByteWriter(reserving: 48)
        for number in [
            answerWithin, Int64(asksBeforeRemedy), Int64(notFoundsToBelieve), slowly, endsOnNotFound ? 1 : 0,
        ] {
            writer.signed(number)
        }
        for list in [askAfter, remedyAfter] {
            writer.signed(Int64(list.count))
            for pause in list { writer.signed(pause) }
        }
        writer.signed(remedyNotBefore)
        if notFoundNotBefore > 0 { writer.signed(notFoundNotBefore) }
        return writer.bytes
    }

    init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var cursor = ByteCursor(bytes)
        let answerWithin = try cursor.signed("policy")
        let asks = Int(clamping: try cursor.signed("policy"))
        let notFounds = Int(clamping: try cursor.signed("policy"))
        let slowly = try cursor.signed("policy")
        let ends = try cursor.signed("policy") == 1
        let askAfter = try Self.pauses(from: &cursor)
        let remedyAfter = try Self.pauses(from: &cursor)
        let notBefore = cursor.isAtEnd ? 0 : try cursor.signed("policy")
        let notFoundNotBefore = cursor.isAtEnd ? 0 : try cursor.signed("policy")
        self.init(
            answerWithin: answerWithin, askAfter: askAfter, asksBeforeRemedy: asks, notFoundsToBelieve: notFounds,
            remedyAfter: remedyAfter, slowly: slowly, remedyNotBefore: notBefore, endsOnNotFound: ends,
            notFoundNotBefore: notFoundNotBefore)
    }

    private static func pauses(from cursor: inout ByteCursor) throws(DecodeError) -> [Int64] {
        let start = cursor.offset
        let count = try cursor.signed("policy")
        guard (0...Int64(pauseLimit)).contains(count) else { throw DecodeError(.invalid, at: start, field: "policy") }
        var pauses: [Int64] = []
        for _ in 0..<count { pauses.append(try cursor.signed("policy")) }
        return pauses
    }
}
