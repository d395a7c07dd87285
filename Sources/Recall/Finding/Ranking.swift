// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// How well a transaction fits what a person remembers, with the reasons.
///
/// Points: an exact number 600 · amount 200 · time 130 to 180 · last four 120 · terminal 60 · store, channel,
/// code 40 … so that exact number > amount and time > amount and last four > amount only. What contradicts
/// takes points away: a wrong last four is strong evidence for another transaction.
public enum Ranking {
    /// At this score the search stops: amount and time fit, or better.
    static let isStrong = 320
    /// Below this a hit is not worth showing.
    static let isWorthless = 40

    /// What a transaction that fits in everything would have, a named moment not counted to the minute.
    static func attainable(_ reading: Reading) -> Int {
        if !reading.keys.isEmpty { return 400 }
        let parts: [(isSaid: Bool, points: Int)] = [
            (!reading.amounts.isEmpty, 200), (reading.window != nil, 130), (!reading.cards.isEmpty, 120),
            (!reading.terminals.isEmpty, 60), (!reading.batches.isEmpty, 60), (!reading.types.isEmpty, 60),
            (!reading.codes.isEmpty, 60), (!reading.stores.isEmpty, 45), (!reading.cashiers.isEmpty, 45),
            (!reading.channels.isEmpty, 45), (!reading.merchants.isEmpty, 45),
        ]
        return parts.filter(\.isSaid).map(\.points).reduce(0, +)
    }

    /// Candidates that fit at all, best first; equal ones by nearness in time, then newest, then number.
    public static func rank(_ candidates: [RecallCandidate], _ query: MemoryQuery, limit: Int = 20) -> [RecallHit] {
        var seen = Set<String>()
        let fitting = candidates.filter { seen.insert($0.id).inserted }.compactMap { scored($0, query) }
            .filter { $0.score >= isWorthless }
        let sorted = fitting.sorted { precedes($0, $1, query.window) }
        return sorted.prefix(max(0, limit)).map(explained)
    }

    /// The best score among candidates; 0 when none fits.
    static func best(_ candidates: [RecallCandidate], _ query: MemoryQuery) -> Int {
        candidates.compactMap { scored($0, query)?.score }.max() ?? 0
    }

    private struct Scored {
        let candidate: RecallCandidate
        let reading: Reading
        let score: Int
    }

    private static func precedes(_ left: Scored, _ right: Scored, _ window: TimeWindow?) -> Bool {
        if left.score != right.score { return left.score > right.score }
        let (first, second) = (left.candidate.facts.occurredAt, right.candidate.facts.occurredAt)
        if let window, let first, let second {
            let (near, far) = (window.distance(to: first), window.distance(to: second))
            if near != far { return near < far }
        }
        if first != second { return (first ?? .distantPast) > (second ?? .distantPast) }
        return left.candidate.id < right.candidate.id
    }

    /// The best of the query's readings decides; a less likely reading costs a few points.
    private static func scored(_ candidate: RecallCandidate, _ query: MemoryQuery) -> Scored? {
        var best: Scored?
        for reading in query.readings {
            var tally = Tally(explaining: false)
            tally.judge(candidate, by: reading)
            let score = tally.score - reading.rank * 5
            if score > best?.score ?? .min { best = Scored(candidate: candidate, reading: reading, score: score) }
        }
        return best
    }

    private static func explained(_ scored: Scored) -> RecallHit {
        var tally = Tally(explaining: true)
        tally.judge(scored.candidate, by: scored.reading)
        let reasons = tally.reasons.enumerated().sorted {
            (abs($1.element.points), $0.offset) < (abs($0.element.points), $1.offset)
        }
        return RecallHit(
            candidate: scored.candidate, score: min(max(scored.score, 0), 1_000), reasons: reasons.map(\.element.text))
    }
}

extension CivilTime {
    static let distantPast = CivilTime(secondsSinceEpoch: .min / 4)
}
