// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Tender
import Testing

@testable import Reconciliation

/// Files fed in several runs give what one run of all of them gives.
@Suite struct CarryPropertyTests {
    /// Splits a list into runs, some of them empty.
    static func split(_ files: [CarryRuns.File], _ dice: inout Dice) -> [[CarryRuns.File]] {
        var runs: [[CarryRuns.File]] = [[]]
        for file in files {
            while dice.roll(2) == 0, runs.count < 12 { runs.append([]) }
            runs[runs.count - 1].append(file)
        }
        // The first run needs something to take.
        runs.removeAll { $0.isEmpty && dice.roll(2) == 0 }
        while runs.first?.isEmpty == true { runs.removeFirst() }
        return runs
    }

    @Test(arguments: 0..<30)
    func `any split of the files into runs gives the same bytes as all files at once`(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed) + 77)
        var days = CarryRuns(files: CarriedDays(seed: seed).files)
        days.tariff = CarriedDays.tariff
        let expected = try days.atOnce()
        for variant in 0..<2 {
            days.threads = [1, 2, 5][dice.roll(3)]
            days.chunk = [1, 37, 200, 64 << 10][dice.roll(4)]
            days.partitionRows = [1, 4, 1_000][dice.roll(3)]
            days.slotRows = [1, 3, 512][dice.roll(3)]
            let folder = StepFolder()
            let runs = Self.split(days.files, &dice)
            var last: CarryRuns.Outcome?
            for (number, run) in runs.enumerated() {
                let isLast = number == runs.count - 1
                let asOf = isLast ? days.asOf : Job.day("2026-11-15").adding(days: dice.roll(25))
                last = try days.run(run, asOf: asOf, in: folder).outcome
            }
            guard let last else { continue }
            #expect(last.isConserved)
            for (name, text) in expected.files where last.files[name] != text {
                let difference = Self.difference(last.files[name] ?? "", text)
                Issue.record("seed \(seed), variant \(variant), \(runs.map(\.count)), \(name):\n\(difference)")
            }
        }
    }

    /// The first lines that are not the same.
    static func difference(_ left: String, _ right: String) -> String {
        let (one, other) = (left.split(separator: "\n"), right.split(separator: "\n"))
        let differing = zip(one, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let place = differing ?? min(one.count, other.count)
        let line = { (lines: [Substring]) in place < lines.count ? String(lines[place].prefix(600)) : "(end)" }
        return "line \(place + 1) carried: \(line(one))\nline \(place + 1) at once: \(line(other))"
    }
}
