// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the printer's answers prove.
extension Spooler {
    /// Asks, on a fresh connection, who is there; and once for each printer, what it can prove.
    mutating func greet(at moment: Moment, into effects: inout [SpoolEffect]) {
        greeting = Greeting(since: moment.steady, lastAsked: moment.steady)
        if mayHoldHalf { send(SpoolerBytes.flush(0), into: &effects) }
        mayHoldHalf = false
        send(plan.watchBytes + plan.questions, into: &effects)
        if !plan.speaksStar || watch.countsMarks { askInOrder(at: moment, into: &effects) }
    }

    /// Fences that belong to no job, and a process ID where the printer has it or may have it.
    mutating func askInOrder(at moment: Moment, into effects: inout [SpoolEffect]) {
        let count = strays + 1
        greeting?.asked += count
        greeting?.lastAsked = moment.steady
        send(Array(repeatElement(plan.fence, count: count).joined()), into: &effects)
        guard !plan.speaksStar, condition.proof == .processID || condition.proof == .unknown else { return }
        let mark = nextMark()
        greeting?.mark = mark
        // A printer that does not know the command must not keep its letters for the next slip's first line.
        let end = condition.proof == .unknown ? SpoolerBytes.initialise : []
        send(SpoolerBytes.processID(mark) + end, into: &effects)
    }

    /// The device confirmed an ID.
    mutating func land(_ mark: UInt32, at moment: Moment, into effects: inout [SpoolEffect]) {
        let isGreeting = mark == greeting?.mark
        if isGreeting || marks[mark] != nil { setProof(.processID, into: &effects) }
        if isGreeting { settleGreeting() }
        guard let id = marks.removeValue(forKey: mark) else { return }
        // Late or not, it lands on its job: better evidence than a guess.
        apply(.reached(.confirmed), to: id, at: moment, into: &effects)
        if flight?.job == id { flight = nil }
    }

    /// The next answer in order came.
    mutating func landAnswer(at moment: Moment, into effects: inout [SpoolEffect]) {
        if greeting?.isInOrder == false {
            greeting?.answered += 1
            greeting?.lastAnswer = moment.steady
            return
        }
        guard !awaited.isEmpty else { return }
        if case .till(let count) = awaited[0], count > 1 {
            awaited[0] = .till(count - 1)
            return
        }
        guard case .job(let id) = awaited.removeFirst() else { return }
        apply(.reached(.fenced), to: id, at: moment, into: &effects)
        guard flight?.job == id else { return }
        flight?.fencedAt = moment.steady
        flight?.lastNews = moment.steady
        if condition.proof == .fence { flight = nil }
    }

    /// Milliseconds without an answer after which no old one is on its way.
    private static let quietMilliseconds: Int64 = 250

    /// Looks whether the printer has answered all that was asked when the connection was made.
    mutating func judgeGreeting(at moment: Moment) {
        guard let greeting, !greeting.isInOrder, condition.proof != .processID, greeting.asked > 0,
            greeting.answered >= greeting.asked,
            moment.steady - greeting.lastAnswer >= Self.quietMilliseconds * (condition.proof == .unknown ? 2 : 1)
        else { return }
        settleGreeting()
    }

    private mutating func settleGreeting() {
        greeting?.isInOrder = true
        strays = 0
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
        // The fence was answered and the ID was not, although it was asked first.
        if greeting.isInOrder { return setProof(.fence, into: &effects) }
        let patience = watch.hasHeard ? plan.probeMilliseconds * 6 : plan.probeMilliseconds
        if waited >= patience, fault == nil { setProof(.oneWay, into: &effects) }
    }
}
