// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON
internal import Nexo
internal import Tender

extension SimulatedTerminal {
    /// Money of all entries as it stands: what was taken less what was given back, in minor units.
    public var balance: Int64 {
        entries.reduce(0) { sum, entry in
            guard entry.type != .firstReservation, entry.type != .updateReservation, entry.type != .oneTimeReservation
            else { return sum }
            return sum + (entry.takes ? entry.moved.minor : -entry.moved.minor)
        }
    }

    /// Charges of one sale that took money and were not given back whole.
    public func charges(of sale: String) -> [TerminalEntry] {
        entries.filter { entry in
            entry.sale == sale && entry.takes && entry.moved.minor > 0 && given(back: entry.number) < entry.moved.minor
        }
    }

    /// What was given back of an entry.
    func given(back number: String) -> Int64 {
        entries.reduce(0) { $0 + ($1.original == number && !$1.takes ? $1.moved.minor : 0) }
    }

    // MARK: - Working

    mutating func begin(_ message: SaleToPOIMessage, on connection: Int) {
        guard work == nil else {
            refuse(message, .busy, on: connection)
            return
        }
        let header = message.header
        // The same number twice is one request: it moves no money again.
        if entries.contains(where: { $0.request.serviceID == header.serviceID && $0.request.saleID == header.saleID }) {
            refuse(message, .notAllowed, on: connection)
            return
        }
        if happens(.restartEarly) {
            words.append(TerminalWord(.hangUp, on: connection))
            restart()
            return
        }
        work = Work(connection: connection, message: message, endsAt: now + max(0, make.workMilliseconds))
        if make.workMilliseconds <= 0 { advance(to: now) }
    }

    mutating func abort(_ abort: AbortRequest, from header: MessageHeader) {
        guard let running = work?.message.header else { return }
        let reference = abort.reference
        guard reference.serviceID ?? running.serviceID == running.serviceID,
            reference.saleID ?? header.saleID == running.saleID
        else { return }
        work?.isAborted = true
        advance(to: now)
    }

    mutating func finish(_ work: Work) {
        let body: MessageBody
        switch work.message.body {
        case .paymentRequest(let payment): body = pay(payment, work)
        case .reversalRequest(let reversal): body = reverse(reversal, work)
        default: return
        }
        deliver(reply(to: work.message, body), on: work.connection)
    }

    // MARK: - Payments

    private mutating func pay(_ payment: PaymentRequest, _ work: Work) -> MessageBody {
        let type = payment.data?.type ?? .normal
        let told = payment.transaction.original?.transaction
        guard let asked = try? payment.transaction.amounts.requested(), asked.minor > 0 else {
            return fail(.messageFormat, payment, work, asked: Money(minor: 0, currency: make.currency))
        }
        if work.isAborted { return fail(.aborted, payment, work, asked: asked) }
        if happens(.cancel) { return fail(.cancel, payment, work, asked: asked) }
        if happens(.refusal) { return fail(.refusal, payment, work, asked: asked) }
        if happens(.unreachableHost) || faults[.hostDown] != nil {
            return fail(.unreachableHost, payment, work, asked: asked)
        }
        var original: TerminalEntry?
        if let told {
            original = entries.last { $0.number == told.transactionID && $0.moved.minor > 0 }
            guard let original else { return fail(.notFound, payment, work, asked: asked) }
            if type == .refund, asked.minor > original.moved.minor - given(back: original.number) {
                return fail(.paymentRestriction, payment, work, asked: asked)
            }
        }
        let isPartial = asked.minor > 1 && happens(.partial)
        let moved = isPartial ? Money(minor: asked.minor / 2, currency: asked.currency) : asked
        let number = nextNumber()
        var answer = PaymentResponse()
        answer.response.result = isPartial ? .partial : .success
        answer.saleData = payment.saleData
        answer.poiData = poiData(number)
        let card = TerminalCard(&chance)
        answer.result = result(type, moved, card)
        answer.receipts =
            TerminalReceipt(
                make: make, number: number, amount: moved, time: instant, type: type.rawValue, card: card.masked
            ).both
        remember(.paymentResponse(answer), work, type: type, asked: asked, .approved(moved), number, original?.number)
        return .paymentResponse(answer)
    }

