// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Charges
public import ISO8583
public import Tender

/// What a host's message says of an attempt: field 39 turned into the machine's events by one question, could money
/// have moved.
///
///     not the request's answer                    lost(unreadable)
///     authentication code wrong                   lost(wrongCode)
///     0210 0230 0110   00 11 A2 A4 A5 A6          answered(approved)
///                      10, and less in field 4    answered(partial)
///                      51, 55, … no money moved   answered(declined)
///                      68 96 98 09 A7, unknown    lost(uncertain)
///     0410 0430        00                         reversalDone
///                      25, 12                     reversalNotFound
///                      unclear, or retried        lost(uncertain)
///                      any other                  reversalRefused
public struct ReplyReading: Sendable {
    public let profile: AcquirerProfile
    /// The request as it went out; nil for a late answer to one that is forgotten.
    public let request: Message?
    public let asked: Money?

    public init(_ profile: AcquirerProfile, request: Message?, asked: Money?) {
        self.profile = profile
        self.request = request
        self.asked = asked
    }

    /// - Parameters:
    ///   - isAuthentic: whether its authentication code is right; nil where it was not looked at.
    ///   - isRepeat: whether the request had gone out before.
    public func report(_ reply: Message, isAuthentic: Bool?, isRepeat: Bool = false) -> LinkReport {
        if let request, let mismatch = profile.mismatch(of: reply, to: request) {
            return LinkReport(.lost(.unreadable), words: mismatch.words.both)
        }
        guard let text = reply.text(39) else {
            return LinkReport(.lost(.unreadable), words: ReplyMismatch.missing(39).words.both)
        }
        if profile.mustBeAuthentic(reply), isAuthentic != true {
            return LinkReport(.lost(.wrongCode), words: Self.notAuthentic.both)
        }
        let code = ReplyCode(text)
        let kind = reply.type.messageClass == 4 ? reversal(code) : money(code, reply, isRepeat: isRepeat)
        return LinkReport(kind, words: code.words.both)
    }

    private func reversal(_ code: ReplyCode) -> AttemptEvent.Kind {
        if profile.reversalDoneCodes.contains(code.code) { return .reversalDone }
        if profile.reversalNotFoundCodes.contains(code.code) { return .reversalNotFound }
        switch (code.effect, code.action) {
        case (.mayHaveMoved, _), (_, .retryLater), (_, .signIn): return .lost(.uncertain)
        default: return .reversalRefused(code.words.both)
        }
    }

    private func money(_ code: ReplyCode, _ reply: Message, isRepeat: Bool) -> AttemptEvent.Kind {
        switch code.effect {
        case .moved: return approval(.approved, code, reply)
        case .movedInPart: return approval(.partial, code, reply)
        case .mayHaveMoved: return .lost(.uncertain)
        case .notMoved:
            if isRepeat, code.code == "94" {
                // It had been taken, and nobody says with which answer.
                return profile.duplicateMeansTaken ? approval(.approved, code, reply) : .lost(.uncertain)
            }
            // A repeat that is refused for its form or its session says nothing of the first message.
            if isRepeat, code.asksToSignIn || code.action == .retryLater { return .lost(.uncertain) }
            guard let currency = asked?.currency ?? Self.currency(reply) else { return .lost(.unreadable) }
            return .answered(answer(.declined, Money(minor: 0, currency: currency), code, reply))
        }
    }

    private func approval(
        _ outcome: Answer.Outcome, _ code: ReplyCode, _ reply: Message
    ) -> AttemptEvent.Kind {
        guard let currency = asked?.currency ?? Self.currency(reply) else { return .lost(.unreadable) }
        guard let minor = reply.number(4) ?? asked?.minor else { return .lost(.unreadable) }
        if outcome == .partial {
            guard minor > 0, asked.map({ minor < $0.minor }) ?? true else { return .lost(.unreadable) }
        }
        return .answered(answer(outcome, Money(minor: minor, currency: currency), code, reply))
    }

    private func answer(
        _ outcome: Answer.Outcome, _ amount: Money, _ code: ReplyCode, _ reply: Message
    ) -> Answer {
        var note = AcquirerNote()
        note.date = reply.text(13)
        note.time = reply.text(12)
        if profile.family == .unionPay, let text = reply[63], text.count >= 3 {
            let organisation = String(decoding: text.prefix(3), as: UTF8.self)
            if organisation.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) {
                note.organisation = organisation
            }
        }
        let card = (reply.text(2) ?? request?.text(2)).flatMap { MaskedPAN(reading: $0) }
        return Answer(
            outcome, amount: amount, code: code.code, reference: Self.identifier(reply, 37),
            authorisation: Self.identifier(reply, 38), card: card,
            // Read back, so that nothing is kept that would not be read.
            linkNote: AcquirerNote(note.text).text)
    }

    private static func identifier<Kind>(_ reply: Message, _ field: Int) -> Identifier<Kind>? {
        reply.text(field).flatMap { text in
            Identifier(String(text.reversed().drop { $0 == " " }.reversed()))
        }
    }

    private static func currency(_ reply: Message) -> Currency? {
        reply.text(49).flatMap { Digits.code(ofCurrency: $0) }.flatMap { Currency(code: $0) }
    }

    private static let notAuthentic = Bilingual(
        zh: "应答的 MAC 不对，没有采信。", en: "The answer's authentication code is wrong; not believed.")
}

extension Bilingual {
    /// Both languages, for a record that is read in either.
    public var both: String { chinese == english ? chinese : "\(chinese) / \(english)" }
}
