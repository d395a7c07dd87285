// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// A message as it comes over the wire: readable, or encrypted (`SecuredMessage`).
public enum NexoEnvelope: Sendable, Hashable {
    case plain(SaleToPOIMessage)
    case secured(SecuredMessage)

    /// - Throws: `NexoError` with path and byte.
    public init(_ bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) throws(NexoError) {
        let node: JSONNode
        do throws(JSONError) { node = try JSONReader.read(bytes, limits: limits) } catch { throw NexoError(error) }
        try self.init(node)
    }

    /// - Throws: `NexoError` with path and byte.
    public init(_ node: JSONNode) throws(NexoError) {
        guard let members = node.members else { throw NexoError(.unrecognised, at: node.offset) }
        let found = members.compactMap { member in MessageWrapper(rawValue: member.name).map { ($0, member.value) } }
        guard let (wrapper, inside) = found.first else { throw NexoError(.unrecognised, at: node.offset) }
        guard members.count == 1 else {
            throw NexoError(.twoOf("member beside \(wrapper.rawValue)"), at: node.offset)
        }
        do throws(NexoError) {
            self =
                if SecuredMessage.isSecured(inside) {
                    .secured(try SecuredMessage(wrapper, inside))
                } else {
                    .plain(try SaleToPOIMessage(wrapper, inside))
                }
        } catch {
            throw error.under(wrapper.rawValue)
        }
    }
}
