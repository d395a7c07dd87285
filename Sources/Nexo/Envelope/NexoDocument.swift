// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// A message, or a part of one as it stands in documents and logs: without wrapper, or a body alone.
public enum NexoDocument: Sendable, Hashable {
    case envelope(NexoEnvelope)
    /// Header and body without `SaleToPOIRequest` or `SaleToPOIResponse` around them.
    case inside(SaleToPOIMessage)
    /// A body alone, with the name that its members give it away by.
    case body(name: String, MessageBody)

    /// - Parameter name: name of the body, for example `TransactionStatusRequest`, where the bytes hold a body alone
    ///   that could be of several kinds.
    /// - Throws: `NexoError` with path and byte.
    public init(
        _ bytes: some Collection<UInt8>, named name: String? = nil, limits: JSONLimits = JSONLimits()
    ) throws(NexoError) {
        let node: JSONNode
        do throws(JSONError) { node = try JSONReader.read(bytes, limits: limits) } catch { throw NexoError(error) }
        guard let members = node.members else { throw NexoError(.unrecognised, at: node.offset) }
        if let name {
            do throws(NexoError) { self = .body(name: name, try MessageBody(name, node)) } catch {
                throw error.under(name)
            }
        } else if members.contains(where: { MessageWrapper(rawValue: $0.name) != nil }) {
            self = .envelope(try NexoEnvelope(node))
        } else if members.contains(where: { $0.name == SaleToPOIMessage.headerName || BodyMark.names.contains($0.name) }
        ) {
            self = try Self.inside(node)
        } else if let name = BodyMark.name(of: node) {
            do throws(NexoError) { self = .body(name: name, try MessageBody(name, node)) } catch {
                throw error.under(name)
            }
        } else {
            throw NexoError(.unrecognised, at: node.offset)
        }
    }

    private static func inside(_ node: JSONNode) throws(NexoError) -> NexoDocument {
        let type = node[SaleToPOIMessage.headerName]?["MessageType"]?.string.flatMap { MessageType(rawValue: $0) }
        let wrapper = type.map { MessageWrapper($0) } ?? .request
        if SecuredMessage.isSecured(node) { return .envelope(.secured(try SecuredMessage(wrapper, node))) }
        return .inside(try SaleToPOIMessage(wrapper, node))
    }

    /// As it came: with wrapper only where there was one.
    public var node: JSONNode {
        switch self {
        case .envelope(.plain(let message)): message.node
        case .envelope(.secured(let message)): message.node
        case .inside(let message): message.inside
        case .body(_, let body): body.node
        }
    }
}

/// Members that only one body has, in the order in which they are looked for.
private enum BodyMark {
    /// Names that bodies have inside a wrapper.
    static let names: Set<String> = Set(
        MessageCategory.allCases.flatMap { category in MessageType.allCases.map { category.bodyName($0) } })

    private static let marks: [(member: String, body: String)] = [
        ("PaymentTransaction", "PaymentRequest"), ("PaymentResult", "PaymentResponse"),
        ("ReversalReason", "ReversalRequest"), ("RepeatedMessageResponse", "TransactionStatusResponse"),
        ("ReceiptReprintFlag", "TransactionStatusRequest"), ("AbortReason", "AbortRequest"),
        ("EventToNotify", "EventNotification"), ("EventDetails", "EventNotification"),
        ("RejectedMessage", "EventNotification"), ("SaleSoftware", "LoginRequest"),
        ("POISystemData", "LoginResponse"), ("POIStatus", "DiagnosisResponse"), ("HostStatus", "DiagnosisResponse"),
        ("LoggedSaleID", "DiagnosisResponse"), ("HostDiagnosisFlag", "DiagnosisRequest"),
        ("TransactionTotals", "ReconciliationResponse"), ("ReconciliationType", "ReconciliationRequest"),
        ("TotalDetails", "GetTotalsRequest"), ("PrintOutput", "PrintRequest"), ("OutputResult", "DisplayResponse"),
        ("StoredValueData", "StoredValueRequest"), ("StoredValueResult", "StoredValueResponse"),
        ("CardAcquisitionTransaction", "CardAcquisitionRequest"), ("MaintenanceAllowed", "LogoutRequest"),
        ("InputData", "InputRequest"), ("InputResult", "InputResponse"), ("OriginalPOITransaction", "ReversalRequest"),
        ("DisplayOutput", "DisplayRequest"), ("TimeStamp", "EventNotification"), ("DateTime", "LoginRequest"),
    ]

    static func name(of node: JSONNode) -> String? {
        // With an answer's `Response` a reference is that of a status; alone it is more often that of an abort.
        if node["MessageReference"] != nil, node["ReceiptReprintFlag"] == nil, node["DocumentQualifier"] == nil {
            return node["Response"] == nil ? "AbortRequest" : "TransactionStatusResponse"
        }
        return marks.first { node[$0.member] != nil }?.body
    }
}
