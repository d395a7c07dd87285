// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Something in a tariff that is allowed but hardly meant. Row numbers are places in the file, from 1.
public enum TariffWarning: Hashable, Sendable {
    /// A credit price below what banks and the card network cost (0.45 % + 2 × 0.0325 %).
    case creditBelowCost(row: Int, rate: Rate)
    /// Debit fees are capped by law and contract; this row has no cap.
    case debitWithoutCap(row: Int)
    /// More than 5 %: perhaps the percent sign is missing.
    case rateVeryHigh(row: Int, rate: Rate)
    /// The cap is lower than the floor, so every fee is the cap.
    case capBelowFloor(row: Int)
    /// Ends before it begins: the row never holds.
    case emptyRange(row: Int)
    /// Two rows claim the same payments; the first one named wins.
    case overlap(row: Int, with: Int)
    /// Another row always wins over this one.
    case unreachable(row: Int, because: Int)
    /// Nothing covers this product on these days, between two rows that do.
    case gap(product: String, from: CivilDate, to: CivilDate)
    /// Nothing covers amounts between two rows of a product on the same days.
    case amountGap(product: String, from: Int64, to: Int64)
    /// A row for merchant categories, and no merchant whose category is told.
    case noCategories(row: Int)
    /// A higher volume costs more: the steps may be the wrong way round.
    case risingVolumePrice(row: Int)
}

extension Tariff {
    /// 0.515 %: issuer 0.45 % and network 0.0325 % from each side, the ceilings of the 2016 notice.
    private static let creditCost = Rate(partsPerBillion: 5_150_000) ?? .zero
    private static let high = Rate(partsPerBillion: 50_000_000) ?? .zero

    /// What a careful reader would ask about, in the order of the rows.
    public func warnings() -> [TariffWarning] {
        var found: [TariffWarning] = []
        for (index, row) in rows.enumerated() { found += warnings(on: row, number: index + 1) }
        found += conflicts()
        return found + gaps()
    }

    private func warnings(on row: TariffRow, number: Int) -> [TariffWarning] {
        var found: [TariffWarning] = []
        let name = row.product.lowercased()
        if name.contains("credit") || name.contains("贷记") {
            if row.rate < Self.creditCost, row.fixed == 0 {
                found.append(.creditBelowCost(row: number, rate: row.rate))
            }
        }
        if name.contains("debit") || name.contains("借记"), row.cap == nil {
            found.append(.debitWithoutCap(row: number))
        }
        if row.rate > Self.high { found.append(.rateVeryHigh(row: number, rate: row.rate)) }
        if let cap = row.cap, let floor = row.floor, cap < floor { found.append(.capBelowFloor(row: number)) }
        if Self.isEmpty(row) { found.append(.emptyRange(row: number)) }
        if !row.terms.categories.isEmpty, !categories.values.contains(where: { row.speaks(ofCategory: $0) }) {
            found.append(.noCategories(row: number))
        }
        if let steps = row.terms.volume?.steps,
            zip([row.rate] + steps.map(\.rate), steps).contains(where: { $0 < $1.rate })
        {
            found.append(.risingVolumePrice(row: number))
        }
        return found
    }

    private static func isEmpty(_ row: TariffRow) -> Bool {
        if let from = row.validFrom, let to = row.validTo, to < from { return true }
        if let least = row.minAmount, let most = row.maxAmount, most < least { return true }
        return false
    }

    /// Each row is named as a loser once: two thousand equal rows are one mistake, not two million.
    private func conflicts() -> [TariffWarning] {
        var place = [Int](repeating: 0, count: rows.count)
        for (position, index) in order.enumerated() { place[index] = position }
        var found: [TariffWarning] = []
        var losers: Set<Int> = []
        for first in rows.indices {
            for second in rows.indices.dropFirst(first + 1) {
                let (winner, loser) = place[first] < place[second] ? (first, second) : (second, first)
                guard !losers.contains(loser), let warning = conflict(winner, loser) else { continue }
                losers.insert(loser)
                found.append(warning)
            }
        }
        return found
    }

