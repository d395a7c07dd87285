// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes

/// Fields as tag and value, in rising order of their numbers.
///
///     number << 1       signed LEB128 follows
///     number << 1 | 1   LEB128 length and that many bytes follow
///
/// A reader skips a number it does not know, so an older program reads what a newer one wrote. Rising order makes
/// the bytes of a value unique and refuses a field given twice. The rooms that build on charges write their own
/// journal records the same way.
public struct TaggedWriter: Sendable {
    /// What was written so far.
    public private(set) var writer: ByteWriter

    public init(reserving capacity: Int) { writer = ByteWriter(reserving: capacity) }

    /// The first byte of a record.
    public mutating func version(_ value: UInt8) { writer.byte(value) }

    /// - Parameter tag: 1 to 127, higher than the one before.
    public mutating func number(_ tag: UInt8, _ value: Int64) {
        writer.byte(tag << 1)
        writer.signed(value)
    }

    /// - Parameter tag: 1 to 127, higher than the one before.
    public mutating func text(_ tag: UInt8, _ value: String) {
        writer.byte(tag << 1 | 1)
        writer.text(value)
    }

    /// - Parameter tag: 1 to 127, higher than the one before.
    public mutating func bytes(_ tag: UInt8, _ value: some Collection<UInt8>) {
        writer.byte(tag << 1 | 1)
        writer.varint(UInt64(value.count))
        writer.raw(value)
    }
}

/// Reads what `TaggedWriter` wrote. Every read is bounded.
public struct TaggedReader: Sendable {
    /// A field's number and how its value is written.
    public struct Tag: Sendable {
        public let number: UInt8
        /// Bytes follow, not a number.
        public let isText: Bool
    }

    private var cursor: ByteCursor
    private let name: String
    private var last: UInt8 = 0

    /// - Parameter name: what the record is called in errors.
    public init(_ bytes: ArraySlice<UInt8>, name: String) {
        cursor = ByteCursor(bytes)
        self.name = name
    }

    /// The first byte of a record.
    public mutating func version() throws(DecodeError) -> UInt8 { try cursor.byte(name) }

    /// The next field; nil at the end.
    public mutating func next() throws(DecodeError) -> Tag? {
        guard !cursor.isAtEnd else { return nil }
        let byte = try cursor.byte(name)
        let tag = Tag(number: byte >> 1, isText: byte & 1 == 1)
        guard tag.number > last else { throw DecodeError(.invalid, at: cursor.offset - 1, field: name) }
        last = tag.number
        return tag
    }

    /// The value of a field that holds a number.
    public mutating func number(_ tag: Tag, _ field: StaticString) throws(DecodeError) -> Int64 {
        guard !tag.isText else { throw error(field) }
        return try cursor.signed(name)
    }

    /// A number that the type must accept.
    public mutating func value<Value>(
        _ tag: Tag, _ field: StaticString, _ make: (Int64) -> Value?
    ) throws(DecodeError) -> Value {
        guard let value = make(try number(tag, field)) else { throw error(field) }
        return value
    }

    /// The value of a field that holds UTF-8.
    public mutating func text(_ tag: Tag, _ field: StaticString) throws(DecodeError) -> String {
        guard tag.isText else { throw error(field) }
        return try cursor.text(name, limit: .max)
    }

    /// A text that the type must accept.
    public mutating func named<Value>(
        _ tag: Tag, _ field: StaticString, _ make: (String) -> Value?
    ) throws(DecodeError) -> Value {
        guard let value = make(try text(tag, field)) else { throw error(field) }
        return value
    }

    /// The value of a field that holds bytes.
    public mutating func bytes(_ tag: Tag, _ field: StaticString) throws(DecodeError) -> ArraySlice<UInt8> {
        guard tag.isText else { throw error(field) }
        return try lengthAndBytes()
    }

    /// Passes over a field that the caller does not know.
    public mutating func skip(_ tag: Tag) throws(DecodeError) {
        if tag.isText { _ = try lengthAndBytes() } else { _ = try cursor.signed(name) }
    }

    private mutating func lengthAndBytes() throws(DecodeError) -> ArraySlice<UInt8> {
        let count = try cursor.varint(name)
        guard let count = Int(exactly: count) else { throw DecodeError(.tooLong, at: cursor.offset, field: name) }
        return try cursor.raw(count, name)
    }

    /// An error at this place, with the record's name before the field's.
    public func error(_ field: StaticString) -> DecodeError {
        DecodeError(.invalid, at: cursor.offset, field: "\(name).\(field)")
    }
}
