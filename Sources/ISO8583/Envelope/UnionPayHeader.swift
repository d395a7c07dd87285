// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The twelve digits that stand between the TPDU and a UnionPay message.
///
///     │ 6 0 │ 3 1 │ 0 │ 0 │ 3 1 1 0 0 1 │
///       │     │     │   │   └ software version of the terminal
///       │     │     │   └ what the host wants done next
///       │     │     └ state of the terminal
///       │     └ version of the specification
///       └ class of application
///
public struct UnionPayHeader: Sendable, Hashable, CustomStringConvertible {
    /// What a host asks a terminal to do after this exchange.
    public enum Demand: Sendable, Hashable {
        case nothing
        case downloadParameters
        case uploadState
        case signInAgain
        case downloadKeys
        case downloadChipParameters
        case update
        case downloadBlacklist
        /// A digit that acquirers use for their own ends.
        case other(UInt8)
    }

    public static let count = 6

    /// Six bytes, twelve nibbles; some acquirers put other things than digits into the last ones.
    public let bytes: [UInt8]

    /// - Throws: `MessageError` when fewer than six bytes are left or the first is not 60h to 6Fh.
    public init(_ wire: ArraySlice<UInt8>, offset: Int = 0) throws(MessageError) {
        bytes = Array(wire.prefix(Self.count))
        guard bytes.count == Self.count else {
            throw MessageError(.truncated(needed: Self.count, left: bytes.count), at: offset, in: .header)
        }
        guard bytes[0] >> 4 == 6 else { throw MessageError(.envelope, at: offset, in: .header) }
    }

    /// A request of a terminal: class 60, version 31.
    public init(state: UInt8 = 0, softwareVersion: UInt32) {
        let version = min(softwareVersion, 999_999)
        var digits: [UInt8] = [6, 0, 3, 1, min(state, 9), 0]
        for divisor in [100_000, 10_000, 1_000, 100, 10, 1] as [UInt32] { digits.append(UInt8(version / divisor % 10)) }
        bytes = stride(from: 0, to: 12, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    public var applicationClass: UInt8 { (bytes[0] >> 4) * 10 + bytes[0] & 15 }
    public var version: UInt8 { (bytes[1] >> 4) * 10 + bytes[1] & 15 }
    public var state: UInt8 { bytes[2] >> 4 }
    /// Six characters.
    public var softwareVersion: String { Digits.hexadecimal(bytes[3...]) }

    public var demand: Demand {
        switch bytes[2] & 15 {
        case 0: .nothing
        case 1: .downloadParameters
        case 2: .uploadState
        case 3: .signInAgain
        case 4: .downloadKeys
        case 5: .downloadChipParameters
        case 6: .update
        case 7: .downloadBlacklist
        case let digit: .other(digit)
        }
    }

    /// The header of an answer, with a demand of 0 to 15.
    public func demanding(_ digit: UInt8) -> UnionPayHeader {
        var changed = bytes
        changed[2] = changed[2] & 0xF0 | min(digit, 15)
        return UnionPayHeader(bytes: changed)
    }

    public var description: String { Digits.hexadecimal(bytes) }
}
