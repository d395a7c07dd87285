// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Reads TOML 1.0 as settings are written in it. Fractions and times are kept as they stand (`.other`).
///
/// Our own, because the C++ parser behind the package ends the process on many malformed texts
/// (docs/decisions/0004-own-settings-reader.md), and people upload tariffs.
struct SettingsReader {
    struct Failure: Error {
        let offset: Int
        let reason: Bilingual
    }

    /// Brackets inside brackets; ours never need more than three.
    static let depthLimit = 16

    let bytes: [UInt8]
    var at = 0
    private var tree = SettingsTree()

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Reads a whole file.
    static func read(_ text: String) throws(Failure) -> [String: SettingValue] {
        var reader = SettingsReader(text)
        if reader.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.at = 3 }
        while try reader.statement() {}
        return reader.tree.root
    }

    /// Line and column, from 1, of an offset.
    static func position(of offset: Int, in text: String) -> (line: Int, column: Int) {
        let before = text.utf8.prefix(offset)
        let line = before.reduce(1) { $1 == 10 ? $0 + 1 : $0 }
        let start = before.lastIndex(of: 10).map { text.utf8.index(after: $0) } ?? text.startIndex
        return (line, text[start..<before.endIndex].count + 1)
    }

    private mutating func statement() throws(Failure) -> Bool {
        try skipLines()
        guard let byte = peek else { return false }
        let start = at
        if byte == UInt8(ascii: "[") {
            at += 1
            let isList = take("[")
            let keys = try key()
            guard take("]"), !isList || take("]") else {
                throw failure(zh: "表头缺少 ]", en: "a table's name ends with ]")
            }
            guard isList ? tree.open(elementOf: keys) : tree.open(table: keys) else {
                throw Failure(
                    offset: start, reason: Bilingual(zh: "这个表已出现过", en: "this table was given before"))
            }
        } else {
            let (keys, value) = try pair(depth: 0)
            guard tree.put(value, at: keys) else {
                throw Failure(
                    offset: start, reason: Bilingual(zh: "同一项写了两次", en: "this key was given before"))
            }
        }
        skipBlanks()
        guard peek == nil || isLineEnd || peek == UInt8(ascii: "#") else {
            throw failure(zh: "行末有多余内容", en: "something follows the end of the value")
        }
        return true
    }

    private mutating func pair(depth: Int) throws(Failure) -> ([String], SettingValue) {
        let keys = try key()
        guard take("=") else { throw failure(zh: "缺少 =", en: "= is missing after the key") }
        skipBlanks()
        return (keys, try value(depth: depth))
    }

    /// `a`, `a.b` or `"a b"`; blanks around are passed over.
    private mutating func key() throws(Failure) -> [String] {
        var keys: [String] = []
        repeat {
            skipBlanks()
            guard keys.count < Self.depthLimit else { throw tooDeep }
            if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") {
                keys.append(try text(isKey: true))
            } else {
                let start = at
                while let byte = peek, Self.isBare(byte) { at += 1 }
                guard at > start else { throw failure(zh: "这里应是名称", en: "a key is expected here") }
                keys.append(String(decoding: bytes[start..<at], as: UTF8.self))
            }
            skipBlanks()
        } while take(".")
        return keys
    }

    private mutating func value(depth: Int) throws(Failure) -> SettingValue {
        guard depth < Self.depthLimit else { throw tooDeep }
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .text(try text(isKey: false))
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "{"): return try inlineTable(depth: depth)
        default: return try word()
        }
    }

    private mutating func list(depth: Int) throws(Failure) -> SettingValue {
        at += 1
        var elements: [SettingValue] = []
        while true {
            try skipLines()
            if take("]") { return .list(elements) }
            elements.append(try value(depth: depth + 1))
            try skipLines()
            if take(",") { continue }
            guard take("]") else { throw failure(zh: "列表缺少 , 或 ]", en: "a list goes on with , or ends with ]") }
            return .list(elements)
        }
    }

    private mutating func inlineTable(depth: Int) throws(Failure) -> SettingValue {
        at += 1
        var table: [String: SettingValue] = [:]
        skipBlanks()
        if take("}") { return .table(table) }
        while true {
            let start = at
            let (keys, value) = try pair(depth: depth + 1)
            guard SettingsTree.put(value, at: keys[...], in: &table) else {
                throw Failure(
                    offset: start, reason: Bilingual(zh: "同一项写了两次", en: "this key was given before"))
            }
            skipBlanks()
            if take(",") { continue }
            guard take("}") else { throw failure(zh: "缺少 , 或 }", en: "a table goes on with , or ends with }") }
            return .table(table)
        }
    }

    /// A value without quotes: a number, a date, true or false.
    private mutating func word() throws(Failure) -> SettingValue {
        let start = at
        while let byte = peek, Self.isBare(byte) || byte == 43 || byte == 46 || byte == 58 { at += 1 }
        let word = String(decoding: bytes[start..<at], as: UTF8.self)
        if word == "true" || word == "false" { return .flag(word == "true") }
        if word.utf8.count == 10, word.utf8.dropFirst(4).first == 45, let date = CivilDate(text: word) {
            return .date(date)
        }
        if let number = Self.integer(word) { return .integer(number) }
        let isNumeric = word.utf8.first.map { $0 >= 43 && $0 <= 57 } ?? false
        guard isNumeric || word == "inf" || word == "nan" else {
            throw Failure(
                offset: start, reason: Bilingual(zh: "文字要用引号括起", en: "a value is expected; text is written in quotes"))
        }
        return .other(word)
    }

    /// A decimal number as TOML allows it: underscores between digits, no leading zero.
    private static func integer(_ word: String) -> Int? {
        let digits = word.utf8.drop { $0 == 43 || $0 == 45 }
        guard word.utf8.count - digits.count <= 1, let first = digits.first, first != 95, digits.last != 95 else {
            return nil
        }
        guard first != 48 || digits.count == 1, !word.contains("__") else { return nil }
        guard digits.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 95 }) else { return nil }
        return Int(word.filter { $0 != "_" })
    }

    // MARK: - Bytes

    var peek: UInt8? { at < bytes.count ? bytes[at] : nil }
    var isLineEnd: Bool { peek == 10 || (peek == 13 && at + 1 < bytes.count && bytes[at + 1] == 10) }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 95: true
        default: false
        }
    }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = peek, UInt32(byte) == mark.value else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while peek == 32 || peek == 9 { at += 1 }
    }

    /// Passes over blanks, comments and line ends.
    private mutating func skipLines() throws(Failure) {
        while let byte = peek {
            if byte == 32 || byte == 9 || isLineEnd || byte == 10 {
                at += 1
            } else if byte == UInt8(ascii: "#") {
                while let byte = peek, byte != 10 {
                    let isEnd = byte == 13 && isLineEnd
                    guard byte >= 32 && byte != 127 || byte == 9 || isEnd else { throw controlCharacter }
                    at += 1
                }
            } else {
                return
            }
        }
    }

    func failure(zh: String, en: String) -> Failure { Failure(offset: at, reason: Bilingual(zh: zh, en: en)) }
    var controlCharacter: Failure { failure(zh: "含有控制字符", en: "a control character") }
    private var tooDeep: Failure { failure(zh: "嵌套过深", en: "nested too deep") }
}
