// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The way to one terminal, acquirer or wallet: it performs what is already recorded and says what came back.
///
///     duty ─ recorded durably ─▶ perform ─▶ report ─ recorded durably ─▶ next duty
///
/// A link decides nothing and remembers nothing that matters: after a restart it is given the attempt, as the journal
/// has it, and must be able to ask, reverse or repeat from that alone.
public protocol PaymentLink: Sendable {
    /// What can be done there about an answer that was lost.
    var ability: LinkAbility { get }

    /// Sends the request, asks what became of it, reverses it or repeats it.
    ///
    /// Returns within the attempt's `policy.answerWithin`, also when the other side says nothing. Never throws: not
    /// to know is an answer as well. `.notSent` is only for a request of which provably no byte went out.
    ///
    /// - Parameters:
    ///   - work: `.send`, `.ask`, `.reverse` or `.repeatMessage`; never `.giveUpWaiting`.
    ///   - original: the attempt that `attempt.request.original` names.
    ///   - input: what the customer handed over; with `.send` alone, and gone when this process ends.
    func perform(_ work: Duty.Work, of attempt: Attempt, original: Attempt?, input: PaymentInput) async -> LinkReport

    /// What the intent must keep beside its numbers so that the exchange can be spoken of later; never card data.
    func note(of input: PaymentInput) -> String

    /// Whether the other side can be reached now, without asking anything of it. When it could not and can again,
    /// what waits for it is tried at once.
    func isReachable() async -> Bool
}

extension PaymentLink {
    public func note(of input: PaymentInput) -> String { "" }
}

/// What came back from a link.
public struct LinkReport: Hashable, Sendable {
    public let kind: AttemptEvent.Kind
    /// The other side's own words, for people. No card data.
    public let words: String
    /// Slips that came with it.
    public let slips: [LinkSlip]
    /// What a till that waits behind a proxy is told, without card data: it is kept. Empty for attempts of no till.
    public var message: [UInt8] = []
    /// The same as it came over the wire; handed on and never kept. Empty where it was found out otherwise.
    public var wire: [UInt8] = []

    public init(_ kind: AttemptEvent.Kind, words: String = "", slips: [LinkSlip] = []) {
        self.kind = kind
        self.words = words
        self.slips = slips
    }
}

/// A slip as the other side made it.
public struct LinkSlip: Hashable, Sendable {
    public enum Part: UInt8, CaseIterable, Hashable, Sendable {
        case customer = 1
        case merchant = 2
    }

    public let part: Part
    /// ESC/POS.
    public let bytes: [UInt8]
    /// The device printed it itself and said that the paper came out.
    public let isPrinted: Bool

    public init(_ part: Part, bytes: [UInt8], isPrinted: Bool = false) {
        self.part = part
        self.bytes = bytes
        self.isPrinted = isPrinted
    }
}

/// An answer that nobody waits for any more: it came after its time, or on a callback.
public struct LateAnswer: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        case attempt(AttemptID)
        /// The newest attempt with this number at this terminal.
        case voucher(TerminalID, VoucherNumber)
    }

    public let subject: Subject
    public let report: LinkReport

    public init(_ subject: Subject, _ report: LinkReport) {
        self.subject = subject
        self.report = report
    }
}