    private func conflict(_ winner: Int, _ loser: Int) -> TariffWarning? {
        let (left, right) = (rows[winner], rows[loser])
        guard left.product == right.product, left.acquirer == right.acquirer, left.merchant == right.merchant,
            Self.scope(left) == Self.scope(right), left.specificity == right.specificity, !Self.isEmpty(left),
            !Self.isEmpty(right)
        else { return nil }
        let (leftSpan, rightSpan) = (Span(left), Span(right))
        guard leftSpan.meets(rightSpan) else { return nil }
        if leftSpan.holds(rightSpan) { return .unreachable(row: loser + 1, because: winner + 1) }
        // A later row that takes over from an earlier one is how prices change, not a mistake.
        if left.validFrom != right.validFrom, leftSpan.amounts == rightSpan.amounts { return nil }
        return .overlap(row: winner + 1, with: loser + 1)
    }

    private func gaps() -> [TariffWarning] {
        var found: [TariffWarning] = []
        var seen: Set<[String]> = []
        for row in rows {
            let key = Self.scope(row)
            guard seen.insert(key).inserted else { continue }
            let group = rows.filter { Self.scope($0) == key }
            found += gaps(in: group, product: row.product) + amountGaps(in: group, product: row.product)
        }
        return found
    }

    /// What a row speaks of, apart from days and amounts.
    private static func scope(_ row: TariffRow) -> [String] {
        [
            row.product, row.acquirer ?? "", row.merchant?.text ?? "", row.terms.brand ?? "", row.terms.channel ?? "",
            row.terms.instalments.map { String($0) } ?? "",
            row.terms.categories.map(\.description).joined(separator: ","),
        ]
    }

    /// Amounts between two ranges of a product that no row covers, where all its rows are ranges of the same days.
    private func amountGaps(in group: [TariffRow], product: String) -> [TariffWarning] {
        let live = group.filter { !Self.isEmpty($0) }
        guard live.allSatisfy({ $0.minAmount != nil || $0.maxAmount != nil }),
            !rows.contains(where: { $0.product == "*" && Self.scope($0) == Self.scope(TariffRow()) }),
            Set(live.map { Span($0).days }).count == 1
        else { return [] }
        let spans = live.map { Span($0).amounts }.sorted { $0.lowerBound < $1.lowerBound }
        guard var end = spans.first?.upperBound else { return [] }
        var found: [TariffWarning] = []
        for span in spans.dropFirst() {
            if end < .max, span.lowerBound > end + 1 {
                found.append(.amountGap(product: product, from: end + 1, to: span.lowerBound - 1))
            }
            end = max(end, span.upperBound)
        }
        return found
    }

    private func gaps(in group: [TariffRow], product: String) -> [TariffWarning] {
        let spans = group.filter { !Self.isEmpty($0) }.map { Span($0).days }.sorted { $0.lowerBound < $1.lowerBound }
        guard var end = spans.first?.upperBound else { return [] }
        var found: [TariffWarning] = []
        for span in spans.dropFirst() {
            if end < .max, span.lowerBound > end + 1 {
                let from = CivilDate(daysSinceEpoch: end + 1)
                found.append(.gap(product: product, from: from, to: CivilDate(daysSinceEpoch: span.lowerBound - 1)))
            }
            end = max(end, span.upperBound)
        }
        return found
    }
}

/// The days and amounts a row covers.
private struct Span {
    let days: ClosedRange<Int32>
    let amounts: ClosedRange<Int64>

    /// - Parameter row: not empty.
    init(_ row: TariffRow) {
        let from = row.validFrom?.daysSinceEpoch ?? .min
        days = from...max(from, row.validTo?.daysSinceEpoch ?? .max)
        let least = row.minAmount ?? .min
        amounts = least...max(least, row.maxAmount ?? .max)
    }

    func meets(_ other: Span) -> Bool { days.overlaps(other.days) && amounts.overlaps(other.amounts) }

    func holds(_ other: Span) -> Bool {
        days.lowerBound <= other.days.lowerBound && days.upperBound >= other.days.upperBound
            && amounts.lowerBound <= other.amounts.lowerBound && amounts.upperBound >= other.amounts.upperBound
    }
}
