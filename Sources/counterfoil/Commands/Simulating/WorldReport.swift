// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import SimKit

/// What a run of the simulated world came to, for people and as JSON.
struct WorldReport: Encodable {
    struct Line: Encodable {
        let seed: UInt64
        let invariant: String
        let at: Int64
        let what: String
        let replay: String
    }

    let days: Int
    let firstSeed: UInt64
    /// All that happened, as one number: the same with any number of threads.
    let trace: String
    let brokenDays: Int
    let breaches: [Line]
    let counts: [String: Int]
    /// Milliseconds from the way back to a known outcome: half and 99 of 100 took no longer; nil beyond ten minutes.
    let recoveryP50: Int64?
    let recoveryP99: Int64?
    let seconds: Double
    let timesRealTime: Int

    init(_ world: World, from seed: UInt64, seconds: Double) {
        days = world.days
        firstSeed = seed
        let hexadecimal = String(world.trace, radix: 16)
        trace = String(repeating: "0", count: 16 - hexadecimal.count) + hexadecimal
        brokenDays = world.brokenDays
        breaches = world.breaches.map {
            Line(seed: $0.seed, invariant: $0.invariant.rawValue, at: $0.time, what: $0.what, replay: $0.replay)
        }
        counts = Dictionary(world.figures.counts.map { ($0.name, $0.count) }) { first, _ in first }
        recoveryP50 = world.figures.recovery(percent: 50)
        recoveryP99 = world.figures.recovery(percent: 99)
        self.seconds = seconds
        timesRealTime = seconds > 0 ? Int(Double(world.days * World.secondsPerDay) / seconds) : 0
        rows = world.figures.counts
    }

    private let rows: [(name: String, count: Int)]

    private enum CodingKeys: String, CodingKey {
        case days, firstSeed, trace, brokenDays, breaches, counts, recoveryP50, recoveryP99, seconds, timesRealTime
    }

    /// The page of a campaign.
    func page(found: [SeededBug: Breach]) -> String {
        var lines = [
            "# Simulated store-days", "",
            "`counterfoil simulate world --seeds \(days) --from \(firstSeed)`: \(days) store-days of 86,400 s in",
            "virtual time, each from its seed alone, with kills, outages and lost answers in each; the shop runs the",
            "real machines (attempts, lanes, admission, batch close, journal, spooler, verdict), everybody else is",
            "simulated. \(String(format: "%.0f", seconds)) s in all, \(timesRealTime) × real time; trace `\(trace)`.",
            "",
            "| what | count |", "| --- | ---: |",
        ]
        lines += rows.map { "| \($0.name) | \($0.count) |" }
        lines.append("| **days that broke an invariant** | **\(brokenDays)** |")
        let told = { (bound: Int64?) in bound.map { "≤ \($0) ms" } ?? "> 600,000 ms" }
        lines += [
            "",
            "An unknown outcome was known after the way to the other side was there again: half of them "
                + "\(told(recoveryP50)), 99 of 100 \(told(recoveryP99)).", "",
            "What is looked at for each invariant stands in `Sources/SimKit/World/Checks/Invariant.swift`.", "",
            "## Mistakes made on purpose", "",
            "The same days with a mistake in the shop's program (`--bug`), until a day breaks:", "",
            "| mistake | found by seed | as |", "| --- | ---: | --- |",
        ]
        for bug in SeededBug.allCases {
            let breach = found[bug]
            lines.append(
                "| \(bug.explanation) | \(breach.map { String($0.seed) } ?? "**none of 400**") "
                    + "| \(breach.map { "\($0.invariant.rawValue): \($0.what)" } ?? "") |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var text: String {
        var lines: [String] = []
        for breach in breaches {
            let line = "seed \(breach.seed): \(breach.invariant) at \(breach.at) ms: \(breach.what)"
            lines.append(Terminal.paint(line, .red))
            lines.append("  again: \(breach.replay)")
        }
        var table = TextTable([.init("what"), .init("count", number: true)])
        for row in rows { table.add([row.name, String(row.count)]) }
        lines += table.lines(columns: Terminal.columns)
        let told = { (bound: Int64?) in bound.map { "≤ \($0) ms" } ?? "> 600000 ms" }
        lines.append("known after the way back: half \(told(recoveryP50)), 99 of 100 \(told(recoveryP99))")
        lines.append(
            "\(days) store-days from seed \(firstSeed) in \(String(format: "%.1f", seconds)) s, "
                + "\(timesRealTime) × real time; trace \(trace)")
        lines.append(
            brokenDays == 0
                ? Terminal.paint("no invariant was broken", .green)
                : Terminal.paint("\(brokenDays) days broke an invariant", .red))
        return lines.joined(separator: "\n")
    }
}
