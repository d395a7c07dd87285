// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Testing

@Suite struct JSONReaderTests {
    private static func read(_ text: String, _ limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONNode {
        try JSONReader.read(Array(text.utf8), limits: limits)
    }

    @Test(arguments: [
        (#"{"a":1,"b":[true,false,null],"c":{"d":"e"}}"#, #"{"a":1,"b":[true,false,null],"c":{"d":"e"}}"#),
        (" [ 1.50 , -0 , 1E+7 ] \n", "[1.50,-0,1E+7]"), ("{}", "{}"), ("[]", "[]"), ("\"\"", "\"\""),
        (#""€ é 😀 \/ \b\f\n\r\t""#, #""€ é 😀 / \b\f\n\r\t""#), (#""\u0001\u007f""#, "\"\\u0001\u{7F}\""),
        ("{\"b\":1,\"a\":2}", "{\"b\":1,\"a\":2}"),
    ])
    func `what is read is written again in one line`(_ text: String, _ written: String) throws {
        #expect(JSONWriter.text(of: try Self.read(text)) == written)
    }

    @Test func `each layout reads back as the same`() throws {
        let node = try Self.read(#"{"a":[1,{"b":[]},"x"],"c":{}}"#)
        #expect(JSONWriter.text(of: node, .spaced) == #"{ "a": [ 1, { "b": [] }, "x" ], "c": {} }"#)
        #expect(
            JSONWriter.text(of: node, .indented)
                == "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    },\n    \"x\"\n  ],\n  \"c\": {}\n}")
        for layout in JSONWriter.Layout.allCases {
            #expect(try JSONReader.read(JSONWriter.bytes(of: node, layout)) == node)
        }
    }

    @Test func `a node knows the byte at which it began`() throws {
        let node = try Self.read(#"{"a": [10, "x"]}"#)
        #expect(node["a"]?.offset == 6)
        #expect(node["a"]?.elements?.map(\.offset) == [7, 11])
    }

    @Test(
        arguments: [
            ("", .truncated, 0), ("{", .truncated, 1), ("[1,", .truncated, 3), ("\"abc", .truncated, 4),
            ("tru", .truncated, 3),
            ("{\"a\"", .truncated, 4), ("{\"a\":", .truncated, 5), ("\"\\u12", .truncated, 5),
            ("x", .unexpected, 0), ("[1 2]", .unexpected, 3), ("{a:1}", .unexpected, 1), ("{\"a\" 1}", .unexpected, 5),
            ("[1,]", .unexpected, 3), ("{\"a\":1,}", .unexpected, 7), ("trux", .unexpected, 3), ("'a'", .unexpected, 0),
            ("{} {}", .trailing, 3), ("1 1", .trailing, 2), ("\u{FEFF}{}", .byteOrderMark, 0),
            ("01", .number, 0), ("[1.]", .number, 1), ("[-]", .number, 1), ("1e", .number, 0), ("1.5.2", .number, 0),
            ("+1", .unexpected, 0), (".5", .unexpected, 0), ("NaN", .unexpected, 0),
            (#""\x""#, .escape, 1), (#""\ud83d""#, .escape, 1), (#""\ud83d\u0041""#, .escape, 1),
            (#""a\udc00""#, .escape, 2),
            ("\"a\nb\"", .controlCharacter, 2), ("\"\\n\u{1}\"", .controlCharacter, 3),
            (#"{"a":1,"a":2}"#, .duplicate(name: "a"), 7), (#"{"a":1,"\u0061":2}"#, .duplicate(name: "a"), 7),
        ] as [(String, JSONError.Reason, Int)])
    func `what is not JSON is refused with its byte`(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
        #expect(throws: JSONError(reason, at: offset)) { try Self.read(text) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
            [0x22, 0x5C, 0x6E, 0x80, 0x22],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONError(.encoding, at: 1)) { try JSONReader.read(bytes) }
    }

    @Test func `limits have numbers`() throws {
        let deep = String(repeating: "[", count: 33)
        #expect(throws: JSONError(.tooDeep(limit: 32), at: 32)) { try Self.read(deep) }
        #expect(throws: Never.self) {
            try Self.read(String(repeating: "[", count: 32) + String(repeating: "]", count: 32))
        }
        #expect(throws: JSONError(.tooDeep(limit: 32), at: 32)) {
            try Self.read(String(repeating: "[", count: 1_000_000))
        }
        #expect(throws: JSONError(.tooLong(limit: 8), at: 8)) { try Self.read("[1,2,3,4]", JSONLimits(length: 8)) }
        #expect(throws: JSONError(.tooMany(limit: 3), at: 5)) { try Self.read("[1,2,3]", JSONLimits(values: 3)) }
        #expect(throws: JSONError(.number, at: 0)) { try Self.read(String(repeating: "1", count: 65)) }
    }

    @Test func `any value that is written is read as the same`() throws {
        var maker = NodeMaker(seed: 7)
        for _ in 0..<2_000 {
            let node = maker.node(depth: 0)
            for layout in JSONWriter.Layout.allCases {
                let bytes = JSONWriter.bytes(of: node, layout)
                #expect(try JSONReader.read(bytes) == node)
                #expect(JSONWriter.bytes(of: try JSONReader.read(bytes), layout) == bytes)
            }
        }
    }
}
