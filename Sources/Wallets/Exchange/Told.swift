// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// What one answer says, before it is told to the machine.
struct Told {
    enum Failure: Hashable {
        /// Not a byte went out.
        case notSent
        case lost(LossReason)
    }

    let word: MoneyWord
    let failure: Failure?
    /// The wallet's word.
    let code: String
    let words: String
    /// The wallet's own number.
    let number: String?

    init(_ word: MoneyWord, code: String, words: String = "", number: String? = nil) {
        self.word = word
        self.code = code
        self.words = words.shortened(to: 500)
        self.number = number
        failure = nil
    }

    init(_ failure: Failure, words: String = "") {
        word = .unclear
        code = ""
        self.words = words.shortened(to: 500)
        number = nil
        self.failure = failure
    }

    /// A question that was not sent leaves everything as it was; a request that was not sent is over.
    func report(_ turn: WalletTurn) -> LinkReport {
        let order = turn.order
        return switch (failure, word) {
        case (.notSent, _): LinkReport(turn.work == .send ? .notSent : .lost(.cut), words: words)
        case (.lost(let loss), _): LinkReport(.lost(loss), words: words)
        case (nil, .done): LinkReport(.answered(answer(.approved, order.amount)), words: words)
        case (nil, .nothing):
            LinkReport(.answered(answer(.declined, Money(minor: 0, currency: order.amount.currency))), words: words)
        case (nil, .moving): LinkReport(.stillOpen, words: words)
        case (nil, .missing): LinkReport(.notFound, words: words)
        case (nil, .unclear): LinkReport(.lost(.uncertain), words: words)
        }
    }

    /// What the query behind a reversal says of it. A reversal's own answer has been known to lie.
    func reversalReport(_ turn: WalletTurn, saying first: String) -> LinkReport {
        let words = [first, words].filter { !$0.isEmpty }.joined(separator: " → ")
        switch (failure, word) {
        case (.notSent, _): return LinkReport(.lost(.cut), words: words)
        case (.lost(let loss), _): return LinkReport(.lost(loss), words: words)
        case (nil, .nothing): return LinkReport(.reversalDone, words: words)
        case (nil, .missing) where turn.season != .early: return LinkReport(.reversalNotFound, words: words)
        case (nil, .done) where turn.season == .late:
            return LinkReport(.reversalRefused("too late to reverse; give it back by a refund"), words: words)
        case (nil, .done), (nil, .moving), (nil, .missing), (nil, .unclear):
            return LinkReport(.lost(.uncertain), words: words)
        }
    }

    private func answer(_ outcome: Answer.Outcome, _ amount: Money) -> Answer {
        let number = number?.shortened(to: 64)
        return Answer(
            outcome, amount: amount, code: code.shortened(to: 64), reference: number.flatMap { ReferenceNumber($0) },
            linkNote: number ?? "")
    }
}
