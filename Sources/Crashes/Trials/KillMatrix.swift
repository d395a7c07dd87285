// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Every flow, the program killed at each of its calls, started again, finished and judged; and killed once more at
/// each call of that second life.
public struct KillMatrix: Sendable {
    public struct Row: Sendable {
        public let flow: String
        /// Calls of an undisturbed run, by kind.
        public var calls: [Points.Call: Int] = [:]
        public var kills = 0
        public var secondKills = 0
        public var atStart = Losses()
        public var losses = Losses()
        /// Kills after which something was lost.
        public var badKills = 0
        /// The first kill that lost something, to look at.
        public var firstBad: Points.Death?
    }

    public let isTwice: Bool

    /// - Parameter isTwice: also kills the second life at each of its calls.
    public init(isTwice: Bool) { self.isTwice = isTwice }

    public func row<Shop: Program>(_ kind: Shop.Type, _ flow: Flow) -> Row {
        let trial = Trial(flow)
        var row = Row(flow: flow.name)
        let whole = trial.bench()
        do throws(Halt) {
            let books = try trial.carry(kind, on: whole)
            row.losses += Losses(host: whole.host, books: books, isEnd: true, told: whole.people.told)
        } catch {
            row.losses.unreadable += 1
        }
        for call in whole.points.calls { row.calls[call, default: 0] += 1 }
        for death in Points.deaths(of: whole.points.calls) {
            let bench = trial.bench(dyingAt: death)
            guard let ruins = die(kind, trial, bench) else { continue }
            row.kills += 1
            judge(kind, trial, ruins, death, &row)
            if isTwice { killAgain(kind, trial, ruins, death, &row) }
        }
        return row
    }

    private func killAgain<Shop: Program>(
        _ kind: Shop.Type, _ trial: Trial, _ ruins: Trial.Ruins, _ first: Points.Death, _ row: inout Row
    ) {
        let second = trial.bench(on: ruins)
        _ = try? trial.carry(kind, on: second)
        for death in Points.deaths(of: second.points.calls) {
            let bench = trial.bench(on: ruins, dyingAt: death)
            guard let again = die(kind, trial, bench) else { continue }
            row.secondKills += 1
            judge(kind, trial, again, first, &row)
        }
    }

    /// What is left after a program died; nil when it did not.
    private func die<Shop: Program>(
        _ kind: Shop.Type, _ trial: Trial, _ bench: Bench
    ) -> Trial.Ruins? {
        do throws(Halt) {
            _ = try trial.carry(kind, on: bench)
            return nil
        } catch {
            return trial.ruins(of: bench)
        }
    }

    private func judge<Shop: Program>(
        _ kind: Shop.Type, _ trial: Trial, _ ruins: Trial.Ruins, _ death: Points.Death, _ row: inout Row
    ) {
        let found = trial.losses(kind, from: ruins)
        row.atStart += found.atStart
        row.losses += found.atEnd
        guard !found.atEnd.isEmpty || !found.atStart.isEmpty else { return }
        row.badKills += 1
        row.firstBad = row.firstBad ?? death
    }
}
