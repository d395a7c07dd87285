// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import Tender

extension PaymentRecord {
    /// What the attempt shows of its transaction by now; nil while it shows nothing that is not known otherwise.
    ///
    /// - Parameter zone: of the store.
    func facts(in zone: Zone, original: PaymentRecord?) -> Facts? {
        let request = attempt.request
        guard let status else { return nil }
        var facts = Facts(type: request.kind.transactionType)
        facts.status = status
        facts.amount = attempt.state.isApproved ? attempt.charged : request.amount
        facts.store = store
        facts.terminal = request.terminal
        facts.voucher = voucher
        facts.batch = request.batch ?? day(in: zone)
        facts.reference = attempt.answer?.reference
        facts.authorisation = attempt.answer?.authorisation
        facts.card = attempt.answer?.card
        // A wallet knows our attempt by its number; cards know the till's.
        facts.order = request.link == .wallet ? OrderNumber(request.id.text) : request.order
        facts.product = request.link == .wallet ? "qr" : nil
        if request.link == .wallet { facts.channelOrder = attempt.answer.flatMap { ChannelOrderNumber($0.linkNote) } }
        facts.occurredAt = zone.civil(at: attempt.intendedAt)
        facts.operatorName = by.isEmpty ? nil : by
        if let original {
            facts.original =
                original.attempt.answer?.reference?.text
                ?? (request.link == .wallet ? original.id.text : original.attempt.request.order.text)
        }
        return facts
    }

    /// A terminal that counts its own batches is not told them: its exchanges are numbered within our day.
    private func day(in zone: Zone) -> BatchNumber? {
        let date = zone.civil(at: attempt.intendedAt).date
        return BatchNumber("\(date)".filter { $0 != "-" })
    }

    /// A till's own number may be one of ours as well: its name keeps the two apart.
    private var voucher: VoucherNumber? {
        let request = attempt.request
        return request.isProxied ? VoucherNumber("\(request.till)/\(request.voucher)") : request.voucher
    }

    private var status: ReportedStatus? {
        switch attempt.state {
        case .intended, .sending: nil
        case .unknown, .repeating, .reversing: .unknown
        case .approved, .partial: .approved
        case .declined, .notCharged: .declined
        case .reversed: .reversed
        }
    }

    /// Who says it: the device in the shop, or the one we asked.
    var source: Source { attempt.request.link == .terminal ? .terminal : .inquiry }
}

extension MovementKind {
    /// The movement of money it is in the books.
    var transactionType: TransactionType {
        switch self {
        case .sale, .offlineSale: .sale
        case .void, .preauthVoid, .completionVoid: .void
        case .refund: .refund
        case .preauth, .addition: .preauth
        case .completion, .completionAdvice: .completion
        }
    }
}
