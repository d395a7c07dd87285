// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Takes the lines of a dialect file.
struct DialectReader {
    static let limit = 256 << 10

    private var name: String?
    private var typeEncoding: FieldLayout.Encoding?
    private var bitmap: Dialect.BitmapRule?
    private var characters = Dialect.CharacterSet.ascii
    private var headerBytes = 0
    private var rules: [FieldRule] = []
    private var lineOfField: [Int: Int] = [:]
    private var requirements: [Dialect.Requirement] = []
    private var line = 0

    mutating func take(_ text: Substring, number: Int) throws(DialectError) {
        line = number
        let (words, quoted) = try split(text)
        guard let first = words.first else {
            if quoted != nil { throw error("a name stands alone") }
            return
        }
        let rest = Array(words.dropFirst())
        switch first {
        case "dialect": name = String(try only(rest, "a name"))
        case "type": typeEncoding = try choice(try only(rest, "bcd, ascii or ebcdic"))
        case "bitmap": bitmap = try bitmapRule(rest)
        case "text":
            let word = try only(rest, "ascii, gbk or wide")
            guard let set = Dialect.CharacterSet(rawValue: String(word)) else { throw unknown(word) }
            characters = set
        case "header":
            guard try only(rest, "6") == "6" else { throw error("the only header known has 6 bytes") }
            headerBytes = 6
        case "field": try takeField(rest, quoted ?? "")
        case "piece": try takePiece(rest, quoted ?? "")
        case "require":
            guard rest.count == 2, let type = MessageType(rest[0]), let field = Int(rest[1]) else {
                throw error("require wants a message type and a field")
            }
            requirements.append(Dialect.Requirement(type, field))
        default: throw unknown(first)
        }
    }

    func dialect() throws(DialectError) -> Dialect {
        guard let name else { throw missing("dialect") }
        guard let typeEncoding else { throw missing("type") }
        guard let bitmap else { throw missing("bitmap") }
        do {
            return try Dialect(
                name: name, typeEncoding: typeEncoding, bitmap: bitmap, characters: characters,
                headerBytes: headerBytes, rules: rules, requirements: requirements)
        } catch {
            throw DialectError(line: error.field.flatMap { lineOfField[$0] }, field: error.field, reason: error.reason)
        }
    }

    private func error(_ reason: String, field: Int? = nil) -> DialectError {
        DialectError(line: line, field: field, reason: reason)
    }

    private func unknown(_ word: Substring, field: Int? = nil) -> DialectError {
        error("‘\(word.prefix(40))’ is not known here", field: field)
    }

    private func missing(_ word: String) -> DialectError {
        DialectError(line: nil, field: nil, reason: "the line ‘\(word) …’ is missing")
    }

    private func only(_ words: [Substring], _ wanted: String) throws(DialectError) -> Substring {
        guard words.count == 1 else { throw error("wants \(wanted)") }
        return words[0]
    }

    private func choice(_ word: Substring, field: Int? = nil) throws(DialectError) -> FieldLayout.Encoding {
        guard let found = FieldLayout.Encoding.allCases.first(where: { "\($0)" == word }) else {
            throw unknown(word, field: field)
        }
        return found
    }

    /// Words between blanks, and what stands in quotation marks.
    private func split(_ text: Substring) throws(DialectError) -> ([Substring], String?) {
        var quoted: String?
        var head = text
        if let open = text.firstIndex(where: { $0 == "\"" || $0 == "#" }) {
            head = text[..<open]
            if text[open] == "\"" {
                let inside = text[text.index(after: open)...]
                guard let close = inside.firstIndex(of: "\"") else { throw error("a name has no end") }
                quoted = String(inside[..<close])
                let after = inside[inside.index(after: close)...].drop { $0.isWhitespace }
                guard after.isEmpty || after.hasPrefix("#") else { throw error("nothing may follow a name") }
            }
        }
        return (head.split { $0.isWhitespace }, quoted)
    }

