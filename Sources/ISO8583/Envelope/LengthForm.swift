// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How the length of a message stands before it on a socket.
///
///     │ 01 7D │ …       two bytes, highest first: 381 bytes follow        .binary(2)
///     │ 03 81 │ …       the same as four packed digits                    .packed(2)
///     │ 30 33 38 31 │ … the same as four characters                       .characters(4)
///     │ 01 7D 00 00 │ … two bytes and two that mean something else        .binary(2), trailer 2
///     │ … │             nothing: the message ends with the connection     .none
///
public struct LengthForm: Sendable, Hashable {
    public enum Digits: Sendable, Hashable {
        case none
        /// 2 or 4 bytes, highest first.
        case binary(Int)
        /// Packed digits in 2 to 4 bytes.
        case packed(Int)
        /// 2 to 6 ASCII digits.
        case characters(Int)
    }

    public let digits: Digits
    /// Whether the length counts itself and the trailer.
    public let countsItself: Bool
    /// Bytes between the length and the message, as some networks have them; zeros are written.
    public let trailer: Int

    public init(_ digits: Digits, countsItself: Bool = false, trailer: Int = 0) {
        self.digits = digits
        self.countsItself = countsItself
        self.trailer = min(max(trailer, 0), 16)
    }

    public static let none = LengthForm(.none)
    /// UnionPay's, and most others'.
    public static let binary = LengthForm(.binary(2))

    /// Forms by name, for settings: what hosts are known to use.
    public static let named: [(name: String, form: LengthForm)] = [
        ("none", .none), ("binary2", .binary), ("binary2-inclusive", LengthForm(.binary(2), countsItself: true)),
        ("binary4", LengthForm(.binary(4))), ("binary4-inclusive", LengthForm(.binary(4), countsItself: true)),
        ("bcd2", LengthForm(.packed(2))), ("bcd2-inclusive", LengthForm(.packed(2), countsItself: true)),
        ("ascii4", LengthForm(.characters(4))),
        ("ascii4-inclusive", LengthForm(.characters(4), countsItself: true)),
        ("binary2-reserved2", LengthForm(.binary(2), trailer: 2)),
        ("binary2-reserved2-inclusive", LengthForm(.binary(2), countsItself: true, trailer: 2)),
    ]

    public init?(named name: String) {
        guard let found = Self.named.first(where: { $0.name == name })?.form else { return nil }
        self = found
    }

    /// Bytes of the length itself.
    var lengthOctets: Int {
        switch digits {
        case .none: 0
        case .binary(let count): count > 2 ? 4 : 2
        case .packed(let count): min(max(count, 2), 4)
        case .characters(let count): min(max(count, 2), 6)
        }
    }

    /// Bytes before a message.
    public var octets: Int { lengthOctets + trailer }

    /// The most that the length can say.
    var most: Int {
        switch digits {
        case .none: .max
        case .binary: lengthOctets == 2 ? 65_535 : Int(UInt32.max)
        case .packed: Self.power(lengthOctets * 2) - 1
        case .characters: Self.power(lengthOctets) - 1
        }
    }

    private static func power(_ digits: Int) -> Int { (0..<digits).reduce(1) { power, _ in power * 10 } }

    /// Bytes of the message that a length announces.
    ///
    /// - Throws: `MessageError` for a byte that is no digit, or a length that does not even count itself.
    func count(_ bytes: ArraySlice<UInt8>, offset: Int) throws(MessageError) -> Int {
        var count = 0
        for (place, byte) in bytes.prefix(lengthOctets).enumerated() {
            switch digits {
            case .none: break
            case .binary: count = count << 8 | Int(byte)
            case .packed:
                guard byte >> 4 < 10, byte & 15 < 10 else {
                    throw MessageError(.lengthDigits, at: offset + place, in: .length)
                }
                count = count * 100 + Int(byte >> 4) * 10 + Int(byte & 15)
            case .characters:
                guard byte &- 48 < 10 else { throw MessageError(.lengthDigits, at: offset + place, in: .length) }
                count = count * 10 + Int(byte - 48)
            }
        }
        guard countsItself else { return count }
        guard count >= octets else {
            throw MessageError(.wrongLength(count: count, wanted: octets), at: offset, in: .length)
        }
        return count - octets
    }

    /// A message with its length in front.
    ///
    /// - Throws: `MessageError` when the length cannot say so much.
    public func frame(_ message: some Collection<UInt8>) throws(MessageError) -> [UInt8] {
        let count = message.count + (countsItself ? octets : 0)
        guard count <= most else { throw MessageError(.tooLarge(limit: most), at: 0, in: .length) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(octets + message.count)
        let length = lengthOctets
        for place in stride(from: length - 1, through: 0, by: -1) {
            switch digits {
            case .none: break
            case .binary: bytes.append(UInt8(truncatingIfNeeded: count >> (place * 8)))
            case .packed:
                let pair = count / Self.power(place * 2) % 100
                bytes.append(UInt8((pair / 10) << 4 | pair % 10))
            case .characters: bytes.append(UInt8(48 + count / Self.power(place) % 10))
            }
        }
        bytes.append(contentsOf: repeatElement(0, count: trailer))
        bytes.append(contentsOf: message)
        return bytes
    }
}
