// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A cipher on blocks of eight bytes with its key inside: DES or triple DES, from whoever has it.
///
/// A block is a number, its first byte the highest.
public protocol BlockCipher: Sendable {
    func encrypt(_ block: UInt64) -> UInt64
    func decrypt(_ block: UInt64) -> UInt64
}

/// Makes ciphers of keys: DES of 8 bytes, triple DES of 16 or 24.
public protocol CipherSuite: Sendable {
    /// - Throws: `KeyError.unusable` for a key of any other length.
    func cipher(key: ArraySlice<UInt8>) throws(KeyError) -> any BlockCipher
}

/// Why a key cannot be used. Never holds key material.
public enum KeyError: Error, Sendable, Hashable {
    /// No key of that name.
    case unknown(String)
    /// Not a key of this cipher; its length in bytes.
    case unusable(Int)
    /// The check value is another one: the key was damaged, or wrapped under another master key.
    case checkValue
    /// The module that holds the keys did not answer.
    case unreachable(String)
}

enum Blocks {
    /// Eight bytes and fewer as a block, zeros behind them.
    static func block(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var (block, count) = (UInt64(0), UInt64(0))
        for byte in bytes.prefix(8) {
            block = block << 8 | UInt64(byte)
            count += 1
        }
        return count == 0 ? 0 : block << ((8 - count) * 8)
    }

    static func bytes(_ block: UInt64) -> [UInt8] {
        stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: block >> $0) }
    }

    /// All blocks of some bytes, the last one filled with zeros.
    static func forEach(in bytes: ArraySlice<UInt8>, _ use: (UInt64) -> Void) {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = min(start + 8, bytes.endIndex)
            use(block(bytes[start..<end]))
            start = end
        }
    }
}
