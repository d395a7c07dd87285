// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Store
import Testing

@testable import Console

/// The two tables of words are complete, symmetrical and written for people.
@Suite struct StringsTests {
    let chinese: Words
    let english: Words

    init() throws {
        chinese = try Shelf.words(.chinese)
        english = try Shelf.words(.english)
    }

    /// Texts that are rightly the same in both languages.
    static let same: Set<String> = ["detail.title", "today.noCoverage"]

    @Test func `both languages have the same keys`() {
        #expect(chinese.keys == english.keys)
        #expect(chinese.keys.count > 300)
    }

    @Test func `no text is left untranslated or empty`() {
        for key in chinese.keys where !Self.same.contains(key) {
            #expect(chinese[key] != english[key], "\(key)")
            #expect(!chinese[key].isEmpty && !english[key].isEmpty, "\(key)")
        }
    }

    @Test func `both languages fill in the same values`() {
        let mark = /\{[a-z]+\}/
        for key in chinese.keys {
            let left = Set(chinese[key].matches(of: mark).map { String($0.output) })
            let right = Set(english[key].matches(of: mark).map { String($0.output) })
            #expect(left == right, "\(key)")
        }
    }

    @Test func `Chinese has Chinese punctuation and English has none of it`() {
        for key in chinese.keys {
            let texts = chinese[key].unicodeScalars
            let halves = zip(texts, texts.dropFirst()).filter {
                Self.isHan($0) && ",;:?!()".unicodeScalars.contains($1)
            }
            #expect(halves.isEmpty, "\(key): \(chinese[key])")
            let foreign = english[key].unicodeScalars.contains {
                Self.isHan($0) || "，；：？！（）、。".unicodeScalars.contains($0)
            }
            #expect(!foreign, "\(key): \(english[key])")
        }
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }

    @Test func `every word a template asks for exists`() throws {
        let key = /\{\{[#^]?s\.([A-Za-z0-9.-]+)\}\}/
        var asked = 0
        for (name, text) in try Self.templates() {
            for match in text.matches(of: key) {
                asked += 1
                #expect(chinese.text(ifKnown: String(match.output.1)) != nil, "\(name): \(match.output.1)")
            }
        }
        #expect(asked > 200)
    }

    @Test func `every value of a closed list has its word`() {
        var keys = TransactionType.allCases.map { "type.\($0.rawValue)" }
        keys += ReportedStatus.allCases.map { "status.\($0.rawValue)" }
        keys += Source.allCases.map { "source.\($0.name)" }
        keys += Role.allCases.map { "role.\($0.rawValue)" }
        keys += Place.allCases.map { "nav.\($0.rawValue)" }
        keys += ListFilter.moneyNames.map { "filter.moneyState.\($0)" }
        keys += CodeRow.Family.allCases.map { "family.\($0.rawValue)" }
        keys += ComparedField.all.map { "field.\($0.key)" }
        keys += (1...7).map { "weekday.\($0)" }
        keys += ErrorAnswer.titles.keys.flatMap { ["problem.\($0).title", "problem.\($0).advice"] }
        for complaint in Complaint.allCases {
            keys += ["name", "note", "act", "say", "pick"].map { "counter.\(complaint.rawValue).\($0)" }
        }
        for phase in [UploadView.Phase.reading, .ready, .refused, .importing, .done, .failed] {
            keys += ["phase.\(phase.rawValue)", "upload.\(phase.rawValue)"]
        }
        for key in keys { #expect(english.text(ifKnown: key) != nil, "\(key)") }
    }

    /// Templates by path, as text.
    static func templates() throws -> [(name: String, text: String)] {
        let root = Shelf.templates.path(percentEncoded: false)
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".mustache") }.sorted().map { name in
            (name, try String(contentsOf: Shelf.templates.appending(path: name), encoding: .utf8))
        }
    }
}
