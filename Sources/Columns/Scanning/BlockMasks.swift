// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

#if arch(x86_64)
internal import _Builtin_intrinsics.intel.sse2
#endif

/// Where the marks of CSV stand in 64 bytes: bit 0 is the first byte.
struct BlockMasks {
    var commas: UInt64 = 0
    var newlines: UInt64 = 0
    var quotes: UInt64 = 0
    /// Bytes above 0x7F, which have to be proved to be UTF-8.
    var high: UInt64 = 0

    /// - Parameter block: 64 readable bytes.
    @inline(__always)
    init(_ block: UnsafePointer<UInt8>) {
        for part in 0..<4 {
            let shift = UInt64(part * 16)
            let marks = unsafe Self.marks(block + part * 16)
            commas |= UInt64(marks.comma) << shift
            newlines |= UInt64(marks.newline) << shift
            quotes |= UInt64(marks.quote) << shift
            high |= UInt64(marks.high) << shift
        }
    }

    private typealias Marks = (comma: UInt16, newline: UInt16, quote: UInt16, high: UInt16)

    #if arch(x86_64)
    // One compare and one move-mask a mark: instructions that every x86-64 has.
    @inline(__always)
    private static func marks(_ bytes: UnsafePointer<UInt8>) -> Marks {
        let vector = unsafe UnsafeRawPointer(bytes).loadUnaligned(as: __m128i.self)
        return (
            mask(_mm_cmpeq_epi8(vector, _mm_set1_epi8(44))), mask(_mm_cmpeq_epi8(vector, _mm_set1_epi8(10))),
            mask(_mm_cmpeq_epi8(vector, _mm_set1_epi8(34))), mask(vector)
        )
    }

    @inline(__always)
    private static func mask(_ vector: __m128i) -> UInt16 {
        UInt16(truncatingIfNeeded: _mm_movemask_epi8(vector))
    }
    #else
    // Elsewhere: one 16-lane compare, and a multiplication that gathers eight sign bits into one byte.
    @inline(__always)
    private static func marks(_ bytes: UnsafePointer<UInt8>) -> Marks {
        let vector = unsafe UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<UInt8>.self)
        return (
            mask(equal(vector, 44)), mask(equal(vector, 10)), mask(equal(vector, 34)),
            mask(vector & SIMD16(repeating: 0x80))
        )
    }

    @inline(__always)
    private static func equal(_ vector: SIMD16<UInt8>, _ byte: UInt8) -> SIMD16<UInt8> {
        SIMD16(repeating: 0).replacing(with: 0x80, where: vector .== SIMD16(repeating: byte))
    }

    @inline(__always)
    private static func mask(_ vector: SIMD16<UInt8>) -> UInt16 {
        let halves = unsafe unsafeBitCast(vector, to: SIMD2<UInt64>.self)
        let low = ((halves[0] >> 7) &* 0x0102_0408_1020_4080) >> 56
        let high = ((halves[1] >> 7) &* 0x0102_0408_1020_4080) >> 56
        return UInt16(truncatingIfNeeded: low | high << 8)
    }
    #endif
}
