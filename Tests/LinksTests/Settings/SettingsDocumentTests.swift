// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Links
import Tariffs
import Tender
import Testing

/// The examples in the documents are files that can be used.
@Suite struct SettingsDocumentTests {
    static func example(in name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/formats/\(name)"), encoding: .utf8)
        let parts = page.components(separatedBy: "```")
        return String(try #require(parts.first { $0.hasPrefix("toml\n") }).dropFirst(5))
    }

    @Test func `the tariff of the document is read, and a careful reader has nothing to ask`() throws {
        let tariff = try TariffFile.read(text: try Self.example(in: "tariff.md"), name: "tariff.md")
        #expect(tariff.rows.count == 6)
        #expect(tariff.warnings().isEmpty)
        let question = FeeQuestion(
            amount: Money(minor: 100_001), product: "qr", day: CivilDate(year: 2026, month: 11, day: 20))
        #expect(tariff.fee(for: question)?.rowNumber == 5)
    }

    @Test func `the calendar of the document is read`() throws {
        let calendar = try CalendarFile.read(text: try Self.example(in: "calendar.md"), name: "calendar.md")
        #expect(calendar.businessDay.cutOff == 14_400)
        #expect(calendar.closedDays.count == 3)
    }
}
