// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a text is not JSON as we read it, and where. Never holds the text itself.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        /// The text ends inside a value.
        case truncated
        /// Something else stands where a value, a comma, a colon or a closing bracket must stand.
        case unexpected
        /// More text behind the one value.
        case trailing
        /// The text opens with a byte order mark.
        case byteOrderMark
        /// A number that RFC 8259 does not know: a leading zero, a plus sign, a bare point.
        case number
        /// An escape that does not exist, or half a surrogate pair.
        case escape
        /// A control character that should have been escaped.
        case controlCharacter
        /// Bytes that are not UTF-8.
        case encoding
        /// A second member of the same name in one object.
        case duplicate(name: String)
        case tooLong(limit: Int)
        case tooDeep(limit: Int)
        /// More values than the limit.
        case tooMany(limit: Int)
    }

    public let reason: Reason
    /// Byte of the text, from 0.
    public let offset: Int

    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String { "\(words) at byte \(offset)" }

    private var words: String {
        switch reason {
        case .truncated: "the text ends inside a value"
        case .unexpected: "something else than JSON"
        case .trailing: "more text behind the value"
        case .byteOrderMark: "a byte order mark"
        case .number: "not a JSON number"
        case .escape: "not a JSON escape"
        case .controlCharacter: "an unescaped control character"
        case .encoding: "not UTF-8"
        case .duplicate(let name): "a second \(name)"
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .tooDeep(let limit): "deeper than \(limit) levels"
        case .tooMany(let limit): "more than \(limit) values"
        }
    }
}
