// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Takes pieces of digits off the front of a field.
struct DigitReader {
    private var rest: ArraySlice<UInt8>
    private let start: Int
    private let field: Int

    init(_ content: ArraySlice<UInt8>, field: Int) {
        rest = content
        start = content.startIndex
        self.field = field
    }

    private var offset: Int { rest.startIndex - start }

    mutating func take(_ count: Int) throws(MessageError) -> String {
        guard rest.count >= count else {
            throw MessageError(.truncated(needed: count, left: rest.count), at: offset, in: .field(field))
        }
        let piece = rest.prefix(count)
        guard piece.allSatisfy({ $0 &- 48 < 10 }) else {
            throw MessageError(.content(.n), at: offset, in: .field(field))
        }
        rest = rest.dropFirst(count)
        return String(decoding: piece, as: UTF8.self)
    }

    /// Nil where nothing is left.
    mutating func takeIfAny(_ count: Int) throws(MessageError) -> String? { rest.isEmpty ? nil : try take(count) }

    /// A number of at most 18 digits.
    mutating func number(_ count: Int) throws(MessageError) -> Int64 { Int64(try take(min(count, 18))) ?? 0 }

    var isAtEnd: Bool { rest.isEmpty }

    func end() throws(MessageError) {
        guard rest.isEmpty else { throw MessageError(.trailing(rest.count), at: offset, in: .field(field)) }
    }
}

enum DigitWriter {
    /// A number with zeros in front; the lowest digits where it is larger.
    static func text(_ number: Int64, _ count: Int) -> String {
        let digits = String(max(number, 0)).suffix(count)
        return String(repeating: "0", count: count - digits.count) + digits
    }
}
