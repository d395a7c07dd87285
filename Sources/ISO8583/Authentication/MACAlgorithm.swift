// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How a message authentication code is computed.
///
///     unionPayECB   blocks ─ XOR ─▶ 16 hex characters ─▶ E(first 8) ⊕ last 8 ─▶ E ─▶ first 8 hex characters
///     x99           block ─▶ ⊕ ─▶ E ─▶ ⊕ next block ─▶ E ─▶ …                       last 8 bytes
///     x919          the same under the left half of the key, then D under the right, E under the left
///
public enum MACAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// UnionPay's own (银联 POS 终端规范): a key of one length or two; eight characters of hexadecimal come out.
    case unionPayECB = "unionpay-ecb"
    /// ANSI X9.9, ISO/IEC 9797-1 algorithm 1: a key of one length.
    case x99 = "x9.9"
    /// ANSI X9.19, ISO/IEC 9797-1 algorithm 3: a key of two lengths.
    case x919 = "x9.19"

    /// The eight bytes that field 64 carries.
    ///
    /// - Parameter bytes: the message from its type to the field before the code; zeros fill the last block.
    /// - Throws: `KeyError.unusable` where the key's length does not fit the algorithm.
    public func code(
        over bytes: ArraySlice<UInt8>, key: ArraySlice<UInt8>, _ suite: some CipherSuite
    ) throws(KeyError) -> [UInt8] {
        switch self {
        case .unionPayECB:
            let cipher = try suite.cipher(key: key)
            var folded: UInt64 = 0
            Blocks.forEach(in: bytes) { folded ^= $0 }
            let digits = Self.digits(folded)
            let second = cipher.encrypt(Blocks.block(digits.prefix(8))) ^ Blocks.block(digits.suffix(8))
            return Array(Self.digits(cipher.encrypt(second)).prefix(8))
        case .x99:
            guard key.count == 8 else { throw .unusable(key.count) }
            return Blocks.bytes(Self.chain(bytes, try suite.cipher(key: key)))
        case .x919:
            guard key.count == 16 else { throw .unusable(key.count) }
            let left = try suite.cipher(key: key.prefix(8))
            let right = try suite.cipher(key: key.suffix(8))
            return Blocks.bytes(left.encrypt(right.decrypt(Self.chain(bytes, left))))
        }
    }

    private static func chain(_ bytes: ArraySlice<UInt8>, _ cipher: any BlockCipher) -> UInt64 {
        var state: UInt64 = 0
        Blocks.forEach(in: bytes) { state = cipher.encrypt(state ^ $0) }
        return state
    }

    /// A block as sixteen upper-case characters.
    private static func digits(_ block: UInt64) -> [UInt8] {
        stride(from: UInt64(60), through: 0, by: -4).map { Nibble.hex(UInt8(truncatingIfNeeded: block >> $0) & 15) }
    }
}

/// Comparison that takes as long for a wrong first byte as for a wrong last one.
public enum ConstantTime {
    /// Whether two runs of bytes are the same. Only their lengths can be learnt from how long it takes.
    public static func isEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0
    }
}
