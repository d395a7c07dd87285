// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Nexo
public import Tender

/// A payment that a till asks a terminal for through us, as an attempt of its sale.
public struct ProxiedPayment: Hashable, Sendable {
    /// Of the till's message; the answer must be to it.
    public let header: MessageHeader
    /// Its `linkNote` names till and terminal, its voucher is the till's `ServiceID`: a status can be asked from it.
    public let request: AttemptRequest
    public let at: Instant

    /// - Parameters:
    ///   - id: new, for an attempt of its own.
    ///   - terminal: the shop's name of the terminal.
    /// - Returns: nil for what is no payment, or one without an amount, a sale or a number that can be kept.
    public init?(_ message: SaleToPOIMessage, id: AttemptID, terminal: TerminalID, at: Instant) {
        guard case .paymentRequest(let payment) = message.body,
            let amount = try? payment.transaction.amounts.requested(), amount.minor > 0,
            let order = OrderNumber(payment.saleData.transaction.transactionID),
            let service = message.header.serviceID, ServiceIDSequence.isValid(service),
            let voucher = VoucherNumber(service), let till = Self.name(message.header.saleID)
        else { return nil }
        let names = TerminalNote.names(saleID: message.header.saleID, poiID: message.header.poiID)
        guard !names.isEmpty else { return nil }
        header = message.header
        self.at = at
        request = AttemptRequest(
            id: id, order: order, kind: Self.kind(payment.data?.type), amount: amount, terminal: terminal,
            voucher: voucher, key: String("\(service)/\(till)".prefix(AttemptRequest.keyLimit / 4)), linkNote: names,
            till: till)
    }

    private init(_ other: ProxiedPayment, at: Instant) {
        (header, request) = (other.header, other.request)
        self.at = at
    }

    /// The same at another time: that of the clock that records it.
    public func moved(to time: Instant) -> ProxiedPayment { ProxiedPayment(self, at: time) }

    /// A till's name that can be kept and shown.
    private static func name(_ saleID: String) -> String? {
        (1...64).contains(saleID.utf8.count) && saleID.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? saleID : nil
    }

    private static func kind(_ type: PaymentType?) -> MovementKind {
        switch type {
        case .refund?: .refund
        case .oneTimeReservation?, .firstReservation?: .preauth
        case .updateReservation?: .addition
        case .completion?: .completion
        default: .sale
        }
    }
}

extension AttemptRequest {
    /// Whether it is the message of a till with this number: the same till, terminal and `ServiceID`.
    func isMessage(like other: AttemptRequest) -> Bool {
        isProxied && till == other.till && terminal == other.terminal && voucher == other.voucher
            && linkNote == other.linkNote
    }
}
