// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One row of separated text: the bytes, and where its fields end.
///
/// Made only by `RowCursor`, whose buffers are readable for 64 bytes beyond every field and outlive the row.
@safe @frozen package struct RowText {
    @usableFromInline let base: UnsafePointer<UInt8>
    /// `ends[-1 + n]` is the separator before field `n`, `ends[n]` the one after it.
    @usableFromInline let ends: UnsafePointer<UInt32>
    @usableFromInline let fieldCount: Int
    /// Whether a carriage return before the last separator belongs to the line end.
    @usableFromInline let endsWithReturn: Bool

    @inlinable
    init(base: UnsafePointer<UInt8>, ends: UnsafePointer<UInt32>, fieldCount: Int, endsWithReturn: Bool) {
        unsafe self.base = unsafe base
        unsafe self.ends = unsafe ends
        self.fieldCount = fieldCount
        self.endsWithReturn = endsWithReturn
    }

    /// The field at an index, or an empty one where the file has no such column (a negative index).
    @inlinable @inline(__always)
    package func field(_ index: Int) -> FieldText {
        // The cursor has checked that the row has `fieldCount` fields; the comparison keeps any index harmless.
        guard UInt(bitPattern: index) < UInt(bitPattern: fieldCount) else {
            return unsafe FieldText(start: base, count: 0)
        }
        let start = unsafe Int(ends[index &- 1] &+ 1)
        var end = unsafe Int(ends[index])
        if index == fieldCount &- 1, endsWithReturn, end > start, unsafe base[end &- 1] == 13 { end &-= 1 }
        return unsafe FieldText(start: base + start, count: end &- start)
    }
}

/// The bytes of one field, quotation marks already taken off.
@safe @frozen package struct FieldText {
    @usableFromInline let start: UnsafePointer<UInt8>
    package let count: Int

    @inlinable @inline(__always)
    init(start: UnsafePointer<UInt8>, count: Int) {
        unsafe self.start = unsafe start
        self.count = count
    }

    @inlinable package var isEmpty: Bool { count == 0 }

    /// Eight bytes from an offset on, the first in the lowest place; what lies beyond the field is arbitrary.
    @inlinable @inline(__always)
    package func raw(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset <= count, "a field is read inside its bounds")
        return unsafe UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self).littleEndian
    }

    /// Up to eight bytes from an offset on, the rest zero.
    @inlinable @inline(__always)
    package func word(at offset: Int) -> UInt64 {
        let rest = count &- offset
        if rest >= 8 { return raw(at: offset) }
        if rest <= 0 { return 0 }
        return raw(at: offset) & ((1 << UInt64(rest &* 8)) &- 1)
    }

    @inlinable package subscript(offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count, "a field is read inside its bounds")
        return unsafe start[offset]
    }

    /// A copy, for the rare row that is looked at closely.
    package var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }
    /// A copy as text; what is not UTF-8 is replaced.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
