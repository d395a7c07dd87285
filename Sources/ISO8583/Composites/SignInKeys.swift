// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The working keys in field 62 of the answer to a sign-in.
///
///     24 bytes: │ PIN 8 + 4 │ MAC 8 + 4 │                          60.3 = 001, single length
///     40 bytes: │ PIN 16 + 4 │ MAC 16 + 4 │                        60.3 = 003, double length
///     60 bytes: │ PIN 16 + 4 │ MAC 16 + 4 │ track 16 + 4 │         60.3 = 004
///     57 bytes: the same with check values of three bytes, as some acquirers send them
///
/// A MAC key of single length may stand in a place of sixteen: eight zeros are behind it.
public struct SignInKeys: Sendable, Hashable {
    public let pin: WorkingKey
    public let mac: WorkingKey
    public let track: WorkingKey?

    /// - Throws: `MessageError` for a field of any other length.
    public init(_ content: ArraySlice<UInt8>, master: String) throws(MessageError) {
        let (key, check, count): (Int, Int, Int)
        switch content.count {
        case 24: (key, check, count) = (8, 4, 2)
        case 40: (key, check, count) = (16, 4, 2)
        case 60: (key, check, count) = (16, 4, 3)
        case 57: (key, check, count) = (16, 3, 3)
        default: throw MessageError(.wrongLength(count: content.count, wanted: 40), at: 0, in: .field(62))
        }
        let keys = (0..<count).map { index in
            let part = content.dropFirst(index * (key + check))
            let isSingle = index == 1 && key == 16 && part.dropFirst(8).prefix(8).allSatisfy { $0 == 0 }
            return WorkingKey(
                master: master, wrapped: Array(part.prefix(isSingle ? 8 : key)),
                checkValue: Array(part.dropFirst(key).prefix(check)))
        }
        (pin, mac, track) = (keys[0], keys[1], count > 2 ? keys[2] : nil)
    }

    /// Field 62 as a host writes it.
    public var content: [UInt8] {
        let width = max(pin.wrapped.count, mac.wrapped.count)
        return [pin, mac, track].compactMap(\.self).flatMap { key in
            key.wrapped + [UInt8](repeating: 0, count: max(0, width - key.wrapped.count)) + key.checkValue
        }
    }
}