    private mutating func fail(
        _ condition: ErrorCondition, _ payment: PaymentRequest, _ work: Work, asked: Money
    ) -> MessageBody {
        var answer = PaymentResponse()
        answer.response = MessageOutcome(failing: condition, "simulated " + condition.rawValue)
        answer.saleData = payment.saleData
        let number = nextNumber()
        answer.poiData = poiData(number)
        let body = MessageBody.paymentResponse(answer)
        remember(body, work, type: payment.data?.type ?? .normal, asked: asked, .failed(condition), number, nil)
        return body
    }

    private mutating func result(_ type: PaymentType, _ moved: Money, _ card: TerminalCard) -> PaymentResult {
        var result = PaymentResult()
        result.type = type
        result.onlineFlag = true
        result.amounts = AmountsResp(moved)
        result.authenticationMethods = ["OnlinePIN"]
        var data = CardData()
        data.brand = "unionpay"
        data.maskedPan = card.masked
        data.entryMode = ["ICC"]
        var instrument = PaymentInstrumentData()
        instrument.type = .card
        instrument.card = data
        result.instrument = instrument
        var acquirer = PaymentAcquirerData()
        acquirer.acquirerID = .text(make.acquirer)
        acquirer.merchantID = make.merchant
        acquirer.acquirerPOIID = make.acquirerTerminal
        acquirer.approvalCode = chance.digits(6)
        acquirer.transaction = TransactionIdentity(chance.digits(12), at: instant)
        result.acquirer = acquirer
        return result
    }

    // MARK: - Reversals

    private mutating func reverse(_ reversal: ReversalRequest, _ work: Work) -> MessageBody {
        let number = nextNumber()
        var answer = ReversalResponse()
        answer.poiData = poiData(number)
        answer.original = reversal.original
        let told = reversal.original.transaction
        let original = entries.last { entry in
            told.map { $0.transactionID == entry.number } == true && entry.moved.minor > 0 && entry.type != nil
        }
        let left = original.map { $0.moved.minor - given(back: $0.number) } ?? 0
        let asked =
            reversal.amount.flatMap { $0.money(in: original?.asked.currency ?? make.currency) }
            ?? Money(minor: max(0, left), currency: original?.asked.currency ?? make.currency)
        let trouble: ErrorCondition? =
            if work.isAborted {
                .aborted
            } else if happens(.refusal) {
                .refusal
            } else if happens(.unreachableHost) || faults[.hostDown] != nil {
                .unreachableHost
            } else if original == nil {
                .notFound
            } else if asked.minor <= 0 || asked.minor > left {
                // It was given back before.
                .paymentRestriction
            } else {
                nil
            }
        if let trouble {
            answer.response = MessageOutcome(failing: trouble, "simulated " + trouble.rawValue)
            remember(.reversalResponse(answer), work, type: nil, asked: asked, .failed(trouble), number, nil)
            return .reversalResponse(answer)
        }
        answer.response = .done
        answer.amount = JSONNumber(asked)
        answer.receipts =
            TerminalReceipt(
                make: make, number: number, amount: asked, time: instant, type: "Reversal", card: ""
            ).both
        let ending = TerminalEntry.Ending.approved(asked)
        remember(.reversalResponse(answer), work, type: nil, asked: asked, ending, number, original?.number)
        return .reversalResponse(answer)
    }

    // MARK: - Memory

    private mutating func remember(
        _ answer: MessageBody, _ work: Work, type: PaymentType?, asked: Money, _ ending: TerminalEntry.Ending,
        _ number: String, _ original: String?
    ) {
        let sale: String =
            switch work.message.body {
            case .paymentRequest(let payment): payment.saleData.transaction.transactionID
            case .reversalRequest(let reversal): reversal.saleData?.transaction.transactionID ?? ""
            default: ""
            }
        entries.append(
            TerminalEntry(
                number: number, time: instant, request: work.message.header, sale: sale, type: type, asked: asked,
                ending: ending, original: original, period: period, answer: answer))
        if entries.count > Self.memoryLimit { entries.removeFirst(entries.count - Self.memoryLimit) }
    }

    private mutating func nextNumber() -> String { "SIM" + chance.digits(13) }

    private func poiData(_ number: String) -> POIData {
        var data = POIData()
        data.transaction = TransactionIdentity(number, at: instant)
        data.reconciliationID = .text(String(period))
        return data
    }
}

/// A card that somebody holds to the terminal.
struct TerminalCard {
    let masked: String

    init(_ chance: inout SplitMix64) { masked = "622202******" + chance.digits(4) }
}
