// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Every flow recorded once, the power lost after each step of the recording, and each state the disk may then be in
/// judged by a program that starts from it.
public struct PowerMatrix: Sendable {
    public struct Row: Sendable {
        public let flow: String
        public var steps = 0
        /// States of disk and world that were judged, each different from the others of its step.
        public var states = 0
        public var atStart = Losses()
        public var losses = Losses()
        public var badStates = 0
    }

    private struct Moment {
        let steps: Int
        let ruins: Trial.Ruins
    }

    /// How deep: 2 also loses the power after each step of the recovery.
    public let depth: Int

    public init(depth: Int) { self.depth = depth }

    public func row<Shop: Program>(_ kind: Shop.Type, _ flow: Flow) -> Row {
        var row = Row(flow: flow.name)
        let trial = Trial(flow)
        spread(kind, trial, trial.bench(), sure: [:], depth: depth, &row)
        return row
    }

    private func spread<Shop: Program>(
        _ kind: Shop.Type, _ trial: Trial, _ bench: Bench, sure: [String: [UInt8]], depth: Int, _ row: inout Row
    ) {
        let moments = moments(kind, trial, bench)
        let tape = bench.disk.tape
        row.steps += tape.count
        var platter = Platter(sure)
        var next = 0
        var latest: Moment?
        for step in 0...tape.count {
            if step > 0 { platter.take(tape[step - 1]) }
            var here = latest.map { [$0] } ?? []
            while next < moments.count, moments[next].steps <= step {
                if moments[next].steps == step { here.append(moments[next]) }
                latest = moments[next]
                next += 1
            }
            for files in platter.states(seed: UInt64(step)) {
                for moment in here {
                    var ruins = moment.ruins
                    ruins.files = files
                    row.states += 1
                    judge(kind, trial, ruins, &row)
                    guard depth > 1 else { continue }
                    spread(kind, trial, trial.bench(on: ruins), sure: files, depth: depth - 1, &row)
                }
            }
        }
    }

    /// The world before a run and after each of its calls.
    private func moments<Shop: Program>(_ kind: Shop.Type, _ trial: Trial, _ bench: Bench) -> [Moment] {
        let moments = Moments()
        moments.note(bench, trial)
        bench.afterCall = { [unowned bench] in moments.note(bench, trial) }
        _ = try? trial.carry(kind, on: bench)
        bench.afterCall = nil
        return moments.all
    }

    private final class Moments {
        var all: [Moment] = []

        func note(_ bench: Bench, _ trial: Trial) {
            all.append(Moment(steps: bench.disk.stepCount, ruins: trial.ruins(of: bench)))
        }
    }

    private func judge<Shop: Program>(_ kind: Shop.Type, _ trial: Trial, _ ruins: Trial.Ruins, _ row: inout Row) {
        let found = trial.losses(kind, from: ruins)
        row.atStart += found.atStart
        row.losses += found.atEnd
        if !found.atEnd.isEmpty || !found.atStart.isEmpty { row.badStates += 1 }
    }
}
