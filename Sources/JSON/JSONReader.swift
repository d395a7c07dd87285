// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads one JSON text (RFC 8259), strictly and within limits.
///
/// Refused, each with its byte: a second member of one name, a number with a leading zero, half a surrogate pair,
/// bytes that are not UTF-8, a byte order mark, anything behind the value, and whatever is beyond the limits.
public struct JSONReader {
    let bytes: ArraySlice<UInt8>
    let limits: JSONLimits
    var position: Int
    private var values = 0

    private init(_ bytes: ArraySlice<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        position = bytes.startIndex
    }

    /// The one value of a text.
    public static func read(
        _ bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONNode {
        guard bytes.count <= limits.length else { throw JSONError(.tooLong(limit: limits.length), at: limits.length) }
        var reader = JSONReader(Array(bytes)[...], limits: limits)
        if reader.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError(.byteOrderMark, at: 0) }
        let node = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == reader.bytes.endIndex else { throw reader.error(.trailing) }
        return node
    }

    var offset: Int { position - bytes.startIndex }

    func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, at: offset) }

    private mutating func value(depth: Int) throws(JSONError) -> JSONNode {
        skipSpace()
        guard position < bytes.endIndex else { throw error(.truncated) }
        values += 1
        guard values <= limits.values else { throw error(.tooMany(limit: limits.values)) }
        let start = offset
        switch bytes[position] {
        case UInt8(ascii: "{"): return JSONNode(.object(try object(depth: depth + 1)), at: start)
        case UInt8(ascii: "["): return JSONNode(.array(try array(depth: depth + 1)), at: start)
        case UInt8(ascii: "\""): return JSONNode(.text(try string()), at: start)
        case UInt8(ascii: "t"): return JSONNode(.boolean(try word("true", true)), at: start)
        case UInt8(ascii: "f"): return JSONNode(.boolean(try word("false", false)), at: start)
        case UInt8(ascii: "n"):
            _ = try word("null", false)
            return JSONNode(.null, at: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONNode(.number(try number()), at: start)
        default: throw error(.unexpected)
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> [JSONNode.Member] {
        guard depth <= limits.depth else { throw error(.tooDeep(limit: limits.depth)) }
        position += 1
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        if takes(UInt8(ascii: "}")) { return members }
        while true {
            skipSpace()
            guard position < bytes.endIndex else { throw error(.truncated) }
            guard bytes[position] == UInt8(ascii: "\"") else { throw error(.unexpected) }
            let start = offset
            let name = try string()
            guard names.insert(name).inserted else { throw JSONError(.duplicate(name: name), at: start) }
            guard takes(UInt8(ascii: ":")) else { throw misplaced }
            members.append(JSONNode.Member(name: name, value: try value(depth: depth)))
            if takes(UInt8(ascii: "}")) { return members }
            guard takes(UInt8(ascii: ",")) else { throw misplaced }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONNode] {
        guard depth <= limits.depth else { throw error(.tooDeep(limit: limits.depth)) }
        position += 1
        var elements: [JSONNode] = []
        if takes(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            if takes(UInt8(ascii: "]")) { return elements }
            guard takes(UInt8(ascii: ",")) else { throw misplaced }
        }
    }

    private mutating func number() throws(JSONError) -> JSONNumber {
        let rest = bytes[position...].prefix(JSONNumber.lengthLimit + 1)
        let length = JSONNumber.length(in: rest)
        guard length > 0, length <= JSONNumber.lengthLimit else { throw error(.number) }
        let end = position + length
        // `01`, `1.` and `1e` end early and leave something that no number is followed by.
        if end < bytes.endIndex, Self.continuesNumber(bytes[end]) { throw error(.number) }
        defer { position = end }
        return JSONNumber(checked: String(decoding: bytes[position..<end], as: UTF8.self))
    }

    private static func continuesNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func word(_ word: String, _ value: Bool) throws(JSONError) -> Bool {
        for letter in word.utf8 {
            guard position < bytes.endIndex else { throw error(.truncated) }
            guard bytes[position] == letter else { throw error(.unexpected) }
            position += 1
        }
        return value
    }

    private var misplaced: JSONError { error(position == bytes.endIndex ? .truncated : .unexpected) }

    private mutating func takes(_ mark: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.endIndex, bytes[position] == mark else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.endIndex {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }
}
