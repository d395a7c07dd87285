// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing

@testable import Statements

@Suite struct XMLReaderTests {
    /// The events of a document as one line of text each: `<name`, `name: text`, `>name`.
    static func events(
        _ bytes: [UInt8], chunk: Int = 1 << 20, encoding: TextEncoding = .utf8
    ) throws(StatementError) -> [String] {
        guard let decoder = TextDecoder(encoding) else { return [] }
        var reader = XMLReader(decoder)
        var lines: [String] = []
        var start = 0
        repeat {
            let end = min(start + chunk, bytes.count)
            reader.append(bytes[start..<end])
            start = end
            while let event = try reader.next(isLast: start == bytes.count) {
                let attributes = event.attributes.map { " \($0.name)=\($0.value)" }.joined()
                switch event.kind {
                case .open: lines.append("<\(event.name){\(event.space)}\(attributes) \(event.line)@\(event.byte)")
                case .text(let text): lines.append("\(event.name): \(text ?? "?")")
                case .close: lines.append(">\(event.name)")
                }
            }
        } while start < bytes.count
        try reader.finish()
        return lines
    }

    static func events(_ text: String, chunk: Int = 1 << 20) throws(StatementError) -> [String] {
        try events(Array(text.utf8), chunk: chunk)
    }

    @Test func `elements, attributes, text, entities and places are read`() throws {
        let text = """
            <?xml version="1.0"?><!-- a b -->
            <a x='1 &gt; 0' y="a>b"><b>Fish &amp; &#67;hips&#x21;</b>
            <c/><d><![CDATA[<&amp;>]]></d></a >

            """
        #expect(
            try Self.events(text) == [
                "<a{} x=1 > 0 y=a>b 2@34", "<b{} 2@58", "b: Fish & Chips!", ">b", "a: \n", "<c{} 3@92", ">c",
                "<d{} 3@96", "d: <&amp;>", ">d", ">a",
            ])
    }

    @Test func `prefixes stand for the namespace that is declared where they are used`() throws {
        let text = "<p:a xmlns:p='one' xmlns='two'><b><p:c xmlns:p='three'/></b><p:d xmlns=''/></p:a>"
        #expect(
            try Self.events(text).filter { $0.hasPrefix("<") } == [
                "<a{one} 1@0", "<b{two} 1@31", "<c{three} 1@34", "<d{one} 1@60",
            ])
    }

    static let malformed: [(name: String, text: String)] = [
        ("an end without beginning", "</a>"), ("crossed elements", "<a><b></a></b>"), ("two roots", "<a/><b/>"),
        ("text outside", "<a/>x"), ("text before", "x<a/>"), ("no element", "<!-- a -->"),
        ("an unknown entity", "<a>&nbsp;</a>"), ("an entity without end", "<a>&amp</a>"),
        ("an entity of a control character", "<a>&#0;</a>"), ("an entity beyond Unicode", "<a>&#x110000;</a>"),
        ("an entity of half a character", "<a>&#xD800;</a>"), ("an empty number", "<a>&#;</a>"),
        ("a control character", "<a>\u{1}</a>"), ("an attribute twice", "<a x='1' x='2'/>"),
        ("an attribute without quotes", "<a x=1/>"), ("attributes without blank", "<a x='1'y='2'/>"),
        ("an attribute with a tag", "<a x='<'/>"), ("a name that begins with a digit", "<1a/>"),
        ("a prefix that nobody declared", "<p:a/>"), ("an empty tag", "<a><></></a>"),
        ("a document type", "<!DOCTYPE a><a/>"),
        ("entities of its own", "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>"),
        ("a tag in a tag", "<a <b></b></a>"),
        ("too deep", String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65)),
        ("a tag without end in sight", "<a x='" + String(repeating: "y", count: 70_000) + "'/>"),
        ("a text without end in sight", "<a>" + String(repeating: "y", count: 70_000) + "</a>"),
        ("a long name", "<" + String(repeating: "y", count: 200) + "/>"),
        ("many attributes", "<a " + (0..<40).map { "x\($0)=''" }.joined(separator: " ") + "/>"),
    ]

    @Test(arguments: malformed.indices)
    func `what is not well-formed, or could grow, is refused`(_ index: Int) throws {
        let (name, text) = Self.malformed[index]
        let error = try #require(throws: StatementError.self, "\(name)") { try Self.events(text) }
        #expect(error.code == .malformed, "\(name): \(error.message.english)")
    }

    @Test(arguments: ["<a>", "<a><b></b>", "<a", "<a><!-- x", "<a><![CDATA[x]]", "<a></a"])
    func `what ends too early is called cut short`(_ text: String) throws {
        let error = try #require(throws: StatementError.self) { try Self.events(text) }
        #expect(error.code == .truncated)
    }

    @Test func `64 deep is read, and a text of 64 KiB`() throws {
        let deep = String(repeating: "<a>", count: 64) + String(repeating: "</a>", count: 64)
        #expect(try Self.events(deep).count == 128)
        let long = String(repeating: "y", count: XMLLimits.tokenBytes)
        #expect(try Self.events("<a>\(long)</a>", chunk: 10_000)[1].utf8.count == 3 + long.utf8.count)
    }

    @Test func `text that is not text in the encoding is told, not guessed`() throws {
        let bytes = Array("<a>".utf8) + [0xC4] + Array("</a>".utf8)
        #expect(try Self.events(bytes)[1] == "a: ?")
        #expect(try Self.events(bytes, encoding: .windows1252)[1] == "a: Ä")
    }

    /// Noise made of the pieces that mean something: whatever comes, the reader ends and every split says the same.
    @Test(arguments: 0..<32)
    func `noise ends, and is the same for every split`(_ seed: Int) {
        var random = HostileInputTests.Seeded(state: UInt64(seed) &+ 7_000)
        let pieces = [
            "<", ">", "</", "/>", "<a>", "</a>", "<b c='d'>", "</b>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>",
            "&",
            "&lt;", "&#65;", ";", "'", "\"", "=", " ", "\n", "x", "<x:y xmlns:x='z'>", "</x:y>", "<!DOCTYPE", "é",
            "\u{0}",
        ]
        for _ in 0..<200 {
            var text = Bool.random(using: &random) ? "<r>" : ""
            for _ in 0..<Int.random(in: 0...40, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
            let whole = Result { () throws(StatementError) in try Self.events(text) }
            let chunk = Int.random(in: 1...9, using: &random)
            let split = Result { () throws(StatementError) in try Self.events(text, chunk: chunk) }
            #expect(whole == split, "seed \(seed): \(text)")
        }
    }

    /// A second, naive reading of well-formed documents: what was written is what is read.
    @Test(arguments: 0..<16)
    func `a document that was made is read as it was made`(_ seed: Int) throws {
        var random = HostileInputTests.Seeded(state: UInt64(seed) &+ 9_000)
        var (text, expected) = ("", [String]())
        func element(_ depth: Int) {
            let name = ["a", "Ntry", "x-1", "名"].randomElement(using: &random) ?? "a"
            text += "<\(name)>"
            expected.append("<\(name)")
            for _ in 0..<Int.random(in: 0...3, using: &random) where depth < 6 {
                if Bool.random(using: &random) {
                    let words = ["a<b", "&&", "\"'", "é€", "plain"].randomElement(using: &random) ?? ""
                    text += words.replacing("&", with: "&amp;").replacing("<", with: "&lt;") + "<!-- -->"
                    expected.append("\(name): \(words)")
                } else {
                    element(depth + 1)
                }
            }
            text += "</\(name)>"
            expected.append(">\(name)")
        }
        element(0)
        let read = try Self.events(text, chunk: Int.random(in: 1...50, using: &random))
        #expect(read.map { $0.hasPrefix("<") ? String($0.prefix { $0 != "{" }) : $0 } == expected)
    }
}
