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
    var returns: UInt64 = 0
    /// Bytes above 0x7F, which have to be proved to be UTF-8.
    var high: UInt64 = 0

    /// - Parameter block: 64 readable bytes.
    @inline(__always)
    init(_ block: UnsafePointer<UInt8>) {
        for part in 0..<4 {
            let shift = UInt64(part * 16)
            let vector = unsafe ByteVector(block + part * 16)
            commas |= UInt64(vector.mask(of: 44)) &<< shift
            newlines |= UInt64(vector.mask(of: 10)) &<< shift
            quotes |= UInt64(vector.mask(of: 34)) &<< shift
            returns |= UInt64(vector.mask(of: 13)) &<< shift
            high |= UInt64(vector.highBits) &<< shift
        }
    }
}

/// The marks of 64 bytes that are expected to be plain: no quotation mark, nothing but ASCII.
struct PlainBlock {
    /// Commas and newlines; bit 0 is the first byte.
    let separators: UInt64
    /// Whether the block holds a quotation mark or a byte above 0x7F.
    let isSpecial: Bool
    private let quotes: ByteVector
    var hasQuotes: Bool { @inline(__always) get { quotes.highBits != 0 } }

    /// - Parameters:
    ///   - block: 64 readable bytes.
    ///   - lines: gains the block's newlines.
    @inline(__always)
    init(_ block: UnsafePointer<UInt8>, counting lines: inout LineCount) {
        let (first, second) = unsafe (ByteVector(block), ByteVector(block + 16))
        let (third, fourth) = unsafe (ByteVector(block + 32), ByteVector(block + 48))
        let newlines = (first.equal(to: 10), second.equal(to: 10), third.equal(to: 10), fourth.equal(to: 10))
        let low =
            UInt64(first.equal(to: 44).or(newlines.0).highBits)
            | UInt64(second.equal(to: 44).or(newlines.1).highBits) &<< 16
        let high =
            UInt64(third.equal(to: 44).or(newlines.2).highBits)
            | UInt64(fourth.equal(to: 44).or(newlines.3).highBits) &<< 16
        separators = low | high &<< 32
        lines.add(newlines.0, newlines.1, newlines.2, newlines.3)
        quotes = first.equal(to: 34).or(second.equal(to: 34)).or(third.equal(to: 34).or(fourth.equal(to: 34)))
        isSpecial = first.or(second).or(third.or(fourth)).or(quotes).highBits != 0
    }
}

#if arch(x86_64)
/// Sixteen bytes. One compare and one move-mask a mark: instructions that every x86-64 has.
struct ByteVector {
    let bytes: __m128i

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>) { unsafe bytes = UnsafeRawPointer(start).loadUnaligned(as: __m128i.self) }

    @inline(__always)
    private init(bytes: __m128i) { self.bytes = bytes }

    /// 0xFF where a byte has the value, 0 elsewhere.
    @inline(__always)
    func equal(to byte: Int8) -> ByteVector { ByteVector(bytes: _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte))) }

    @inline(__always)
    func or(_ other: ByteVector) -> ByteVector { ByteVector(bytes: _mm_or_si128(bytes, other.bytes)) }

    /// The highest bit of each byte; bit 0 is the first byte.
    @inline(__always)
    var highBits: UInt16 { UInt16(truncatingIfNeeded: _mm_movemask_epi8(bytes)) }

    @inline(__always)
    func mask(of byte: Int8) -> UInt16 { equal(to: byte).highBits }
}

/// Counts newlines without leaving the vector registers: there is no population count in the base instructions.
struct LineCount {
    private var sums = _mm_setzero_si128()

    @inline(__always)
    mutating func add(_ first: ByteVector, _ second: ByteVector, _ third: ByteVector, _ fourth: ByteVector) {
        let minus = _mm_add_epi8(_mm_add_epi8(first.bytes, second.bytes), _mm_add_epi8(third.bytes, fourth.bytes))
        sums = sums &+ _mm_sad_epu8(_mm_sub_epi8(_mm_setzero_si128(), minus), _mm_setzero_si128())
    }

    var total: Int { Int(truncatingIfNeeded: sums[0] &+ sums[1]) }
}
#else
/// Sixteen bytes, elsewhere: one 16-lane compare, and a multiplication that gathers eight sign bits into one byte.
struct ByteVector {
    let bytes: SIMD16<UInt8>

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>) {
        unsafe bytes = UnsafeRawPointer(start).loadUnaligned(as: SIMD16<UInt8>.self)
    }

    @inline(__always)
    private init(bytes: SIMD16<UInt8>) { self.bytes = bytes }

    @inline(__always)
    func equal(to byte: UInt8) -> ByteVector {
        ByteVector(bytes: SIMD16(repeating: 0).replacing(with: 0xFF, where: bytes .== SIMD16(repeating: byte)))
    }

    @inline(__always)
    func or(_ other: ByteVector) -> ByteVector { ByteVector(bytes: bytes | other.bytes) }

    @inline(__always)
    var highBits: UInt16 {
        let halves = unsafe unsafeBitCast(bytes & SIMD16(repeating: 0x80), to: SIMD2<UInt64>.self)
        let low = ((halves[0] &>> 7) &* 0x0102_0408_1020_4080) &>> 56
        let high = ((halves[1] &>> 7) &* 0x0102_0408_1020_4080) &>> 56
        return UInt16(truncatingIfNeeded: low | high &<< 8)
    }

    @inline(__always)
    func mask(of byte: UInt8) -> UInt16 { equal(to: byte).highBits }
}

/// Counts newlines.
struct LineCount {
    private(set) var total = 0

    @inline(__always)
    mutating func add(_ first: ByteVector, _ second: ByteVector, _ third: ByteVector, _ fourth: ByteVector) {
        total &+= first.highBits.nonzeroBitCount &+ second.highBits.nonzeroBitCount
        total &+= third.highBits.nonzeroBitCount &+ fourth.highBits.nonzeroBitCount
    }
}
#endif
