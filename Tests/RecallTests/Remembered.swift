// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

@testable import Recall

/// What somebody typed on Friday 2026-11-20 at 16:30, and how it must be read: chips in English, other readings
/// in braces, then the window of time with the named moment.
struct Remembered: Sendable, CustomTestStringConvertible {
    let text: String
    let chips: String
    let window: String

    init(_ text: String, _ chips: String, _ window: String = "") {
        self.text = text
        self.chips = chips
        self.window = window
    }

    var testDescription: String { text }

    static let now = CivilTime(CivilDate(daysSinceEpoch: 20_777), secondOfDay: 16 * 3_600 + 1_800)

    static let shop = RecallContext(
        stores: [.init(id: "S01", name: "示例超市（人民路店）"), .init(id: "S02", name: "Night Bar")],
        terminals: ["30100001", "T30100AB"], cashiers: ["张小明", "Anna Li"])

    /// The query in the notation of the tables.
    static func read(_ text: String) -> (query: MemoryQuery, chips: String, window: String) {
        let query = MemoryQuery.read(text, now: now, context: shop)
        let chips = query.chips.map { chip in
            let others = chip.alternatives.map(\.label.english).joined(separator: "; ")
            return chip.label.english + (others.isEmpty ? "" : " {\(others)}")
        }
        let window = query.window.map {
            "\($0.from.minute)..\($0.to.minute) \($0.said?.clock ?? "-")"
        }
        return (query, chips.joined(separator: " | "), window ?? "")
    }
}
