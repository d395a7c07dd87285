// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One row of separated text: the bytes, and where its fields end.
///
/// Made only by `RowCursor`, whose buffers are readable for 64 bytes beyond every field and outlive the row.
@safe @frozen public struct RowText {
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
    public func field(_ index: Int) -> FieldText {
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
@safe @frozen public struct FieldText {
    @usableFromInline let start: UnsafePointer<UInt8>
    public let count: Int

    @inlinable @inline(__always)
    init(start: UnsafePointer<UInt8>, count: Int) {
        unsafe self.start = unsafe start
        self.count = count
    }

    @inlinable public var isEmpty: Bool { count == 0 }

    /// Eight bytes from an offset on, the first in the lowest place; what lies beyond the field is arbitrary.
    @inlinable @inline(__always)
    public func raw(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset <= count, "a field is read inside its bounds")
        return unsafe UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self).littleEndian
    }

    /// Up to eight bytes from an offset on, the rest zero.
    @inlinable @inline(__always)
    public func word(at offset: Int) -> UInt64 {
        let rest = count &- offset
        if rest >= 8 { return raw(at: offset) }
        if rest <= 0 { return 0 }
        return raw(at: offset) & ((1 << UInt64(rest &* 8)) &- 1)
    }

    @inlinable public subscript(offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count, "a field is read inside its bounds")
        return unsafe start[offset]
    }

    /// A copy, for the rare row that is looked at closely.
    public var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }
    /// A copy as text; what is not UTF-8 is replaced.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A row of a batch: the separator before it, and its line counted from the chunk's first.
@frozen @usableFromInline struct RowSpot {
    @usableFromInline let separator: UInt32
    @usableFromInline let line: UInt32

    init(separator: UInt32, line: UInt32) {
        self.separator = separator
        self.line = line
    }
}

/// The rows a cursor has laid out, until it goes on.
@safe @frozen public struct TextBatch {
    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline let separators: UnsafePointer<UInt32>
    @usableFromInline let spots: UnsafePointer<RowSpot>
    public let count: Int
    @usableFromInline let fieldCount: Int
    @usableFromInline let origin: Int64
    @usableFromInline let endsWithReturn: Bool

    init(
        base: UnsafePointer<UInt8>, separators: UnsafePointer<UInt32>, spots: UnsafePointer<RowSpot>, count: Int,
        fieldCount: Int, origin: Int64, endsWithReturn: Bool
    ) {
        unsafe self.base = unsafe base
        unsafe self.separators = unsafe separators
        unsafe self.spots = unsafe spots
        self.count = count
        self.fieldCount = fieldCount
        self.origin = origin
        self.endsWithReturn = endsWithReturn
    }

    /// A row, which must be one of the batch.
    @inlinable @inline(__always)
    public func row(_ index: Int) -> RowText {
        precondition(index >= 0 && index < count, "a batch is read inside its bounds")
        return unsafe RowText(
            base: base, ends: separators + Int(spots[index].separator) + 1, fieldCount: fieldCount,
            endsWithReturn: endsWithReturn)
    }

    /// Offset in the file of a row's first byte.
    @inlinable @inline(__always)
    public func offset(_ index: Int) -> Int64 {
        precondition(index >= 0 && index < count, "a batch is read inside its bounds")
        return unsafe origin &+ Int64(separators[Int(spots[index].separator)] &+ 1)
    }

    /// A row's line counted from the first of its chunk.
    @inlinable @inline(__always)
    public func relativeLine(_ index: Int) -> Int {
        precondition(index >= 0 && index < count, "a batch is read inside its bounds")
        return unsafe Int(spots[index].line)
    }
}
