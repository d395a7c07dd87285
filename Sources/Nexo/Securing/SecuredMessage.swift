// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import JSON

/// An encrypted message as it goes over the wire.
///
///     { "SaleToPOIResponse": {
///         "MessageHeader": {…},              in the clear, and not covered by the HMAC: must equal the inner one
///         "NexoBlob": "ei2mTw…",             base64 of AES-256-CBC over the whole plain message, its header included
///         "SecurityTrailer": { "AdyenCryptoVersion": 1, "KeyIdentifier": "…", "KeyVersion": 1,
///                              "Nonce": "9iiJ…", "Hmac": "l+5/…" } } }     HMAC-SHA-256 over the plain message
public struct SecuredMessage: Sendable, Hashable {
    public let wrapper: MessageWrapper
    public let header: MessageHeader
    public let trailer: SecurityTrailer
    /// Whole blocks of 16 bytes, at least one.
    public let blob: [UInt8]
    let remainder: Remainder

    init(wrapper: MessageWrapper, header: MessageHeader, trailer: SecurityTrailer, blob: [UInt8]) {
        self.wrapper = wrapper
        self.header = header
        self.trailer = trailer
        self.blob = blob
        remainder = Remainder()
    }

    /// Whether what stands inside a wrapper is encrypted.
    static func isSecured(_ node: JSONNode) -> Bool { node[blobName] != nil }

    /// Reads what stands inside the wrapper; verifies nothing yet.
    init(_ wrapper: MessageWrapper, _ node: JSONNode) throws(NexoError) {
        self.wrapper = wrapper
        header = try SaleToPOIMessage.header(wrapper, node)
        guard let value = node[Self.trailerName] else {
            throw NexoError(.missing, path: Self.trailerName, at: node.offset)
        }
        do throws(NexoError) { trailer = try SecurityTrailer(value) } catch { throw error.under(Self.trailerName) }
        guard let text = node[Self.blobName] else { throw NexoError(.missing, path: Self.blobName, at: node.offset) }
        guard let blob = text.string.flatMap({ Base64.bytes(of: $0) }), !blob.isEmpty, blob.count.isMultiple(of: 16)
        else {
            throw NexoError(.blob(expected: "blocks of 16 bytes"), path: Self.blobName, at: text.offset)
        }
        self.blob = blob
        let known: Set<String> = [SaleToPOIMessage.headerName, Self.trailerName, Self.blobName]
        remainder = Remainder(keeping: node.members ?? [], besides: known)
    }

    /// The message as it goes over the wire.
    public var node: JSONNode {
        let members = [
            JSONNode.Member(name: SaleToPOIMessage.headerName, value: header.node),
            JSONNode.Member(name: Self.blobName, value: .text(Base64.text(of: blob))),
            JSONNode.Member(name: Self.trailerName, value: trailer.node),
        ]
        return .object([JSONNode.Member(name: wrapper.rawValue, value: .object(remainder.merged(with: members)))])
    }

    public func encoded(_ layout: JSONWriter.Layout = .compact) -> [UInt8] { JSONWriter.bytes(of: node, layout) }

    static let blobName = "NexoBlob"
    static let trailerName = "SecurityTrailer"
}

/// Which key, and the proof.
public struct SecurityTrailer: NexoObject {
    public var cryptoVersion: Int64 = 1
    public var keyIdentifier = ""
    public var keyVersion: Int64 = 0
    /// 16 bytes that no other message under this key has.
    public var nonce = MessageBytes<Sixteen>()
    public var hmac = MessageBytes<ThirtyTwo>()
    public var remainder = Remainder()

    public init() {}

    public var key: MessageKey.Name { MessageKey.Name(identifier: keyIdentifier, version: keyVersion) }

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("AdyenCryptoVersion", &cryptoVersion)
        try members.required("KeyIdentifier", &keyIdentifier)
        try members.required("KeyVersion", &keyVersion)
        try members.required("Nonce", &nonce)
        try members.required("Hmac", &hmac)
    }
}
