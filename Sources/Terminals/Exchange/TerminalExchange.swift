// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
public import Nexo
public import Receipts
public import Tender

/// Speaks with one terminal about attempts: what to say for each duty, and what the answer means.
///
///     duty            said                                                          of which
///     send            PaymentRequest  Normal, Refund, FirstReservation, …            sale, refund, pre-authorisation
///                     ReversalRequest of the original's own number                   void
///     ask, repeat     TransactionStatusRequest with ReceiptReprintFlag               any
///     reverse         ReversalRequest of the number that the answer told             what is known to be approved
///
/// Every number follows from the attempt alone: the request's `ServiceID` from its voucher, a question's from the
/// voucher and how often was asked. So a restart, or another machine, asks about the same message.
public struct TerminalExchange: Sendable {
    /// Names of the two sides where an attempt's note has none.
    public let dialogue: Dialogue
    /// Paper on which slips of the terminal's answers are set.
    public let paper: Paper

    public init(saleID: String, poiID: String, paper: Paper = .mm80) {
        dialogue = Dialogue(saleID: saleID, poiID: poiID)
        self.paper = paper
    }

    /// What is to be said, or why nothing can be.
    public enum Step: Sendable, Hashable {
        case say(SaleToPOIMessage)
        /// Nothing goes out: the report says so.
        case report(LinkReport)
    }

    /// - Parameter original: the attempt that `attempt.request.original` names.
    public func step(_ work: Duty.Work, of attempt: Attempt, original: Attempt?) -> Step {
        switch work {
        case .send: request(of: attempt, original: original)
        case .ask, .repeatMessage, .giveUpWaiting: .say(status(of: attempt))
        case .reverse: reversal(of: attempt)
        }
    }

    // MARK: - Requests

    /// Header of the message that moves the money, or was to.
    public func header(of attempt: Attempt) -> MessageHeader {
        names(of: attempt).header(
            attempt.request.kind.isReversal ? .reversal : .payment,
            serviceID: Self.serviceID(of: attempt.request.voucher))
    }

    private func request(of attempt: Attempt, original: Attempt?) -> Step {
        let request = attempt.request
        let told = (original?.answer?.linkNote).flatMap { TerminalNote.transaction($0) }
        let serviceID = Self.serviceID(of: request.voucher)
        if request.kind.isReversal {
            guard let told else { return .report(Self.nothingToName) }
            return .say(
                names(of: attempt).reversal(
                    of: told, reason: .merchantCancel, sale: sale(of: attempt), serviceID: serviceID))
        }
        guard let type = request.kind.paymentType else { return .report(Self.noSuchMessage) }
        if request.kind.namesOriginal, told == nil { return .report(Self.nothingToName) }
        var message = names(of: attempt).payment(
            request.amount, sale: request.order.text, at: attempt.intendedAt, serviceID: serviceID,
            type: type == .normal ? nil : type)
        if let told, case .paymentRequest(var payment) = message.body {
            var named = OriginalPOITransaction()
            named.transaction = told
            payment.transaction.original = named
            message.body = .paymentRequest(payment)
        }
        return .say(message)
    }

    private func sale(of attempt: Attempt) -> TransactionIdentity {
        TransactionIdentity(attempt.request.order.text, at: attempt.intendedAt)
    }

    /// What became of the attempt's message, with its receipts.
    public func status(of attempt: Attempt) -> SaleToPOIMessage {
        names(of: attempt).status(
            of: header(of: attempt),
            serviceID: Self.serviceID("S", attempt.request.voucher, attempt.asks + attempt.remedies))
    }

    private func reversal(of attempt: Attempt) -> Step {
        guard let told = (attempt.answer?.linkNote).flatMap({ TerminalNote.transaction($0) }) else {
            return .report(
                LinkReport(.reversalRefused("unnamed"), words: "the terminal never told its number of the transaction"))
        }
        return .say(
            names(of: attempt).reversal(
                of: told, reason: .malfunction, sale: sale(of: attempt),
                serviceID: Self.serviceID("R", attempt.request.voucher, attempt.remedies)))
    }

