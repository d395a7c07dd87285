// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Digits that stand together on paper, in groups, wherever in the stream their bytes are.
///
///     text  卡号: 6222 0012 │ ESC E 1 │ text 3456 7890   │ LF
///     run         ╰groups 4+4──────────────── 4+4╯        ended: masked, first six and last four stay
struct DigitRun: Sendable {
    struct Digit: Sendable {
        let value: UInt8
        /// Offset in the stream, and how many bytes: 1, 2 (full-width in GBK) or 3 (full-width in UTF-8).
        let offset: Int
        let length: Int
    }

    private(set) var groups: [[Digit]] = []
    /// The words in front say that this is a card's number.
    var isLabelled = false
    /// Blanks or hyphens since the last digit.
    private(set) var separators = 0
    /// Groups longer than any card's number are counted and not kept.
    private var isOversized = false

    static let longest = 19

    var isEmpty: Bool { groups.isEmpty && !isOversized }
    var digits: Int { groups.reduce(0) { $0 + $1.count } }

    /// The first byte that may yet have to be masked: the seventh digit's.
    var firstAtRisk: Int? {
        var left = 6
        for group in groups {
            if group.count > left { return group[left].offset }
            left -= group.count
        }
        return nil
    }

    /// - Returns: the digits to mask that this digit has decided about.
    mutating func append(_ digit: Digit) -> [Digit] {
        defer { separators = 0 }
        if isOversized, separators == 0 { return [] }
        if separators > 0 || groups.isEmpty {
            isOversized = false
            groups.append([digit])
        } else {
            groups[groups.count - 1].append(digit)
        }
        if let last = groups.last, last.count > Self.longest {
            groups.removeLast()
            let masked = settle(isFinal: true)
            isOversized = true
            return masked
        }
        return settle(isFinal: false)
    }

    /// A blank or hyphen; false when there are now too many of them for one number.
    mutating func separate() -> Bool {
        separators += 1
        return separators <= 2
    }

    /// Ends the run.
    mutating func end() -> [Digit] {
        let masked = settle(isFinal: true)
        self = DigitRun()
        return masked
    }

    /// Decides about groups from the front, as soon as no later digit can belong to their number.
    private mutating func settle(isFinal: Bool) -> [Digit] {
        var masked: [Digit] = []
        while !groups.isEmpty {
            let closed = groups.dropLast().reduce(0) { $0 + $1.count }
            guard isFinal || closed > Self.longest else { break }
            let count = groupsOfCard()
            if count > 0 {
                masked += groups.prefix(count).joined().dropFirst(6).dropLast(4)
            }
            groups.removeFirst(max(count, 1))
            isLabelled = false
        }
        return masked
    }

    /// How numbers are cut into groups on paper.
    private static let patterns: [[Int]] = [
        [4, 4, 4, 4, 3], [4, 4, 4, 4, 2], [4, 4, 4, 4, 1], [4, 4, 4, 7], [6, 13], [6, 12], [6, 10], [4, 4, 4, 4],
        [4, 12], [8, 8], [4, 4, 8], [4, 6, 5], [4, 6, 4], [6, 4, 4, 4], [6, 4, 4, 5],
    ]

    /// How many groups from the front make a card's number; 0 when they make none.
    private func groupsOfCard() -> Int {
        let sizes = groups.map(\.count)
        let values = { (count: Int) in groups.prefix(count).joined().map(\.value) }
        if (14...Self.longest).contains(sizes[0]), isLabelled || CardRange.isCard(values(1)) { return 1 }
        if sizes[0] == 13, isLabelled { return 1 }
        for pattern in Self.patterns where sizes.starts(with: pattern) && CardRange.isCard(values(pattern.count)) {
            return pattern.count
        }
        // Letter-spaced: every digit by itself.
        let singles = sizes.prefix { $0 == 1 }.count
        if singles >= 14 {
            for count in (14...min(singles, Self.longest)).reversed() where CardRange.isCard(values(count)) {
                return count
            }
        }
        guard isLabelled else { return 0 }
        for pattern in Self.patterns where sizes.starts(with: pattern) { return pattern.count }
        return longestLabelled(sizes)
    }

    /// Behind the word for a card's number the grouping does not matter.
    private func longestLabelled(_ sizes: [Int]) -> Int {
        var total = 0
        var best = 0
        for (index, size) in sizes.enumerated() {
            total += size
            guard total <= Self.longest else { break }
            if total >= 13 { best = index + 1 }
        }
        return best
    }
}
