// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a batch's rows have around their fields.
@frozen @usableFromInline struct RowDress {
    @usableFromInline let marks: UInt8
    static let returns: UInt8 = 1
    @usableFromInline static let quotes: UInt8 = 2

    /// - Parameters:
    ///   - hasReturns: a carriage return before a row's last separator belongs to the line end.
    ///   - hasQuotes: fields that begin with a quotation mark end with one, and have none inside.
    init(hasReturns: Bool = false, hasQuotes: Bool = false) {
        marks = (hasReturns ? Self.returns : 0) | (hasQuotes ? Self.quotes : 0)
    }

    @usableFromInline var isPlain: Bool { @inline(__always) get { marks == 0 } }
    var hasReturns: Bool { marks & Self.returns != 0 }
    var hasQuotes: Bool { marks & Self.quotes != 0 }
}

/// One row of separated text: the bytes, and where its fields end.
///
/// Made only by `RowCursor`, whose buffers are readable for 64 bytes before and beyond every field and outlive the
/// row.
@safe @frozen public struct RowText {
    @usableFromInline let base: UnsafePointer<UInt8>
    /// `ends[-1 + n]` is the separator before field `n`, `ends[n]` the one after it.
    @usableFromInline let ends: UnsafePointer<UInt32>
    @usableFromInline let fieldCount: Int
    @usableFromInline let dress: RowDress

    @inlinable @inline(__always)
    init(base: UnsafePointer<UInt8>, ends: UnsafePointer<UInt32>, fieldCount: Int, dress: RowDress) {
        unsafe self.base = unsafe base
        unsafe self.ends = unsafe ends
        self.fieldCount = fieldCount
        self.dress = dress
    }

    /// The field at an index without blanks around it, or an empty one where the file has no such column (a negative
    /// index). Programs that pad their cells would else make `T1 ` and `T1` two terminals.
    @inlinable @inline(__always)
    public func field(_ index: Int) -> FieldText {
        // The cursor has checked that the row has `fieldCount` fields; the comparison keeps any index harmless.
        guard UInt(bitPattern: index) < UInt(bitPattern: fieldCount) else {
            return unsafe FieldText(start: base, count: 0)
        }
        let start = unsafe ends[index &- 1] &+ 1
        let field = unsafe FieldText(start: base + Int(start), count: Int(ends[index] &- start))
        return dress.isPlain && !field.mayHaveBlankEnds ? field : undressed(index).trimmed
    }

    /// The field at an index as it stands in the file, but for its quotation marks.
    func whole(_ index: Int) -> FieldText {
        guard index >= 0, index < fieldCount else { return unsafe FieldText(start: base, count: 0) }
        return undressed(index)
    }

    /// Whether anything in the row is not ASCII.
    var hasHighBytes: Bool {
        let (first, end) = unsafe (Int(ends[-1] &+ 1), Int(ends[fieldCount &- 1]))
        return unsafe UnsafeBufferPointer(start: base + first, count: end - first).contains { $0 >= 0x80 }
    }

    /// The fields in UTF-8. One that cannot be decoded stays as it is: it was proved before, or is shown only.
    func recoded(_ decode: @escaping RowEncoding.Decoding) -> [[UInt8]] {
        (0..<fieldCount).map { field($0).recoded(decode) }
    }

    /// A field without the carriage return of the line end and without its quotation marks.
    @usableFromInline @inline(never)
    func undressed(_ index: Int) -> FieldText {
        let first = unsafe ends[index &- 1] &+ 1
        var (start, count) = unsafe (base + Int(first), Int(ends[index] &- first))
        if index == fieldCount &- 1, dress.hasReturns, count > 0, unsafe start[count &- 1] == 13 { count &-= 1 }
        if dress.hasQuotes, count >= 2, unsafe start[0] == 34 {
            unsafe start += 1
            count &-= 2
        }
        return unsafe FieldText(start: start, count: count)
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

    /// Whether its first or last byte may be a blank: nothing else that is written comes before the space.
    @usableFromInline var mayHaveBlankEnds: Bool {
        @inline(__always) get {
            guard count > 0 else { return false }
            return unsafe min(start[0], start[count &- 1]) <= 32
        }
    }

    /// Without spaces and TABs at both ends.
    @usableFromInline var trimmed: FieldText {
        var (start, count) = unsafe (start, count)
        while count > 0, unsafe start[count &- 1] == 32 || start[count &- 1] == 9 { count &-= 1 }
        while count > 0, unsafe start[0] == 32 || start[0] == 9 {
            unsafe start += 1
            count &-= 1
        }
        return unsafe FieldText(start: start, count: count)
    }

    @inlinable public var isEmpty: Bool { @inline(__always) get { count == 0 } }

    /// The first eight bytes, the first in the lowest place; what lies beyond the field is arbitrary.
    @inlinable @inline(__always)
    public var head: UInt64 { unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian }

    /// Eight bytes from an offset on, the first in the lowest place; what lies beyond the field is arbitrary.
    @inlinable @inline(__always)
    public func raw(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset <= count, "a field is read inside its bounds")
        return unsafe UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self).littleEndian
    }

    /// The field without its first bytes.
    @inlinable @inline(__always)
    public func dropping(_ bytes: Int) -> FieldText {
        precondition(bytes >= 0 && bytes <= count, "a field is read inside its bounds")
        return unsafe FieldText(start: start + bytes, count: count &- bytes)
    }

    /// Up to eight bytes from an offset on, the rest zero.
    @inlinable @inline(__always)
    public func word(at offset: Int) -> UInt64 {
        let rest = count &- offset
        if rest >= 8 { return raw(at: offset) }
        if rest <= 0 { return 0 }
        return raw(at: offset) & ((1 &<< UInt64(truncatingIfNeeded: rest &* 8)) &- 1)
    }

    @inlinable public subscript(offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count, "a field is read inside its bounds")
        return unsafe start[offset]
    }

    /// A copy, for the rare row that is looked at closely.
    public var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }
    /// A copy in UTF-8.
    public func recoded(_ decode: RowEncoding.Decoding?) -> [UInt8] {
        let bytes = bytes
        guard let decode, bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        return decode(bytes[...]) ?? bytes
    }

    /// A copy as text; what is not UTF-8 is replaced.
    public var text: String {
        unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
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
    @usableFromInline let dress: RowDress

    init(
        base: UnsafePointer<UInt8>, separators: UnsafePointer<UInt32>, spots: UnsafePointer<RowSpot>, count: Int,
        fieldCount: Int, origin: Int64, dress: RowDress
    ) {
        unsafe self.base = unsafe base
        unsafe self.separators = unsafe separators
        unsafe self.spots = unsafe spots
        self.count = count
        self.fieldCount = fieldCount
        self.origin = origin
        self.dress = dress
    }

    /// A row, which must be one of the batch.
    @inlinable @inline(__always)
    public func row(_ index: Int) -> RowText {
        precondition(index >= 0 && index < count, "a batch is read inside its bounds")
        return unsafe RowText(
            base: base, ends: separators + Int(spots[index].separator) + 1, fieldCount: fieldCount, dress: dress)
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
