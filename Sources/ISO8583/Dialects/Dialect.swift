// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How one acquirer writes messages: the type, the bitmaps and each field. Data, not code.
///
/// Three are built in (`unionPay`, `iso87ASCII`, `iso87BCD`); others come from a file (`Dialect.init(file:)`).
public struct Dialect: Sendable, Hashable {
    /// How the bitmaps are written.
    public struct BitmapRule: Sendable, Hashable {
        public var isHexadecimal: Bool
        /// Bitmaps that the dialect knows: 1 to 3.
        public var most: Int
        /// Bitmaps that are always there, even without a field in them.
        public var least = 1
        /// The third bitmap stands where field 65 stands, and not behind the second.
        public var thirdIsField65 = false

        public init(isHexadecimal: Bool, most: Int, least: Int = 1, thirdIsField65: Bool = false) {
            self.isHexadecimal = isHexadecimal
            self.most = min(max(most, 1), 3)
            self.least = min(max(least, 1), self.most)
            self.thirdIsField65 = thirdIsField65
        }
    }

    /// What text may hold beyond ASCII.
    public enum CharacterSet: String, Sendable, Hashable, CaseIterable {
        case ascii
        /// Chinese in GBK or GB 18030.
        case gbk
        /// Any byte from 80h on; nobody says which set.
        case wide
    }

    /// A field that a message of some type must have.
    public struct Requirement: Sendable, Hashable {
        public let type: MessageType
        public let field: Int

        public init(_ type: MessageType, _ field: Int) {
            self.type = type
            self.field = field
        }
    }

    public let name: String
    /// How the message type is written: `bcd`, `ascii` or `ebcdic`.
    public let typeEncoding: FieldLayout.Encoding
    public let bitmap: BitmapRule
    public let characters: CharacterSet
    /// Bytes between a TPDU and the message, 0 for none; a TPDU goes with it.
    public let headerBytes: Int
    public let rules: [FieldRule]
    public let requirements: [Requirement]
    /// By field number, 0 to 192.
    let layouts: [FieldLayout]
    private let indices: [UInt8]

    /// - Throws: `DialectError` for the first rule that cannot be.
    public init(
        name: String, typeEncoding: FieldLayout.Encoding, bitmap: BitmapRule, characters: CharacterSet = .ascii,
        headerBytes: Int = 0,
        rules: [FieldRule], requirements: [Requirement] = []
    ) throws(DialectError) {
        guard [.bcd, .ascii, .ebcdic].contains(typeEncoding) else {
            throw DialectError(line: nil, field: nil, reason: "a message type is written in bcd, ascii or ebcdic")
        }
        var seen: Set<Int> = []
        for rule in rules {
            if let problem = rule.problem { throw DialectError(line: nil, field: rule.number, reason: problem) }
            guard rule.number <= bitmap.most * 64 else {
                throw DialectError(line: nil, field: rule.number, reason: "lies beyond the dialect's bitmaps")
            }
            guard rule.number != 65 || bitmap.most < 3 else {
                throw DialectError(line: nil, field: 65, reason: "is the third bitmap here")
            }
            guard seen.insert(rule.number).inserted else {
                throw DialectError(line: nil, field: rule.number, reason: "is described twice")
            }
        }
        self.init(
            builtIn: name, typeEncoding: typeEncoding, bitmap: bitmap, characters: characters, headerBytes: headerBytes,
            rules: rules, requirements: requirements)
    }

    /// For rows that tests have checked.
    init(
        builtIn name: String, typeEncoding: FieldLayout.Encoding, bitmap: BitmapRule, characters: CharacterSet,
        headerBytes: Int,
        rules: [FieldRule], requirements: [Requirement]
    ) {
        var rules = rules.sorted { $0.number < $1.number }
        for index in rules.indices where rules[index].masking == .open {
            rules[index].masking = FieldRule.alwaysMasked[rules[index].number] ?? .open
        }
        self.name = name
        self.typeEncoding = typeEncoding
        self.bitmap = bitmap
        self.characters = characters
        self.headerBytes = headerBytes
        self.rules = rules
        self.requirements = requirements
        var layouts = [FieldLayout](repeating: .undefined, count: 193)
        var indices = [UInt8](repeating: .max, count: 193)
        for (index, rule) in rules.enumerated() {
            layouts[rule.number] = rule.layout
            indices[rule.number] = UInt8(index)
        }
        self.layouts = layouts
        self.indices = indices
    }

    /// The rule of a field; nil where the dialect has none.
    public subscript(_ number: Int) -> FieldRule? {
        guard indices.indices.contains(number), indices[number] != .max else { return nil }
        return rules[Int(indices[number])]
    }

    /// The dialects that need no file.
    public static let builtIn = [unionPay, iso87ASCII, iso87BCD]

    public init?(named name: String) {
        guard let found = Self.builtIn.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// What is wrong with a dialect: the line of its file, the field, the reason.
public struct DialectError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1; nil for a dialect that was not read from a file.
    public let line: Int?
    public let field: Int?
    public let reason: String

    public init(line: Int?, field: Int?, reason: String) {
        self.line = line
        self.field = field
        self.reason = reason
    }

    public var description: String {
        let place = [line.map { "line \($0)" }, field.map { "field \($0)" }].compactMap(\.self)
        return (place + [reason]).joined(separator: ": ")
    }
}
