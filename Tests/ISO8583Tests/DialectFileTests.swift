// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import Testing

@Suite struct DialectFileTests {
    @Test(arguments: Dialect.tried)
    func `a dialect written as a file reads as the same dialect`(_ dialect: Dialect) throws {
        #expect(try Dialect(file: dialect.file) == dialect)
    }

    @Test func `the built-in dialects pass the checks of a file`() throws {
        for dialect in Dialect.builtIn {
            _ = try Dialect(
                name: dialect.name, typeEncoding: dialect.typeEncoding, bitmap: dialect.bitmap,
                characters: dialect.characters, headerBytes: dialect.headerBytes, rules: dialect.rules,
                requirements: dialect.requirements)
        }
        #expect(Dialect.iso87ASCII.rules.count == 127)
        #expect(Dialect(named: "unionpay")?.rules.count == 38)
        #expect(Dialect(named: "nobody") == nil)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let line: String
        let says: String
        var testDescription: String { line }
    }

    static let mistakes = [
        Mistake(line: "feld 2 n 6 bcd", says: "line 4: ‘feld’ is not known here"),
        Mistake(line: "field 1 b 8 binary", says: "line 4: wants a number from 2 to 192, content, length and encoding"),
        Mistake(line: "field 4 q 12 bcd", says: "line 4: field 4: ‘q’ is not known here"),
        Mistake(line: "field 4 n twelve bcd", says: "line 4: field 4: ‘twelve’ is no length"),
        Mistake(line: "field 4 n 12 bcdd", says: "line 4: field 4: ‘bcdd’ is not known here"),
        Mistake(line: "field 4 n 12 bcd pad=stars", says: "line 4: field 4: ‘pad=stars’ is not known here"),
        Mistake(line: "field 2 n ..19 bcd", says: "line 4: field 2: wants length=…, for example length=bcd2"),
        Mistake(line: "field 2 n 19 bcd length=bcd2", says: "line 4: field 2: is fixed and has no length"),
        Mistake(line: "field 2 n ..190 bcd length=bcd2", says: "line 4: field 2: a length of 2 digits cannot say 190"),
        Mistake(line: "field 41 ans 8 bcd", says: "line 4: field 41: content ans cannot be written in bcd"),
        Mistake(line: "field 13 n 6 bcd form=MMDD", says: "line 4: field 13: a date is n of its own length"),
        Mistake(line: "field 130 n 6 bcd", says: "line 4: field 130: lies beyond the dialect's bitmaps"),
        Mistake(line: "field 4 n 12 bcd \"Amount", says: "line 4: a name has no end"),
        Mistake(line: "bitmap octal", says: "line 4: wants hex or binary"),
        Mistake(line: "require 42 32", says: "line 4: require wants a message type and a field"),
        Mistake(line: "piece 3.1 2 \"Type\"", says: "line 4: a piece stands under its field"),
        Mistake(line: "header 8", says: "line 4: the only header known has 6 bytes"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named with its line and field`(_ mistake: Mistake) throws {
        let file = "dialect shop\ntype bcd\nbitmap binary most=2\n" + mistake.line
        do throws(DialectError) {
            _ = try Dialect(file: file)
            Issue.record("was read")
        } catch {
            #expect("\(error)" == mistake.says)
        }
    }

    @Test func `what is missing is said, and a field described twice`() {
        #expect(throws: DialectError(line: nil, field: nil, reason: "the line ‘bitmap …’ is missing")) {
            try Dialect(file: "dialect shop\ntype bcd # packed\n\n")
        }
        #expect(throws: DialectError(line: 5, field: 3, reason: "is described twice")) {
            try Dialect(file: "dialect s\ntype bcd\nbitmap hex\nfield 3 n 6 bcd\nfield 3 n 6 bcd")
        }
    }

    @Test func `no text traps the reader`() {
        var maker = MessageMaker(seed: 77)
        let words =
            Dialect.unionPay.file.split(separator: " ").map(String.init) + [
                "\"", "#", "=", "..", "\n", "field", "99999", "−1",
            ]
        for _ in 0..<5_000 {
            let text = (0..<maker.below(30)).map { _ in words[maker.below(words.count)] }.joined(separator: " ")
            _ = try? Dialect(file: text)
        }
    }
}
