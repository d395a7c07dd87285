// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Dialect {
    /// Reads a dialect from the lines of a file (docs/formats/iso8583-dialect.md).
    ///
    ///     dialect  shop-host
    ///     type     bcd
    ///     bitmap   binary most=2
    ///     text     gbk
    ///     header   6
    ///     field 2  n ..19 bcd length=bcd2 odd=right0 mask=card  "Primary account number"
    ///     field 4  n 12 bcd pad=zeros                          "Amount, transaction"
    ///     require  0420 32
    ///
    /// A `#` outside of a name begins a remark. Nothing is guessed: an unknown word is an error.
    ///
    /// - Throws: `DialectError` with the line, counted from 1, and the field.
    public init(file text: String) throws(DialectError) {
        var reader = DialectReader()
        guard text.utf8.count <= DialectReader.limit else {
            throw DialectError(line: nil, field: nil, reason: "a dialect is at most \(DialectReader.limit >> 10) KiB")
        }
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() { try reader.take(line, number: index + 1) }
        self = try reader.dialect()
    }

    /// The dialect as a file that reads as the same dialect.
    public var file: String {
        var lines = ["dialect \(name)", "type \(typeEncoding)"]
        var map = "bitmap \(bitmap.isHexadecimal ? "hex" : "binary") most=\(bitmap.most)"
        if bitmap.least > 1 { map += " least=\(bitmap.least)" }
        if bitmap.thirdIsField65 { map += " third=field65" }
        lines.append(map)
        lines.append("text \(characters.rawValue)")
        if headerBytes > 0 { lines.append("header \(headerBytes)") }
        for rule in rules {
            lines.append(rule.line)
            lines += rule.pieces.map { "piece \($0.label) \($0.count) \"\($0.name)\"" }
        }
        lines += requirements.map { "require \($0.type) \($0.field)" }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension FieldRule {
    fileprivate var line: String {
        var words = ["field \(number)", layout.content.spelling]
        words.append(layout.prefix == .fixed ? "\(layout.limit)" : "..\(layout.limit)")
        words.append("\(layout.encoding)")
        if layout.prefix != .fixed { words.append("length=\(layout.prefix)\(layout.prefixDigits)") }
        if layout.counting == .octets { words.append("counts=octets") }
        switch layout.oddNibble {
        case .leftZero: break
        case .rightZero: words.append("odd=right0")
        case .rightF: words.append("odd=rightF")
        }
        switch layout.padding {
        case .none: break
        case .leftZeros: words.append("pad=zeros")
        case .rightBlanks: words.append("pad=blanks")
        }
        if layout.form != .none { words.append("form=\(layout.form.spelling)") }
        if layout.zerosAreNoDate { words.append("zeros=nodate") }
        if masking != .open { words.append("mask=\(masking.rawValue)") }
        words.append("\"\(name)\"")
        return words.joined(separator: " ")
    }
}
