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
