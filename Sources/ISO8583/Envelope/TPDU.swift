// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What routes a message between terminal, network access controller and host: five bytes before it.
///
///     │ 60 │ destination │ source │
///       1         2           2
///
public struct TPDU: Sendable, Hashable, CustomStringConvertible {
    /// `60` for a message; others are for the network's own use.
    public var identity: UInt8
    public var destination: UInt16
    public var source: UInt16

    public static let count = 5

    public init(identity: UInt8 = 0x60, destination: UInt16, source: UInt16) {
        self.identity = identity
        self.destination = destination
        self.source = source
    }

    /// - Throws: `MessageError` when fewer than five bytes are left or the first is not 60h to 6Fh.
    public init(_ wire: ArraySlice<UInt8>, offset: Int = 0) throws(MessageError) {
        let bytes = Array(wire.prefix(Self.count))
        guard bytes.count == Self.count else {
            throw MessageError(.truncated(needed: Self.count, left: bytes.count), at: offset, in: .tpdu)
        }
        guard bytes[0] >> 4 == 6 else { throw MessageError(.envelope, at: offset, in: .tpdu) }
        identity = bytes[0]
        destination = UInt16(bytes[1]) << 8 | UInt16(bytes[2])
        source = UInt16(bytes[3]) << 8 | UInt16(bytes[4])
    }

    /// What the answer carries: who was asked answers, who asked is told.
    public var swapped: TPDU { TPDU(identity: identity, destination: source, source: destination) }

    public var bytes: [UInt8] {
        [identity] + [destination, source].flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    public var description: String { Digits.hexadecimal(bytes) }
}

enum Digits {
    /// Upper-case, as these digits are printed on terminals.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [Nibble.hex($0 >> 4), Nibble.hex($0 & 15)] }, as: UTF8.self)
    }
}
