// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Foundation
import Store
import Testing

@Suite struct WordsTests {
    static func tables() throws -> WordTables {
        try WordTables(directory: ResourceFolder.find().appending(path: "Templates"))
    }

    static func templates() throws -> [(name: String, text: String)] {
        let folder = try ResourceFolder.find().appending(path: "Templates")
        let names = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
        return try (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".mustache") }.map {
            ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }

    @Test func `both languages have the same keys`() throws {
        let tables = try Self.tables()
        #expect(tables[.chinese].keys.subtracting(tables[.english].keys) == [])
        #expect(tables[.english].keys.subtracting(tables[.chinese].keys) == [])
    }

    @Test func `both languages fill the same marks`() throws {
        let tables = try Self.tables()
        let mark = /\{[a-zA-Z]+\}/
        for key in tables[.chinese].keys {
            let chinese = Set(tables[.chinese][key].matches(of: mark).map { String($0.output) })
            let english = Set(tables[.english][key].matches(of: mark).map { String($0.output) })
            #expect(chinese == english, "\(key)")
        }
    }

    @Test func `no text is empty, and hardly any is the same in both languages`() throws {
        let tables = try Self.tables()
        for key in tables[.chinese].keys {
            let chinese = tables[.chinese][key]
            #expect(!chinese.isEmpty && !tables[.english][key].isEmpty, "\(key)")
            let isWord = tables[.english][key].unicodeScalars.contains { $0.properties.isAlphabetic }
            if isWord, tables[.english][key].count > 12 { #expect(chinese != tables[.english][key], "\(key)") }
        }
    }

    @Test func `every text that a template uses exists`() throws {
        let tables = try Self.tables()
        let use = /\{\{[#^]?s\.([a-zA-Z0-9_.\-]+)\}\}/
        for template in try Self.templates() {
            for match in template.text.matches(of: use) {
                let key = String(match.output.1)
                #expect(tables[.english].keys.contains(key), "\(template.name) uses s.\(key)")
            }
        }
    }

    @Test func `every text that code asks for by role, place or problem exists`() throws {
        let words = try Self.tables()[.english]
        for role in Role.allCases { #expect(words.keys.contains("role.\(role.rawValue)")) }
        for place in Place.allCases { #expect(words.keys.contains("nav.\(place.rawValue)")) }
        for name in ErrorAnswer.titles.keys {
            #expect(words.keys.contains("problem.\(name).title"), "\(name)")
            #expect(words.keys.contains("problem.\(name).advice"), "\(name)")
        }
    }

    @Test func `every text that code asks for by name exists`() throws {
        let words = try Self.tables()[.english]
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Console")
        let asked = /(?:words\["|FormProblem\("|done=|words\.text\("|ifKnown: ")([a-zA-Z0-9.\-]+)"/
        let names = FileManager.default.enumerator(atPath: sources.path(percentEncoded: false))
        for case let name as String in names ?? .init() where name.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
            for match in text.matches(of: asked) {
                let isNotice = match.output.0.hasPrefix("done=")
                let key = isNotice ? "notice.\(match.output.1)" : String(match.output.1)
                #expect(words.keys.contains(key), "\(name) asks for \(key)")
            }
        }
    }
}
