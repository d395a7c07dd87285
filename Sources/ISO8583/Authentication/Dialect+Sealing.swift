// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Dialect {
    /// The field that carries the code: 128 where the message has fields beyond 64, else 64.
    static func codeField(of message: Message) -> Int { (message.fields.last ?? 0) > 64 ? 128 : 64 }

    /// What a message authentication code is computed over: the message from its type to the field before the code,
    /// with the bit of the code set, without TPDU and header.
    ///
    /// - Throws: `MessageError` as `build` does; the message need not carry a code yet.
    public func authenticatedBytes(of message: Message) throws(MessageError) -> ArraySlice<UInt8> {
        let field = Self.codeField(of: message)
        var marked = message
        let layout = layouts[field]
        guard layout.isDefined else { throw MessageError(.unknownField, at: 0, in: .field(field)) }
        marked.set(field, bytes: [UInt8](repeating: 48, count: Int(layout.limit)))
        return try build(marked).dropLast(layout.octets(ofUnits: Int(layout.limit)))
    }

    /// A message with its code, ready to be built.
    public func sealed(
        _ message: Message, _ algorithm: MACAlgorithm, _ keys: some KeyStore, _ key: WorkingKey
    ) async throws -> Message {
        let code = try await keys.code(algorithm, over: try authenticatedBytes(of: message), with: key)
        var sealed = message
        sealed.set(Self.codeField(of: message), bytes: code)
        return sealed
    }

    /// Whether the code of a message that came in as these bytes is the one that the key gives. Bytes that arrived are
    /// checked as they arrived, not as they would be built.
    public func isAuthentic(
        _ message: Message, wire: ArraySlice<UInt8>, _ algorithm: MACAlgorithm, _ keys: some KeyStore,
        _ key: WorkingKey
    ) async throws -> Bool {
        let field = Self.codeField(of: message)
        guard let code = message[field] else { return false }
        let octets = layouts[field].octets(ofUnits: code.count)
        let wanted = try await keys.code(algorithm, over: wire.dropLast(octets), with: key)
        return ConstantTime.isEqual(code, wanted)
    }
}
