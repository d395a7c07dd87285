// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// The body of a message, typed where we know the category and kept whole where we do not.
public enum MessageBody: Sendable, Hashable {
    case abortRequest(AbortRequest)
    case cardAcquisitionRequest(CardAcquisitionRequest)
    case cardAcquisitionResponse(CardAcquisitionResponse)
    case diagnosisRequest(DiagnosisRequest)
    case diagnosisResponse(DiagnosisResponse)
    case displayRequest(DisplayRequest)
    case displayResponse(DisplayResponse)
    case eventNotification(EventNotification)
    case getTotalsRequest(GetTotalsRequest)
    case getTotalsResponse(GetTotalsResponse)
    case loginRequest(LoginRequest)
    case loginResponse(LoginResponse)
    case logoutRequest(LogoutRequest)
    case logoutResponse(LogoutResponse)
    case paymentRequest(PaymentRequest)
    case paymentResponse(PaymentResponse)
    case printRequest(PrintRequest)
    case printResponse(PrintResponse)
    case reconciliationRequest(ReconciliationRequest)
    case reconciliationResponse(ReconciliationResponse)
    case reversalRequest(ReversalRequest)
    case reversalResponse(ReversalResponse)
    case storedValueRequest(StoredValueRequest)
    case storedValueResponse(StoredValueResponse)
    case transactionStatusRequest(TransactionStatusRequest)
    case transactionStatusResponse(TransactionStatusResponse)
    /// Any other body, with the name of its member.
    case other(String, JSONNode)

    /// The body that stands in a member of that name.
    public init(_ name: String, _ node: JSONNode) throws(NexoError) {
        switch name {
        case "AbortRequest": self = .abortRequest(try AbortRequest(node))
        case "CardAcquisitionRequest": self = .cardAcquisitionRequest(try CardAcquisitionRequest(node))
        case "CardAcquisitionResponse": self = .cardAcquisitionResponse(try CardAcquisitionResponse(node))
        case "DiagnosisRequest": self = .diagnosisRequest(try DiagnosisRequest(node))
        case "DiagnosisResponse": self = .diagnosisResponse(try DiagnosisResponse(node))
        case "DisplayRequest": self = .displayRequest(try DisplayRequest(node))
        case "DisplayResponse": self = .displayResponse(try DisplayResponse(node))
        case "EventNotification": self = .eventNotification(try EventNotification(node))
        case "GetTotalsRequest": self = .getTotalsRequest(try GetTotalsRequest(node))
        case "GetTotalsResponse": self = .getTotalsResponse(try GetTotalsResponse(node))
        case "LoginRequest": self = .loginRequest(try LoginRequest(node))
        case "LoginResponse": self = .loginResponse(try LoginResponse(node))
        case "LogoutRequest": self = .logoutRequest(try LogoutRequest(node))
        case "LogoutResponse": self = .logoutResponse(try LogoutResponse(node))
        case "PaymentRequest": self = .paymentRequest(try PaymentRequest(node))
        case "PaymentResponse": self = .paymentResponse(try PaymentResponse(node))
        case "PrintRequest": self = .printRequest(try PrintRequest(node))
        case "PrintResponse": self = .printResponse(try PrintResponse(node))
        case "ReconciliationRequest": self = .reconciliationRequest(try ReconciliationRequest(node))
        case "ReconciliationResponse": self = .reconciliationResponse(try ReconciliationResponse(node))
        case "ReversalRequest": self = .reversalRequest(try ReversalRequest(node))
        case "ReversalResponse": self = .reversalResponse(try ReversalResponse(node))
        case "StoredValueRequest": self = .storedValueRequest(try StoredValueRequest(node))
        case "StoredValueResponse": self = .storedValueResponse(try StoredValueResponse(node))
        case "TransactionStatusRequest": self = .transactionStatusRequest(try TransactionStatusRequest(node))
        case "TransactionStatusResponse": self = .transactionStatusResponse(try TransactionStatusResponse(node))
        default:
            guard node.members != nil else { throw NexoError(.wrongKind(expected: "an object"), at: node.offset) }
            self = .other(name, node)
        }
    }

    /// The value that the body's member has.
    public var node: JSONNode {
        if case .other(_, let node) = self { node } else { known?.node ?? .null }
    }

    /// Whether the request was served; nil in requests, notifications and bodies that do not say.
    public var outcome: MessageOutcome? {
        switch self {
        case .cardAcquisitionResponse(let body): body.response
        case .diagnosisResponse(let body): body.response
        case .getTotalsResponse(let body): body.response
        case .loginResponse(let body): body.response
        case .logoutResponse(let body): body.response
        case .paymentResponse(let body): body.response
        case .printResponse(let body): body.response
        case .reconciliationResponse(let body): body.response
        case .reversalResponse(let body): body.response
        case .storedValueResponse(let body): body.response
        case .transactionStatusResponse(let body): body.response
        case .other(_, let node): node["Response"].flatMap { try? MessageOutcome($0) }
        default: nil
        }
    }

    /// Receipts that came with an answer.
    public var receipts: [PaymentReceipt] {
        switch self {
        case .paymentResponse(let body): body.receipts
        case .reversalResponse(let body): body.receipts
        case .storedValueResponse(let body): body.receipts
        case .other(_, let node): node["PaymentReceipt"].flatMap { try? [PaymentReceipt]($0) } ?? []
        default: []
        }
    }

    private var known: (any NexoObject)? {
        switch self {
        case .abortRequest(let body): body
        case .cardAcquisitionRequest(let body): body
        case .cardAcquisitionResponse(let body): body
        case .diagnosisRequest(let body): body
        case .diagnosisResponse(let body): body
        case .displayRequest(let body): body
        case .displayResponse(let body): body
        case .eventNotification(let body): body
        case .getTotalsRequest(let body): body
        case .getTotalsResponse(let body): body
        case .loginRequest(let body): body
        case .loginResponse(let body): body
        case .logoutRequest(let body): body
        case .logoutResponse(let body): body
        case .paymentRequest(let body): body
        case .paymentResponse(let body): body
        case .printRequest(let body): body
        case .printResponse(let body): body
        case .reconciliationRequest(let body): body
        case .reconciliationResponse(let body): body
        case .reversalRequest(let body): body
        case .reversalResponse(let body): body
        case .storedValueRequest(let body): body
        case .storedValueResponse(let body): body
        case .transactionStatusRequest(let body): body
        case .transactionStatusResponse(let body): body
        case .other: nil
        }
    }
}
