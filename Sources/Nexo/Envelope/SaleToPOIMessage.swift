// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// A message between till (Sale) and terminal (POI): nexo Retailer protocol 3.0 as JSON.
///
///     { "SaleToPOIRequest": { "MessageHeader": {…}, "PaymentRequest": {…} } }
///       └ wrapper              └ header              └ body, named after category and type
public struct SaleToPOIMessage: Sendable, Hashable {
    public var header: MessageHeader
    public var body: MessageBody
    /// Members beside header and body, and the order of all.
    public var remainder: Remainder

    public init(header: MessageHeader, body: MessageBody) {
        self.header = header
        self.body = body
        remainder = Remainder()
    }

    /// Reads a message from its bytes. Members that we do not know are kept.
    public init(_ bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) throws(NexoError) {
        guard case .plain(let message) = try NexoEnvelope(bytes, limits: limits) else {
            throw NexoError(.contradiction("an encrypted message where a plain one is expected"))
        }
        self = message
    }

    /// Reads what stands inside the wrapper.
    init(_ wrapper: MessageWrapper, _ node: JSONNode) throws(NexoError) {
        guard let members = node.members else { throw NexoError(.wrongKind(expected: "an object"), at: node.offset) }
        header = try Self.header(wrapper, node)
        let name = header.category.bodyName(header.type)
        guard let body = node[name] else { throw NexoError(.missing, path: name, at: node.offset) }
        do throws(NexoError) { self.body = try MessageBody(name, body) } catch { throw error.under(name) }
        for member in members where member.name != name && Self.isBodyName(member.name) {
            throw NexoError(.twoOf("body"), path: member.name, at: member.value.offset)
        }
        remainder = Remainder(keeping: members, besides: [name, Self.headerName])
    }

    /// The header of whatever stands inside the wrapper, checked against the wrapper and itself.
    static func header(_ wrapper: MessageWrapper, _ node: JSONNode) throws(NexoError) -> MessageHeader {
        guard let value = node[headerName] else { throw NexoError(.missing, path: headerName, at: node.offset) }
        do throws(NexoError) {
            let header = try MessageHeader(value)
            guard MessageWrapper(header.type) == wrapper else {
                let offset = value["MessageType"]?.offset ?? value.offset
                throw NexoError(
                    .contradiction("\(header.type.rawValue) inside \(wrapper.rawValue)"), path: "MessageType",
                    at: offset)
            }
            let missing: String? =
                switch header.messageClass {
                case .service: header.serviceID == nil ? "ServiceID" : nil
                case .device: header.deviceID == nil ? "DeviceID" : nil
                case .event: nil
                }
            if let missing { throw NexoError(.missing, path: missing, at: value.offset) }
            return header
        } catch {
            throw error.under(headerName)
        }
    }

    public var wrapper: MessageWrapper { MessageWrapper(header.type) }

    /// What stands inside the wrapper.
    var inside: JSONNode {
        let members = [
            JSONNode.Member(name: Self.headerName, value: header.node),
            JSONNode.Member(name: header.category.bodyName(header.type), value: body.node),
        ]
        return .object(remainder.merged(with: members))
    }

    /// The whole message as JSON.
    public var node: JSONNode { .object([JSONNode.Member(name: wrapper.rawValue, value: inside)]) }

    /// The whole message as bytes.
    public func encoded(_ layout: JSONWriter.Layout = .compact) -> [UInt8] { JSONWriter.bytes(of: node, layout) }

    static let headerName = "MessageHeader"

    /// Two bodies would let one side read a message and the other side do something else.
    private static func isBodyName(_ name: String) -> Bool {
        name == "EventNotification" || name == "InputUpdate" || name.hasSuffix("Request") || name.hasSuffix("Response")
    }
}
