// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON

/// What an answer to `TransactionStatus` says of the message that was asked about.
///
///     TransactionStatusResponse
///       Success + RepeatedMessageResponse of the message asked about ──▶ repeated: the lost answer, with its receipts
///       Success without one, or with another's                        ──▶ unclear: the money stays unknown
///       Failure + InProgress                                          ──▶ inProgress: ask again, or abort and ask
///       Failure + NotFound                                            ──▶ notFound: the terminal never took it on
///       Failure + Busy                                                ──▶ inProgress
///       Failure + anything else                                       ──▶ unclear
public enum StatusReading: Sendable, Hashable {
    public enum Doubt: Sendable, Hashable {
        /// `Success` alone: it says that the question was answered, not that the payment was made.
        case nothingRepeated
        /// The repeated answer is of another message; the field that differs.
        case otherMessage(field: String)
        /// The repeated answer has no body of the category asked about.
        case otherBody
        case failed(ErrorCondition?)
    }

    case repeated(RepeatedMessageResponse)
    case inProgress
    case notFound
    case unclear(Doubt)

    /// - Parameter asked: header of the request whose fate was asked about.
    public init(_ answer: TransactionStatusResponse, asked: MessageHeader) {
        switch (answer.response.result, answer.response.errorCondition) {
        case (.success, _), (.partial, _): self = Self.reading(answer, asked)
        case (.failure, .inProgress?), (.failure, .busy?): self = .inProgress
        case (.failure, .notFound?): self = .notFound
        case (_, let condition): self = .unclear(.failed(condition))
        }
    }

    private static func reading(_ answer: TransactionStatusResponse, _ asked: MessageHeader) -> StatusReading {
        guard let repeated = answer.repeated else { return .unclear(.nothingRepeated) }
        let header = repeated.header
        if header.category != asked.category { return .unclear(.otherMessage(field: "MessageCategory")) }
        if header.serviceID != asked.serviceID { return .unclear(.otherMessage(field: "ServiceID")) }
        if header.saleID != asked.saleID { return .unclear(.otherMessage(field: "SaleID")) }
        if header.poiID != asked.poiID { return .unclear(.otherMessage(field: "POIID")) }
        return repeated.body.answers(asked.category) ? .repeated(repeated) : .unclear(.otherBody)
    }
}

extension RepeatedBody {
    /// Whether the body is of that category.
    public func answers(_ category: MessageCategory) -> Bool {
        switch category {
        case .payment: payment != nil
        case .reversal: reversal != nil
        case .storedValue: storedValue != nil
        default: remainder.unknown.contains { $0.name == category.bodyName(.response) }
        }
    }

    /// Receipts of the lost answer.
    public var receipts: [PaymentReceipt] {
        payment?.receipts ?? reversal?.receipts ?? storedValue?.receipts ?? []
    }
}