    private func pair(_ word: Substring) -> (key: Substring, value: Substring)? {
        guard let at = word.firstIndex(of: "=") else { return nil }
        return (word[..<at], word[word.index(after: at)...])
    }

    private func bitmapRule(_ words: [Substring]) throws(DialectError) -> Dialect.BitmapRule {
        guard let form = words.first, form == "hex" || form == "binary" else { throw error("wants hex or binary") }
        var (most, least, third) = (2, 1, false)
        for word in words.dropFirst() {
            switch pair(word) {
            case ("most", let value)?:
                guard let count = Int(value), (1...3).contains(count) else { throw unknown(word) }
                most = count
            case ("least", let value)?:
                guard let count = Int(value), (1...3).contains(count) else { throw unknown(word) }
                least = count
            case ("third", "field65")?: third = true
            default: throw unknown(word)
            }
        }
        guard least <= most else { throw error("least is above most") }
        return Dialect.BitmapRule(isHexadecimal: form == "hex", most: most, least: least, thirdIsField65: third)
    }

    private mutating func takeField(_ words: [Substring], _ name: String) throws(DialectError) {
        guard words.count >= 4, let number = Int(words[0]), (2...192).contains(number) else {
            throw error("wants a number from 2 to 192, content, length and encoding")
        }
        guard let content = ContentClass(spelling: words[1]) else { throw unknown(words[1], field: number) }
        let isVariable = words[2].hasPrefix("..")
        guard let limit = UInt16(isVariable ? words[2].dropFirst(2) : words[2]) else {
            throw error("‘\(words[2].prefix(40))’ is no length", field: number)
        }
        var layout = FieldLayout(
            content: content, encoding: try choice(words[3], field: number), prefix: .fixed, prefixDigits: 0,
            limit: limit)
        var masking = FieldRule.Masking.open
        for word in words.dropFirst(4) {
            guard try set(word, &layout, number) else {
                guard case ("mask", let value)? = pair(word), let found = FieldRule.Masking(rawValue: String(value))
                else { throw unknown(word, field: number) }
                masking = found
                continue
            }
        }
        guard isVariable == (layout.prefix != .fixed) else {
            throw error(
                isVariable ? "wants length=…, for example length=bcd2" : "is fixed and has no length", field: number)
        }
        rules.append(FieldRule(number, name, layout, masking: masking))
        lineOfField[number] = line
    }

    /// Whether the word was one of the layout's.
    private func set(_ word: Substring, _ layout: inout FieldLayout, _ number: Int) throws(DialectError) -> Bool {
        guard let (key, value) = pair(word) else { throw unknown(word, field: number) }
        switch (key, value) {
        case ("length", _):
            guard let digits = value.last.flatMap({ UInt8(String($0)) }),
                let prefix = FieldLayout.Prefix.allCases.first(where: { "\($0)" == value.dropLast() }),
                prefix != .fixed
            else { throw unknown(word, field: number) }
            (layout.prefix, layout.prefixDigits) = (prefix, digits)
        case ("counts", "octets"): layout.counting = .octets
        case ("odd", "left0"): layout.oddNibble = .leftZero
        case ("odd", "right0"): layout.oddNibble = .rightZero
        case ("odd", "rightF"): layout.oddNibble = .rightF
        case ("pad", "zeros"): layout.padding = .leftZeros
        case ("pad", "blanks"): layout.padding = .rightBlanks
        case ("zeros", "nodate"): layout.zerosAreNoDate = true
        case ("form", _):
            guard let form = DateForm(spelling: value) else { throw unknown(word, field: number) }
            layout.form = form
        default: return false
        }
        return true
    }

    private mutating func takePiece(_ words: [Substring], _ name: String) throws(DialectError) {
        guard let last = rules.indices.last else { throw error("a piece stands under its field") }
        guard words.count == 2, let count = Int(words[1]), (0...9_999).contains(count) else {
            throw error("wants a label and a number of characters", field: rules[last].number)
        }
        rules[last].pieces.append(FieldRule.Piece(String(words[0]), count, name))
    }
}
