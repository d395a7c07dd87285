// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import SimKit

struct SimulateWorldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "world",
        abstract: "Whole store-days in virtual time: shop, terminals, acquirer, wallets, printer, bank, every fault.",
        discussion: """
            Every day follows from its seed alone. The shop is killed, loses power, its disk fills and its clock
            jumps; answers are lost, late, doubled and wrong; invariants I1 to I12 are checked throughout. A breach is
            printed with the command that shows that day again. Exit code 0: none; 1: some.

            --bug makes the shop's program wrong on purpose, to see that it is found:
            \(SeededBug.allCases.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n"))
            """)

    @Option(help: "Store-days.") var seeds: UInt64 = 1_000
    @Option(help: "First seed.") var from: UInt64 = 1
    @Option(help: "Threads; the result does not depend on it. Default: one for each processor.") var threads: Int?
    @Option(help: "A mistake to make on purpose.") var bug: String?
    @Flag(help: "Print everything that happens, line by line; with few days only.") var trace = false
    @Flag(help: "Machine output.") var json = false
    @Option(help: "Also write the result as a Markdown page, with a list of the mistakes and the seeds that find them.")
    var report: String?

    func run() async throws {
        let workers = threads ?? ProcessInfo.processInfo.activeProcessorCount
        guard (1...10_000_000).contains(seeds), from <= .max - seeds, (1...1_024).contains(workers) else {
            throw ValidationError("--seeds is 1 to 10000000, --threads 1 to 1024")
        }
        if trace, seeds > 10 { throw ValidationError("--trace is for at most 10 days") }
        let mistake = try bug.map { name in
            guard let found = SeededBug(rawValue: name) else {
                throw ValidationError("--bug: there is no ‘\(name)’; --help lists them")
            }
            return found
        }
        let started = ContinuousClock.now
        let world = await live(mistake, workers)
        let result = WorldReport(world, from: from, seconds: (ContinuousClock.now - started).inSeconds)
        Terminal.write(json ? try JSONText.of(result) : result.text)
        if let report {
            let found = await Self.finders()
            try Data(result.page(found: found).utf8).write(to: URL(fileURLWithPath: report), options: .atomic)
        }
        if world.brokenDays > 0 { throw ExitReason.findings }
    }

    /// For each mistake the first of a few hundred seeds that finds it.
    private static func finders() async -> [SeededBug: Breach] {
        await withTaskGroup(of: (SeededBug, Breach?).self) { group in
            for bug in SeededBug.allCases {
                group.addTask {
                    (
                        bug,
                        (1...400 as ClosedRange<UInt64>).lazy.compactMap {
                            World.day(seed: $0, bug: bug).breaches.first
                        }.first
                    )
                }
            }
            var found: [SeededBug: Breach] = [:]
            for await (bug, breach) in group { found[bug] = breach }
            return found
        }
    }

    /// Days in parallel, added up in the order of their seeds.
    private func live(_ mistake: SeededBug?, _ workers: Int) async -> World {
        let bar = ProgressBar("store-days")
        var world = World()
        let (first, count, isTold) = (from, seeds, trace)
        let piece: UInt64 = 64
        await withTaskGroup(of: (UInt64, [DayReport]).self) { group in
            var (next, due) = (UInt64(0), UInt64(0))
            var waiting: [UInt64: [DayReport]] = [:]
            let start = { (group: inout TaskGroup<(UInt64, [DayReport])>) in
                guard next < count else { return }
                let (offset, length) = (next, min(piece, count - next))
                next += length
                group.addTask {
                    (offset, (0..<length).map { World.day(seed: first + offset + $0, bug: mistake, isTold: isTold) })
                }
            }
            for _ in 0..<workers { start(&group) }
            while let (offset, days) = await group.next() {
                start(&group)
                waiting[offset] = days
                while let days = waiting.removeValue(forKey: due) {
                    for day in days {
                        for line in day.lines { Terminal.write(line) }
                        world.add(day)
                    }
                    due += UInt64(days.count)
                    bar.update(done: Int64(due), of: Int64(count))
                }
            }
        }
        bar.finish()
        return world
    }
}

extension Duration {
    fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
