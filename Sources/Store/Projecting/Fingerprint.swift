// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Crypto

/// Sixteen bytes that are the same for the same row, whichever file and day it comes in.
struct Fingerprint: Sendable, Hashable {
    /// The first eight bytes, by which it is looked up; two rows may share it.
    let mark: Int64
    private let rest: Int64

    init(_ observation: Observation) {
        var hash = SHA256()
        let head = [observation.source.rawValue, 0] + Self.number(observation.occurrence)
        unsafe head.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        unsafe observation.facts.canonicalBytes().withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        let digest = hash.finalize()
        (mark, rest) = unsafe digest.withUnsafeBytes { bytes in
            unsafe (
                Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: Int64.self)),
                Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
            )
        }
    }

    /// The bytes as the table keeps them.
    var bytes: [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            for shift in 0..<8 {
                unsafe buffer[shift] = UInt8(truncatingIfNeeded: mark >> (56 - 8 * shift))
                unsafe buffer[shift + 8] = UInt8(truncatingIfNeeded: rest >> (56 - 8 * shift))
            }
            count = 16
        }
    }

    private static func number(_ value: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

/// An observation made ready for the journal outside the writer, so that the writer only writes.
struct PreparedObservation: Sendable {
    let observation: Observation
    let fingerprint: Fingerprint
    let payload: [UInt8]

    init(_ observation: Observation, file: Int64) {
        self.observation = observation
        fingerprint = Fingerprint(observation)
        payload = JournalEntry.payload(observation, file: file)
    }

    init(_ observation: Observation, payload: [UInt8]) {
        self.observation = observation
        fingerprint = Fingerprint(observation)
        self.payload = payload
    }
}
