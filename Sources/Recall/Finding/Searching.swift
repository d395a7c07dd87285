// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges

extension MemoryQuery {
    /// The questions for the store, in the order in which they are worth asking.
    public var probes: [Probe] { RecallPlan(self).probes }

    /// Asks the store until something fits well, and puts the best first.
    ///
    /// - Parameter fetch: answers one probe; called at most `Searching.mostProbes` times.
    public func answer<Failure: Error>(
        limit: Int = 20, fetch: (Probe) throws(Failure) -> [RecallCandidate]
    ) throws(Failure) -> RecallAnswer {
        var candidates: [RecallCandidate] = []
        var known = Set<String>()
        var best = 0
        var lastStep: Probe.Step?
        for probe in probes.prefix(Searching.mostProbes) {
            // All probes of a step are asked: they are the same question under different readings.
            if probe.step != lastStep, Searching.isEnough(best, next: probe.step, found: candidates.count) { break }
            lastStep = probe.step
            let found = try fetch(probe).filter { known.insert($0.id).inserted }
            candidates += found
            best = max(best, Ranking.best(found, self))
        }
        let hits = Ranking.rank(candidates, self, limit: limit)
        let isSatisfied = Searching.isSatisfying(hits.first?.score ?? 0, readings)
        return RecallAnswer(query: self, hits: hits, suggestions: isSatisfied ? [] : Suggestion.all(for: self))
    }
}

/// When a search has found enough.
enum Searching {
    /// A query that asks more is cut off; sixteen readings of nine steps would be a hundred and more.
    static let mostProbes = 48
    /// No suggestions are offered when the best hit has seven tenths of what the words can give at most: a card
    /// alone is a poor clue, but a hit on it is all that was asked for.
    static func isSatisfying(_ best: Int, _ readings: [Reading]) -> Bool {
        let attainable = readings.first.map { Ranking.attainable($0) } ?? 0
        return best > 0 && best * 10 >= attainable * 7
    }

    static func isEnough(_ best: Int, next: Probe.Step, found: Int) -> Bool {
        switch next {
        case .identifiers, .cardAmountTime: false
        case .amountTime: best >= 440
        case .cardTime, .cardAmount: best >= Ranking.isStrong
        case .amountNearby, .amount, .card: best >= 300
        case .time: best >= 200 || found >= 200
        }
    }
}
