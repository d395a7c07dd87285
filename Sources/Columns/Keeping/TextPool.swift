// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization

/// Gives each different text a number, the same to every thread: equal numbers mean equal texts, so keys made of
/// numbers are exact.
///
/// Numbers are given in the order in which texts are met, which differs from run to run; they are compared and
/// looked up, never sorted by or written out. 0 is the empty text.
public final class TextPool: Sendable {
    private struct Shelf {
        var bytes: [UInt8] = []
        /// `ends[n]` is the end of text `n`, which begins where text `n - 1` ends.
        var ends: [Int] = [0]
        /// Open addressing; 0 is a free slot (the empty text is never put there).
        var slots: [UInt32] = Array(repeating: 0, count: 64)
    }

    private let shelf = Mutex(Shelf())
    private let limit: Int

    /// - Parameter limit: the largest number it will give.
    public init(limit: Int) { self.limit = min(limit, Int(UInt32.max) - 1) }

    /// A pool that knows texts already.
    ///
    /// - Parameter texts: those with the numbers from 1 on, all different and none empty.
    public convenience init(limit: Int, texts: [[UInt8]]) {
        self.init(limit: limit)
        for text in texts { _ = number(of: text) }
    }

    /// The number of a text; nil when the pool is full.
    public func number(of text: [UInt8]) -> UInt32? {
        guard !text.isEmpty else { return 0 }
        let hash = Self.hash(text[...])
        return shelf.withLock { shelf in
            var slot = Int(truncatingIfNeeded: hash) & (shelf.slots.count - 1)
            while shelf.slots[slot] != 0 {
                let candidate = shelf.slots[slot]
                if Self.text(Int(candidate), in: shelf).elementsEqual(text) { return candidate }
                slot = (slot + 1) & (shelf.slots.count - 1)
            }
            let number = shelf.ends.count
            guard number <= limit else { return nil }
            shelf.bytes.append(contentsOf: text)
            shelf.ends.append(shelf.bytes.count)
            shelf.slots[slot] = UInt32(number)
            if number * 2 > shelf.slots.count { Self.grow(&shelf) }
            return UInt32(number)
        }
    }

    /// All texts by number.
    public func texts() -> [[UInt8]] {
        shelf.withLock { shelf in shelf.ends.indices.map { Array(Self.text($0, in: shelf)) } }
    }

    public func text(_ number: UInt32) -> [UInt8] {
        shelf.withLock { shelf in
            shelf.ends.indices.contains(Int(number)) ? Array(Self.text(Int(number), in: shelf)) : []
        }
    }

    public var count: Int { shelf.withLock { $0.ends.count } }

    private static func text(_ number: Int, in shelf: Shelf) -> ArraySlice<UInt8> {
        shelf.bytes[(number > 0 ? shelf.ends[number - 1] : 0)..<shelf.ends[number]]
    }

    private static func grow(_ shelf: inout Shelf) {
        var slots = [UInt32](repeating: 0, count: shelf.slots.count * 2)
        for number in 1..<shelf.ends.count {
            var slot = Int(truncatingIfNeeded: hash(text(number, in: shelf))) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number)
        }
        shelf.slots = slots
    }

    /// The library's hash, whose seed nobody outside the process knows: a file cannot be written so that all its
    /// texts fall into one place. No number and nothing that is written hangs on it.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hasher = Hasher()
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }
}

/// Spreads the bits of a key over a word.
public enum Mix {
    /// The finisher of MurmurHash3.
    @inlinable @inline(__always)
    public static func finish(_ key: UInt64) -> UInt64 {
        var hash = key
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }

    /// A word out of two.
    @inlinable @inline(__always)
    public static func word(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = (first ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: (second &* 2) ^ 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
