// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A message with what stands before it inside of a frame.
///
///     │ TPDU 5 │ header 6 │ message … │      UnionPay
///     │ TPDU 5 │ message … │                 many hosts behind an access controller
///     │ message … │                          the standard alone
///
public struct Packet: Sendable, Hashable {
    public var tpdu: TPDU?
    public var header: UnionPayHeader?
    public var message: Message

    public init(tpdu: TPDU? = nil, header: UnionPayHeader? = nil, message: Message) {
        self.tpdu = tpdu
        self.header = header
        self.message = message
    }

    /// Reads what stands there. A first byte of 60h to 6Fh opens a TPDU, and the same behind it opens a header: no
    /// message type begins so.
    public init(_ wire: ArraySlice<UInt8>, _ dialect: Dialect, offset: Int = 0) throws(MessageError) {
        var rest = wire
        if let first = rest.first, first >> 4 == 6 {
            tpdu = try TPDU(rest, offset: offset)
            rest = rest.dropFirst(TPDU.count)
        }
        if dialect.headerBytes > 0, tpdu != nil, let first = rest.first, first >> 4 == 6 {
            header = try UnionPayHeader(rest, offset: offset + TPDU.count)
            rest = rest.dropFirst(UnionPayHeader.count)
        }
        message = try dialect.parse(rest, offset: offset + wire.count - rest.count)
    }

    /// The message alone, without what stands before it: what an authentication code is computed over.
    public static func body(of wire: ArraySlice<UInt8>, _ dialect: Dialect) -> ArraySlice<UInt8> {
        guard let first = wire.first, first >> 4 == 6 else { return wire }
        let rest = wire.dropFirst(TPDU.count)
        guard dialect.headerBytes > 0, let next = rest.first, next >> 4 == 6 else { return rest }
        return rest.dropFirst(UnionPayHeader.count)
    }

    /// Without a length in front.
    public func bytes(_ dialect: Dialect) throws(MessageError) -> [UInt8] {
        let before = (tpdu?.bytes ?? []) + (header?.bytes ?? [])
        let message = try dialect.build(message)
        return before.isEmpty ? message : before + message
    }
}
