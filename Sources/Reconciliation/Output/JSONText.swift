// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Builds JSON as text, keys in the order they are put, two blanks a level.
struct JSONText {
    private(set) var text = ""
    private var depth = 0
    private var needsComma = false

    private mutating func begin(_ key: String?) {
        if needsComma { text += "," }
        if depth > 0 { text += "\n" + String(repeating: "  ", count: depth) }
        if let key { text += Self.quoted(key) + ": " }
        needsComma = true
    }

    mutating func object(_ key: String? = nil, _ body: (inout JSONText) -> Void) { nest(key, "{", "}", body) }
    mutating func array(_ key: String, _ body: (inout JSONText) -> Void) { nest(key, "[", "]", body) }

    private mutating func nest(_ key: String?, _ open: String, _ close: String, _ body: (inout JSONText) -> Void) {
        begin(key)
        text += open
        depth += 1
        needsComma = false
        body(&self)
        depth -= 1
        if needsComma { text += "\n" + String(repeating: "  ", count: depth) }
        text += close
        needsComma = true
    }

    mutating func put(_ key: String, _ value: String) {
        begin(key)
        text += Self.quoted(value)
    }

    /// A text in an array.
    mutating func element(_ value: String) {
        begin(nil)
        text += Self.quoted(value)
    }

    mutating func put(_ key: String, _ value: some BinaryInteger) {
        begin(key)
        text += String(value)
    }

    mutating func put(_ key: String, _ value: Bool) {
        begin(key)
        text += value ? "true" : "false"
    }

    mutating func putNull(_ key: String) {
        begin(key)
        text += "null"
    }

    static func quoted(_ value: String) -> String {
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
