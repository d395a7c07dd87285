// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a page shows where rows would be: what would appear here, why there is nothing, and what to do.
struct Blank: Sendable, Equatable {
    struct Act: Sendable, Equatable {
        let text: String
        let href: String
        let isMain: Bool
    }

    let icon: String
    let heading: String
    let lines: [String]
    let acts: [Act]
    let hasActs: Bool

    init(icon: String, heading: String, lines: [String], acts: [Act] = []) {
        self.icon = icon
        self.heading = heading
        self.lines = lines
        self.acts = acts
        hasActs = !acts.isEmpty
    }
}

/// Where a list goes on, and where it began.
struct Pager: Sendable, Equatable {
    let summary: String
    let first: String?
    let next: String?

    /// nil when the list fits on one page.
    init?(count: Int, isFirst: Bool, next: String?, firstHref: String, nextHref: String?, words: Words) {
        guard !isFirst || next != nil else { return nil }
        summary = words.text("common.shown", ["count": words.count(Int64(count))])
        first = isFirst ? nil : firstHref
        self.next = next == nil ? nil : nextHref
    }
}
