// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// Fields as tag and value, in rising order of their numbers.
///
///     number << 1       signed LEB128 follows
///     number << 1 | 1   LEB128 length and that many bytes follow
///
/// A reader skips a number it does not know, so an older program reads what a newer one wrote. Rising order makes
/// the bytes of a value unique and refuses a field given twice.
struct TaggedWriter {
    private(set) var writer: ByteWriter

    init(reserving capacity: Int) { writer = ByteWriter(reserving: capacity) }

    mutating func version(_ value: UInt8) { writer.byte(value) }

    mutating func number(_ tag: UInt8, _ value: Int64) {
        writer.byte(tag << 1)
        writer.signed(value)
    }

    mutating func text(_ tag: UInt8, _ value: String) {
        writer.byte(tag << 1 | 1)
        writer.text(value)
    }

    mutating func bytes(_ tag: UInt8, _ value: some Collection<UInt8>) {
        writer.byte(tag << 1 | 1)
        writer.varint(UInt64(value.count))
        writer.raw(value)
    }
}

/// Reads what `TaggedWriter` wrote. Every read is bounded.
struct TaggedReader {
    /// A field's number and how its value is written.
    struct Tag {
        let number: UInt8
        let isText: Bool
    }

    private var cursor: ByteCursor
    private let name: String
    private var last: UInt8 = 0

    init(_ bytes: ArraySlice<UInt8>, name: String) {
        cursor = ByteCursor(bytes)
        self.name = name
    }

    mutating func version() throws(DecodeError) -> UInt8 { try cursor.byte(name) }

    /// The next field; nil at the end.
    mutating func next() throws(DecodeError) -> Tag? {
        guard !cursor.isAtEnd else { return nil }
        let byte = try cursor.byte(name)
        let tag = Tag(number: byte >> 1, isText: byte & 1 == 1)
        guard tag.number > last else { throw DecodeError(.invalid, at: cursor.offset - 1, field: name) }
        last = tag.number
        return tag
    }

    mutating func number(_ tag: Tag, _ field: StaticString) throws(DecodeError) -> Int64 {
        guard !tag.isText else { throw error(field) }
        return try cursor.signed(name)
    }

    /// A number that the type must accept.
    mutating func value<Value>(
        _ tag: Tag, _ field: StaticString, _ make: (Int64) -> Value?
    ) throws(DecodeError) -> Value {
        guard let value = make(try number(tag, field)) else { throw error(field) }
        return value
    }

    mutating func text(_ tag: Tag, _ field: StaticString) throws(DecodeError) -> String {
        guard tag.isText else { throw error(field) }
        return try cursor.text(name, limit: .max)
    }

    /// A text that the type must accept.
    mutating func named<Value>(
        _ tag: Tag, _ field: StaticString, _ make: (String) -> Value?
    ) throws(DecodeError) -> Value {
        guard let value = make(try text(tag, field)) else { throw error(field) }
        return value
    }

    mutating func bytes(_ tag: Tag, _ field: StaticString) throws(DecodeError) -> ArraySlice<UInt8> {
        guard tag.isText else { throw error(field) }
        return try lengthAndBytes()
    }

    mutating func skip(_ tag: Tag) throws(DecodeError) {
        if tag.isText { _ = try lengthAndBytes() } else { _ = try cursor.signed(name) }
    }

    private mutating func lengthAndBytes() throws(DecodeError) -> ArraySlice<UInt8> {
        let count = try cursor.varint(name)
        guard let count = Int(exactly: count) else { throw DecodeError(.tooLong, at: cursor.offset, field: name) }
        return try cursor.raw(count, name)
    }

    func error(_ field: StaticString) -> DecodeError {
        DecodeError(.invalid, at: cursor.offset, field: "\(name).\(field)")
    }
}
