// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Mustache
import Testing

@testable import Console

@Suite struct PlainTests {
    private struct Line: Sendable {
        let name: String
        let count: Int
        let isLast: Bool
        let note: String?
    }

    private struct Page: Sendable {
        let title: String
        let lines: [Line]
        let empty: [Line]
        let chosen: Line?
        let missing: Line?
        let labels: [String: String]
    }

    private static let template = """
        {{title}}{{#lines}}[{{name}}:{{count}}{{#isLast}}!{{/isLast}}\
        {{#.note}}({{.}}){{/.note}}{{^.note}}-{{/.note}}]{{/lines}}\
        {{^empty}}none{{/empty}}{{#chosen}}<{{name}} of {{title}}>{{/chosen}}{{^missing}}gone{{/missing}}{{labels.a}}
        """

    @Test func `a page as dictionaries fills a template as the page itself does`() throws {
        let line = Line(name: "a & b", count: 2, isLast: true, note: "n")
        let page = Page(
            title: "T", lines: [Line(name: "x", count: 1, isLast: false, note: nil), line], empty: [], chosen: line,
            missing: nil, labels: ["a": "A"])
        let template = try MustacheTemplate(string: Self.template)
        let filled = template.render(try #require(Plain.of(page)))
        #expect(filled == template.render(page))
        #expect(filled == "T[x:1-][a &amp; b:2!(n)]none<a &amp; b of T>goneA")
    }
}
