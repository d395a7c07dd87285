// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON
public import Tender

/// Requests of a till, made so that their answers can be told apart and asked for again.
public struct Dialogue: Sendable, Hashable {
    /// The till.
    public let saleID: String
    /// The terminal.
    public let poiID: String

    public init(saleID: String, poiID: String) {
        self.saleID = saleID
        self.poiID = poiID
    }

    public func header(_ category: MessageCategory, serviceID: String) -> MessageHeader {
        var header = MessageHeader()
        header.protocolVersion = "3.0"
        header.category = category
        header.serviceID = serviceID
        header.saleID = saleID
        header.poiID = poiID
        return header
    }

    /// - Parameter sale: number of the sale; the same for every attempt to pay it.
    public func payment(
        _ amount: Money, sale: String, at time: Instant, serviceID: String, type: PaymentType? = nil
    ) -> SaleToPOIMessage {
        var request = PaymentRequest()
        request.saleData.transaction = TransactionIdentity(sale, at: time)
        request.transaction.amounts = AmountsReq(amount)
        if let type {
            var data = PaymentData()
            data.type = type
            request.data = data
        }
        return SaleToPOIMessage(header: header(.payment, serviceID: serviceID), body: .paymentRequest(request))
    }

    /// What became of a request, with the receipts of its answer.
    public func status(of lost: MessageHeader, serviceID: String) -> SaleToPOIMessage {
        var reference = MessageReference()
        reference.category = lost.category
        reference.saleID = lost.saleID
        reference.serviceID = lost.serviceID
        var request = TransactionStatusRequest()
        request.reference = reference
        request.receiptReprintFlag = true
        request.documents = [.cashierReceipt, .customerReceipt]
        return SaleToPOIMessage(
            header: header(.transactionStatus, serviceID: serviceID), body: .transactionStatusRequest(request))
    }

    /// - Parameter original: as the terminal named it in its answer. Without it nothing can be reversed: ask for the
    ///   state first.
    public func reversal(
        of original: TransactionIdentity, reason: ReversalReason, amount: Money? = nil,
        sale: TransactionIdentity? = nil,
        serviceID: String
    ) -> SaleToPOIMessage {
        var request = ReversalRequest()
        request.original.transaction = original
        request.reason = reason
        request.amount = amount.map { JSONNumber($0) }
        request.saleData = sale.map { identity in
            var data = SaleData()
            data.transaction = identity
            return data
        }
        return SaleToPOIMessage(header: header(.reversal, serviceID: serviceID), body: .reversalRequest(request))
    }

    public func abort(_ running: MessageHeader, reason: String, serviceID: String) -> SaleToPOIMessage {
        var request = AbortRequest()
        request.reference.category = running.category
        request.reference.saleID = running.saleID
        request.reference.serviceID = running.serviceID
        request.reason = reason
        return SaleToPOIMessage(header: header(.abort, serviceID: serviceID), body: .abortRequest(request))
    }

    public func diagnosis(hosts: Bool, serviceID: String) -> SaleToPOIMessage {
        var request = DiagnosisRequest()
        request.hostDiagnosisFlag = hosts
        return SaleToPOIMessage(header: header(.diagnosis, serviceID: serviceID), body: .diagnosisRequest(request))
    }

    /// Prints a document on the terminal's printer; the answer comes when the paper is out.
    public func print(
        _ content: OutputContent, as document: DocumentQualifier, serviceID: String
    ) -> SaleToPOIMessage {
        var request = PrintRequest()
        request.output.document = document
        request.output.responseMode = .printEnd
        request.output.content = content
        var header = header(.print, serviceID: serviceID)
        header.messageClass = .device
        header.deviceID = serviceID
        return SaleToPOIMessage(header: header, body: .printRequest(request))
    }

    public func reconciliation(_ type: ReconciliationType, serviceID: String) -> SaleToPOIMessage {
        var request = ReconciliationRequest()
        request.type = type
        return SaleToPOIMessage(
            header: header(.reconciliation, serviceID: serviceID), body: .reconciliationRequest(request))
    }
}

extension TransactionIdentity {
    public init(_ number: String, at time: Instant) {
        self.init()
        transactionID = number
        timeStamp = NexoTime.text(of: time)
    }
}

extension MessageHeader {
    /// Whether a message answers the request with this header. Anything else leaves the request's fate unknown.
    public func isAnswered(by answer: MessageHeader) -> Bool {
        answer.type == .response && answer.category == category && answer.messageClass == messageClass
            && answer.serviceID == serviceID && answer.deviceID == deviceID && answer.saleID == saleID
            && answer.poiID == poiID
    }
}
