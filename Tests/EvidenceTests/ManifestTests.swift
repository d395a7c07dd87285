// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import Testing

@Suite struct ManifestTests {
    @Test func `a manifest comes back as it was written`() throws {
        let manifest = try #require(SmallPack.made()).manifest
        #expect(Manifest(manifest.encoded) == manifest)
        #expect(Manifest(manifest.encoded + " ") == nil)
        #expect(Manifest(manifest.encoded.replacing("\"size\": ", with: "\"size\":  ")) == nil)
    }

    @Test(arguments: [
        "", "{", "[1,", "{\"a\":1,\"a\":2}", "01", "1.5", "1e3", "+1", "\"\\x\"", "\"\u{1}\"", "nul", "[1]x",
        "[[[[[[[[[1]]]]]]]]]", "\"\\ud800\"", "-", "\"\\u+123\"",
    ])
    func `what is not JSON of this kind is refused`(_ text: String) { #expect(JSONValue(text) == nil) }

    @Test func `JSON comes back as it was written`() throws {
        let value = JSONValue.object([
            JSONValue.Member(name: "甲", value: .text("引号 \" 反斜杠 \\ 换行 \n \u{1} \u{7F} 😀")),
            JSONValue.Member(name: "b", value: .array([.number(-5), .null, .boolean(true), .array([])])),
        ])
        #expect(JSONValue(value.text) == value)
        #expect(JSONValue(" [ 1 , 2 ] ") == .array([.number(1), .number(2)]))
    }
}
