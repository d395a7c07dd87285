// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Store
import Tender
import Testing

@testable import Console

/// Pages as browsers, readers of screens and strict content policies meet them.
@Suite struct MarkupTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let template: String
        let make: @Sendable (Words) -> any Sendable
    }

    static let many: [TransactionSummary] = (1...50).map { (number: Int) -> TransactionSummary in
        let facts = Shelf.facts(number.isMultiple(of: 7) ? .refund : .sale, fen: Int64(number) * 123_457)
        let money: Verdict.MoneyState = number.isMultiple(of: 5) ? .unknown(since: nil) : .charged
        let codes: [FindingCode] = number.isMultiple(of: 3) ? [.py06, .st05] : []
        return Shelf.summary("T00000000\(number)", facts, money: money, codes: codes)
    }

    static let quarantined = PageOf(elements: Shelf.upload(.ready).quarantine, nextCursor: "next")

    static let samples =
        [
            Sample(testDescription: "counter", template: "counter") {
                CounterPage(recent: Array(many.prefix(20)), help: "no-slip", stores: Shelf.stores, words: $0)
            },
            Sample(testDescription: "counter without payments", template: "counter") {
                CounterPage(recent: [], help: nil, stores: [], words: $0)
            },
            Sample(testDescription: "a full list", template: "transactions/list") {
                TransactionsPage(
                    filter: ListFilter(), list: PageOf(elements: many, nextCursor: "c"), stores: Shelf.stores, words: $0
                )
            },
            Sample(testDescription: "an empty list", template: "transactions/list") {
                TransactionsPage(
                    filter: ListFilter(), list: PageOf(elements: [], nextCursor: nil), stores: [], words: $0)
            },
            Sample(testDescription: "a transaction in doubt", template: "transactions/one") {
                TransactionPage(
                    detail: Shelf.detail(
                        Shelf.verdict(money: .unknown(since: Shelf.afternoon), findings: [Shelf.finding(.py01)]),
                        [Shelf.entry(.till, Shelf.facts()), Shelf.entry(.clearing, Shelf.facts(fen: 580))]),
                    stores: Shelf.stores, now: Shelf.afternoon, words: $0)
            },
            Sample(testDescription: "findings", template: "findings") { words in
                FindingsPage(
                    filter: ListFilter().about(.st05),
                    rows: PageOf(
                        elements: many.map {
                            FindingRow(
                                transaction: $0, finding: Shelf.finding(.st05, by: Money(minor: 5)),
                                since: Instant(milliseconds: 1_763_650_000_000))
                        }, nextCursor: "c"),
                    counts: [.st05: 50, .py06: 2], stores: Shelf.stores, words: words)
            },
            Sample(testDescription: "today", template: "today") {
                TodayPage(
                    day: Shelf.afternoon.date, today: Shelf.afternoon.date, figures: nil, files: [Shelf.file(bad: 1)],
                    unreadRows: 1, stores: Shelf.stores, words: $0)
            },
            Sample(testDescription: "imports", template: "imports/list") {
                ImportsPage(files: [Shelf.file()], waiting: [Shelf.upload(.ready)], mayImport: true, words: $0)
            },
            Sample(testDescription: "a preview", template: "imports/upload") {
                UploadPage(upload: Shelf.upload(.ready), words: $0)
            },
            Sample(testDescription: "a running import", template: "imports/upload") {
                UploadPage(upload: Shelf.upload(.importing), words: $0)
            },
            Sample(testDescription: "a refused file", template: "imports/upload") {
                UploadPage(upload: Shelf.upload(.refused), words: $0)
            },
            Sample(testDescription: "an imported file", template: "imports/one") {
                FilePage(file: Shelf.file(bad: 1, findings: [.py06: 2]), quarantine: quarantined, words: $0)
            },
        ] + SlipShelf.samples

    static let pages = Task {
        try PageRenderer(templates: Shelf.templates, assets: Assets(directory: Shelf.assets))
    }

    static func render(_ sample: Sample, _ language: Language) async throws -> String {
        let pages = try await pages.value
        let words = pages.words[language]
        let frame = Frame(
            language: language.rawValue, isChinese: language == .chinese,
            otherLanguage: .init(name: language.other.name, tag: language.other.rawValue, href: "?lang=x"),
            person: .init(name: "王", role: words["role.manager"]),
            nav: Place.allCases.map {
                .init(
                    key: $0.rawValue, label: words["nav.\($0.rawValue)"], href: $0.path, isCurrent: $0 == .today,
                    isLead: $0 == .today)
            }, isElsewhere: false, csrf: "token", may: ["importFiles": true], notice: nil, version: "1", madeAt: "now",
            lastEvent: "1",
            hasSample: true)
        return try pages.html(sample.template, sample.make(words), frame: frame, words: words)
    }

    @Test(arguments: samples, Language.allCases)
    func `a page is small, in one language, with one head line and no foreign or inline code`(
        _ sample: Sample, _ language: Language
    ) async throws {
        let html = try await Self.render(sample, language)
        #expect(html.utf8.count <= 100_000)
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
        #expect(html.matches(of: /<h1[ >]/).count == 1)
        #expect(html.matches(of: /<main[ >]/).count == 1)
        #expect(html.firstMatch(of: /\s(style|on[a-z]+)=/) == nil)
        #expect(html.firstMatch(of: /<script>|<style|javascript:|https?:\/\/(?!www\.w3\.org)/) == nil)
        #expect(!html.contains("{{"))
    }

    @Test(arguments: samples)
    func `every field has a label and every form its token`(_ sample: Sample) async throws {
        let html = try await Self.render(sample, .english)
        let labels = Set(html.matches(of: /<label[^>]* for="([^"]+)"/).map { String($0.output.1) })
        for match in html.matches(of: /<(?:input|select|textarea)[^>]* id="([^"]+)"/) {
            #expect(labels.contains(String(match.output.1)), "\(match.output.1)")
        }
        for form in html.split(separator: "<form").dropFirst() where form.prefix(400).contains("method=\"post\"") {
            #expect(form.prefix(600).contains("name=\"_csrf\" value=\"token\""))
        }
        let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(ids.count == Set(ids).count, "an id is used twice")
    }

    @Test(arguments: samples)
    func `what others wrote is text, never markup`(_ sample: Sample) async throws {
        let html = try await Self.render(sample, .chinese)
        #expect(!html.contains("<&\"'>"))
        #expect(!html.contains("<b>x"))
        #expect(!html.contains("账单 <1>"))
    }

    @Test(arguments: samples)
    func `every table has a caption and heads`(_ sample: Sample) async throws {
        let html = try await Self.render(sample, .english)
        for table in html.split(separator: "<table").dropFirst() {
            #expect(table.contains("<caption>") && table.contains("<th scope=\"col\""))
        }
    }

    @Test func `style and scripts keep to their sizes and load nothing from elsewhere`() throws {
        var scripts = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: Shelf.assets.path(percentEncoded: false)) {
            let text = try String(contentsOf: Shelf.assets.appending(path: name), encoding: .utf8)
            if name.hasSuffix(".js") { scripts += text.utf8.count }
            if name.hasSuffix(".css") { #expect(text.utf8.count <= 40_000) }
            #expect(text.firstMatch(of: /@import|url\(|https?:\/\/(?!www\.w3\.org)/) == nil, "\(name)")
            #expect(text.firstMatch(of: /eval\(|innerHTML = [^n]/) == nil, "\(name)")
        }
        #expect(scripts <= 15_000)
    }

    @Test func `every icon a page names is drawn`() async throws {
        let drawn = try String(contentsOf: Shelf.assets.appending(path: "icons.svg"), encoding: .utf8)
        for sample in Self.samples {
            for match in try await Self.render(sample, .english).matches(of: /icons\.svg[^#"]*#([a-z]+)/) {
                let name = String(match.output.1)
                #expect(drawn.contains("id=\"\(name)\""), "\(name)")
            }
        }
    }
}
