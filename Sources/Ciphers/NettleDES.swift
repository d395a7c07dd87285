// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CNettle
public import ISO8583

/// DES and triple DES by GNU Nettle, which terminals and their acquirers still authenticate messages with. Not for
/// anything new.
public struct NettleDES: CipherSuite {
    public init() {}

    /// DES for 8 bytes, triple DES for 16 (the first half is used again) or 24. Parity bits are not looked at.
    public func cipher(key: ArraySlice<UInt8>) throws(KeyError) -> any BlockCipher {
        let bytes = Array(key)
        switch bytes.count {
        case 8: return SingleDES(bytes)
        case 16: return TripleDES(bytes + bytes.prefix(8))
        case 24: return TripleDES(bytes)
        default: throw .unusable(bytes.count)
        }
    }
}

/// A key schedule; the schedule is a value of fixed size, so it is copied and never shared.
private struct SingleDES: BlockCipher {
    private let schedule: des_ctx

    init(_ key: [UInt8]) {
        var schedule = des_ctx()
        // A weak key is told by the answer and still set: hosts under test use such keys.
        _ = unsafe nettle_des_set_key(&schedule, key)
        self.schedule = schedule
    }

    func encrypt(_ block: UInt64) -> UInt64 {
        unsafe Block.through(block) { target, source in
            unsafe withUnsafePointer(to: schedule) { unsafe nettle_des_encrypt($0, 8, target, source) }
        }
    }

    func decrypt(_ block: UInt64) -> UInt64 {
        unsafe Block.through(block) { target, source in
            unsafe withUnsafePointer(to: schedule) { unsafe nettle_des_decrypt($0, 8, target, source) }
        }
    }
}

private struct TripleDES: BlockCipher {
    private let schedule: des3_ctx

    init(_ key: [UInt8]) {
        var schedule = des3_ctx()
        _ = unsafe nettle_des3_set_key(&schedule, key)
        self.schedule = schedule
    }

    func encrypt(_ block: UInt64) -> UInt64 {
        unsafe Block.through(block) { target, source in
            unsafe withUnsafePointer(to: schedule) { unsafe nettle_des3_encrypt($0, 8, target, source) }
        }
    }

    func decrypt(_ block: UInt64) -> UInt64 {
        unsafe Block.through(block) { target, source in
            unsafe withUnsafePointer(to: schedule) { unsafe nettle_des3_decrypt($0, 8, target, source) }
        }
    }
}

private enum Block {
    /// A block as bytes, through a call that reads eight and writes eight.
    static func through(
        _ block: UInt64, _ call: (UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>) -> Void
    ) -> UInt64 {
        let source = (0..<8).map { UInt8(truncatingIfNeeded: block >> UInt64(56 - $0 * 8)) }
        var target = [UInt8](repeating: 0, count: 8)
        unsafe target.withUnsafeMutableBufferPointer { target in
            unsafe source.withUnsafeBufferPointer { source in
                guard let to = target.baseAddress, let from = source.baseAddress else { return }
                unsafe call(to, from)
            }
        }
        return target.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
