// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the printer's answers prove.
extension Spooler {
    /// Asks, on a fresh connection, who is there; and once for each printer, what it can prove.
    mutating func greet(at moment: Moment, into effects: inout [SpoolEffect]) {
        greeting = Greeting(since: moment.steady)
        send(SpoolerBytes.watch + SpoolerBytes.questions, into: &effects)
        guard condition.proof != .oneWay else { return }
        if condition.proof == .unknown {
            // A printer that does not know the command must not keep its letters for the next slip's first line.
            send(SpoolerBytes.processID(Self.probeMark) + SpoolerBytes.initialise, into: &effects)
        }
        awaited.append(.greeting)
        send(SpoolerBytes.fence, into: &effects)
    }

    /// The ID of a question that stands behind no job.
    static let probeMark: UInt32 = 0x2020_2020

    /// The device confirmed an ID.
    mutating func land(_ mark: UInt32, at moment: Moment, into effects: inout [SpoolEffect]) {
        if mark == Self.probeMark || marks[mark] != nil { setProof(.processID, into: &effects) }
        guard let id = marks.removeValue(forKey: mark) else { return }
        // Late or not, it lands on its job: better evidence than a guess.
        apply(.reached(.confirmed), to: id, at: moment, into: &effects)
        if flight?.job == id { flight = nil }
    }

    /// The next answer in order came.
    mutating func landAnswer(at moment: Moment, into effects: inout [SpoolEffect]) {
        guard !awaited.isEmpty else { return }
        switch awaited.removeFirst() {
        case .greeting: greeting?.isInOrder = true
        case .till: break
        case .job(let id):
            apply(.reached(.fenced), to: id, at: moment, into: &effects)
            guard flight?.job == id else { return }
            flight?.fencedAt = moment.steady
            flight?.lastNews = moment.steady
            greeting?.isInOrder = true
            if condition.proof == .fence { flight = nil }
        }
    }

    /// How long the device's own confirmation may come after the fence.
    private var confirmationPatience: Int64 { condition.proof == .processID ? 5_000 : 1_000 }

    /// Looks whether what is under way has come to its end, or has come to nothing.
    mutating func judgeFlight(at moment: Moment, into effects: inout [SpoolEffect]) {
        judgeProof(at: moment, into: &effects)
        guard let current = flight else { return }
        if let fault {
            apply(.unconfirmed(fault), to: current.job, at: moment, into: &effects)
            flight?.lastNews = moment.steady
            return
        }
        if condition.proof == .oneWay {
            guard current.isAccepted else { return giveUpWhenSilent(at: moment, into: &effects) }
            jobs[current.job]?.giveUpProof()
            if jobs[current.job]?.state == .unprovable {
                effects.append(.record(.unprovable(job: current.job)))
                effects.append(.settled(current.job))
            }
            flight = nil
            return
        }
        if let fencedAt = current.fencedAt {
            guard moment.steady - fencedAt >= confirmationPatience else { return }
            // Printed as far as a fence can tell; should the device confirm it yet, the mark still finds the job.
            flight = nil
            return
        }
        giveUpWhenSilent(at: moment, into: &effects)
    }

    private mutating func giveUpWhenSilent(at moment: Moment, into effects: inout [SpoolEffect]) {
        guard let current = flight, moment.steady - current.lastNews >= plan.answerMilliseconds else { return }
        apply(.unconfirmed(.silent), to: current.job, at: moment, into: &effects)
        // Bytes that are not taken still stand in the line: the next job would only stand behind them.
        if current.isAccepted { flight = nil }
    }

    private mutating func judgeProof(at moment: Moment, into effects: inout [SpoolEffect]) {
        guard condition.proof == .unknown, isUp, let greeting else { return }
        let waited = moment.steady - greeting.since
        if !watch.hasHeard, waited >= plan.probeMilliseconds { return setProof(.oneWay, into: &effects) }
        // The fence was answered and the ID was not, although it was asked first.
        if greeting.isInOrder, moment.steady - lastHeard >= 500 || waited >= plan.probeMilliseconds {
            setProof(.fence, into: &effects)
        }
    }
}