    /// Asks the terminal to give up what it is doing for the attempt. Nobody answers it: the attempt's own answer does.
    ///
    /// - Parameter number: how many aborts went before.
    public func abort(_ attempt: Attempt, reason: String, number: Int = 0) -> SaleToPOIMessage {
        names(of: attempt).abort(
            header(of: attempt), reason: reason, serviceID: Self.serviceID("A", attempt.request.voucher, number))
    }

    private func names(of attempt: Attempt) -> Dialogue { TerminalNote.dialogue(attempt.request.linkNote) ?? dialogue }

    private static let nothingToName = LinkReport(
        .notSent, words: "the terminal's own number of the original transaction is not known; nothing was sent")
    private static let noSuchMessage = LinkReport(
        .notSent, words: "terminals know no message for this kind of transaction; nothing was sent")
}

// MARK: - Numbers

extension TerminalExchange {
    /// Names a voucher's message: the voucher itself where that can name one.
    public static func serviceID(of voucher: VoucherNumber) -> String {
        ServiceIDSequence.isValid(voucher.text) ? voucher.text : serviceID("V", voucher, 0)
    }

    /// A letter and nine signs that follow from voucher and number; a letter keeps them apart from vouchers.
    static func serviceID(_ letter: Character, _ voucher: VoucherNumber, _ number: Int) -> String {
        // FNV-1a: the same on every machine, and far apart for neighbours.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in Array("\(letter)\(number)/\(voucher.text)".utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= hash >> 32
        let digits = String(hash % 101_559_956_668_416, radix: 36)
        return String(letter) + String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
}

extension MovementKind {
    /// Whether nexo undoes it with a reversal of the original.
    var isReversal: Bool {
        switch self {
        case .void, .preauthVoid, .completionVoid: true
        default: false
        }
    }

    /// nil where nexo has no such payment.
    var paymentType: PaymentType? {
        switch self {
        case .sale: .normal
        case .refund: .refund
        case .preauth: .firstReservation
        case .addition: .updateReservation
        case .completion, .completionAdvice: .completion
        case .void, .preauthVoid, .completionVoid, .offlineSale: nil
        }
    }

    /// Whether it makes no sense without the original's number at the terminal.
    var namesOriginal: Bool { self == .addition || self == .completion || self == .completionAdvice }
}

extension RecoveryPolicy {
    /// For terminals: the customer may take two minutes over a card (reference §1.5), and a status costs a second.
    public static let terminal = RecoveryPolicy(
        answerWithin: 125_000, askAfter: [500, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000], asksBeforeRemedy: 12,
        notFoundsToBelieve: 2, slowly: 120_000)

    /// The same for one kind of movement.
    ///
    /// A terminal keeps a request at most 150 s (reference §1.5), so a request may turn up until then, and "not found"
    /// before that says nothing. For a charge two answers are enough: a second charge is asked for by a cashier who
    /// sees the terminal. Money that is given back twice is gone: it must not be found three times, the last time when
    /// those 150 s are over.
    ///
    ///     refund ─ lost ─ not found ─ not found ─ … 150 s … ─ not found ─▶ not given back
    ///
    /// The terminal's next payment does not wait for that: after six questions the lane is free.
    public static func terminal(_ kind: MovementKind, answerWithin: Int64? = nil) -> RecoveryPolicy {
        let usual = terminal
        return RecoveryPolicy(
            answerWithin: answerWithin ?? usual.answerWithin, askAfter: usual.askAfter,
            asksBeforeRemedy: kind.takes ? usual.asksBeforeRemedy : 6,
            notFoundsToBelieve: kind.takes ? usual.notFoundsToBelieve : 3, slowly: usual.slowly,
            notFoundNotBefore: kind.takes ? 0 : longestRequest)
    }

    /// Milliseconds that a terminal may keep a request.
    static let longestRequest: Int64 = 150_000
}
