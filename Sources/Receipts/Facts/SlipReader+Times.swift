// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

extension SlipReader {
    mutating func readTime() {
        var moments: [SlipFacts.Fact<CivilTime>] = []
        var dates: [SlipFacts.Fact<CivilDate>] = []
        var clocks: [SlipFacts.Fact<Int>] = []
        for value in values {
            guard case .time(let role) = value.meaning else { continue }
            let read = PrintedTime(in: value)
            if read.isDoubtful { facts.ambiguous.insert(.time) }
            if role == .original {
                facts.originalDate =
                    read.date.map { SlipFacts.Fact($0, confidence: value.certainty, line: value.line) }
                    ?? facts.originalDate
                continue
            }
            let certainty = role == .printed ? value.certainty - 20 : value.certainty
            if let moment = read.moment {
                moments.append(SlipFacts.Fact(moment, confidence: certainty, line: value.line))
            } else {
                if let date = read.date { dates.append(SlipFacts.Fact(date, confidence: certainty, line: value.line)) }
                if let second = read.second {
                    clocks.append(SlipFacts.Fact(second, confidence: certainty, line: value.line))
                }
            }
        }
        if moments.isEmpty || moments.allSatisfy({ $0.confidence < 70 }) {
            moments += combined(dates, clocks).map { [$0] } ?? (dates.isEmpty ? unlabelledTimes() : [])
        }
        facts.time = settle(moments, .time)
        facts.date =
            facts.time.map { SlipFacts.Fact($0.value.date, confidence: $0.confidence, line: $0.line) }
            ?? (facts.ambiguous.contains(.time) ? nil : settle(dates, .time))
    }

    /// A date and a clock with labels of their own.
    private func combined(
        _ dates: [SlipFacts.Fact<CivilDate>], _ clocks: [SlipFacts.Fact<Int>]
    ) -> SlipFacts.Fact<CivilTime>? {
        guard Set(dates.map(\.value)).count == 1, Set(clocks.map(\.value)).count == 1 else { return nil }
        guard let date = dates.first, let clock = clocks.first else { return nil }
        return SlipFacts.Fact(
            CivilTime(date.value, secondOfDay: clock.value), confidence: min(date.confidence, clock.confidence) - 2,
            line: date.line)
    }

    private mutating func unlabelledTimes() -> [SlipFacts.Fact<CivilTime>] {
        let spoken = Set(values.filter { if case .time = $0.meaning { true } else { false } }.map(\.line))
        var found: [SlipFacts.Fact<CivilTime>] = []
        for line in lines where !spoken.contains(line.number) && SlipWords.marks(in: line.text).isEmpty {
            let read = PrintedTime(in: line.text)
            if read.isDoubtful, read.second != nil { facts.ambiguous.insert(.time) }
            if let moment = read.moment { found.append(SlipFacts.Fact(moment, confidence: 80, line: line.number)) }
        }
        return found
    }
}
