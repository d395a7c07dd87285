// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The queue of one printer, one job on the wire at a time.
///
///     take ─▶ waiting ─ printer ready ─▶ sent record ─▶ bytes, process ID, fence ─▶ answers ─▶ next
///                │                                          │
///                └ printer away: held, in order             └ fault: the job is unconfirmed at once; the queue
///                                                             waits until the printer is well and has answered,
///                                                             or has been well for long without answering
///
/// A pure value: time and everything the printer says come in as events, everything to be done goes out as effects.
struct Spooler: Sendable {
    let plan: PrinterPlan
    var condition: PrinterCondition
    var shown: PrinterCondition
    /// Every job that is not settled, and those settled lately.
    var jobs: [PrintJobID: PrintJob] = [:]
    var queue: [PrintJobID] = []
    /// Process IDs of jobs whose answer may still come.
    var marks: [UInt32: PrintJobID] = [:]
    var lastMarkNumber: UInt64
    var watch: PrinterWatch
    var flight: Flight?
    var awaited: [AwaitedAnswer] = []
    var link = LinkState.down(since: 0, retryAt: 0, pause: 0)
    var greeting: Greeting?
    /// Bytes sent and acknowledged on this connection.
    var sentCount = 0
    var acceptedCount = 0
    var lastHeartbeat: Int64 = 0
    var lastHeard: Int64 = 0
    /// Steady time since which jobs cannot be sent; nil while they can.
    var troubleSince: Int64?
    /// The cover was open while the error stood: closing it asks the printer to go on.
    var mayResume = false

    enum LinkState: Sendable, Hashable {
        case down(since: Int64, retryAt: Int64, pause: Int64)
        case connecting(since: Int64, pause: Int64)
        case up(since: Int64)
    }

    /// What was asked when the connection was made, and has not been answered yet.
    ///
    /// Answers in order bear no name, and some of an earlier connection may still come in front of ours. So we ask
    /// once more than answers can be astray, without anything in between: when as many have come, ours have begun,
    /// and a moment of silence later none is left. A process ID bears a name and needs no such counting.
    struct Greeting: Sendable, Hashable {
        let since: Int64
        var flushes = 0
        /// The process ID asked for last.
        var mark: UInt32 = 0
        var asked = 0
        var answered = 0
        var lastAnswer: Int64 = 0
        var lastAsked: Int64
        /// From here on an answer belongs to the question it seems to answer.
        var isInOrder = false
    }

    /// Answers of earlier connections that may still come.
    var strays = Spooler.strayStart
    /// What may be astray when we begin: we or another host may have asked before.
    static let strayStart = 4
    static let strayLimit = 16

    /// Half a job may stand in the printer: what comes next must not be taken for its rest.
    var mayHoldHalf = false

    init(_ plan: PrinterPlan, proof: PrinterCondition.Proof, markStart: UInt64, at moment: Moment) {
        self.plan = plan
        condition = PrinterCondition(printer: plan.name, changedAt: moment.wall)
        condition.proof = proof
        shown = condition
        lastMarkNumber = markStart
        watch = plan.newWatch
    }

    var isUp: Bool {
        if case .up = link { true } else { false }
    }

    /// Why a job cannot be sent now; nil when it can.
    var fault: PrintEvent.Fault? {
        if !isUp { return .linkLost }
        if condition.paper == .out { return .paperOut }
        if condition.isCoverOpen { return .coverOpen }
        if condition.hasCutterError { return .cutter }
        if condition.hasUnrecoverableError || watch.hasMechanicalError { return .jam }
        return condition.isOffline ? .offline : nil
    }

    var waitingBytes: Int { jobs.values.reduce(0) { $0 + ($1.isSettled ? 0 : $1.captured.bytes.count) } }

    // MARK: Events

    /// A job that was left by an earlier run, with the process ID that stood behind it.
    mutating func restore(_ job: PrintJob, mark: UInt32, at moment: Moment, into effects: inout [SpoolEffect]) {
        jobs[job.id] = job
        if mark != 0, !job.isSettled || job.level < .confirmed { marks[mark] = job.id }
        switch job.state {
        case .printing:
            mayHoldHalf = true
            apply(.unconfirmed(.restarted), to: job.id, at: moment, into: &effects)
        case .waiting where job.captured.ending == .interrupted:
            apply(.unconfirmed(.restarted), to: job.id, at: moment, into: &effects)
        case .waiting: queue.append(job.id)
        default: break
        }
    }

    mutating func take(_ job: PrintJob, at moment: Moment, into effects: inout [SpoolEffect]) {
        guard jobs[job.id] == nil else { return }
        jobs[job.id] = job
        queue.append(job.id)
        go(at: moment, into: &effects)
        if jobs[job.id]?.state == .waiting, let fault {
            apply(.held(fault), to: job.id, at: moment, into: &effects)
        }
    }

    /// Gives up a waiting job to another printer.
    mutating func release(_ id: PrintJobID) -> PrintJob? {
        guard jobs[id]?.state == .waiting, let at = queue.firstIndex(of: id) else { return nil }
        queue.remove(at: at)
        return jobs.removeValue(forKey: id)
    }

    mutating func linkUp(at moment: Moment, into effects: inout [SpoolEffect]) {
        link = .up(since: moment.steady)
        (sentCount, acceptedCount, awaited, flight) = (0, 0, [], nil)
        watch = plan.newWatch
        (lastHeard, lastHeartbeat) = (moment.steady, moment.steady)
        condition.link = .up
        greet(at: moment, into: &effects)
        go(at: moment, into: &effects)
    }

    /// - Parameter isReset: the printer's side did not know the connection any more.
    mutating func linkDown(isReset: Bool = false, at moment: Moment, into effects: inout [SpoolEffect]) {
        var pause = plan.reconnectMilliseconds.lowerBound
        if case .connecting(_, let last) = link {
            pause = min(max(last * 2, pause), plan.reconnectMilliseconds.upperBound)
        }
        link = .down(since: moment.steady, retryAt: moment.steady + pause, pause: pause)
        condition.link = .down
        let unanswered = awaited.count + max(0, (greeting?.asked ?? 0) - (greeting?.answered ?? 0))
        strays = min(Self.strayLimit, strays + unanswered)
        greeting = nil
        if let flight {
            mayHoldHalf = true
            // Silent for a while, and then without memory of us: it was switched off and on, and its buffer is empty.
            let isCleared = isReset && moment.steady - lastHeard >= plan.heartbeatMilliseconds
            apply(.unconfirmed(isCleared ? .powerCycled : .linkLost), to: flight.job, at: moment, into: &effects)
        }
        flight = nil
        awaited = []
        go(at: moment, into: &effects)
    }

    mutating func said(_ bytes: [UInt8], at moment: Moment, into effects: inout [SpoolEffect]) {
        let news = watch.read(bytes, into: &condition)
        guard news.isHeard else { return }
        lastHeard = moment.steady
        if condition.proof == .oneWay, news.orderedAnswers > 0 || !news.processIDs.isEmpty {
            // It does answer in order: ask again what it can prove.
            setProof(.unknown, into: &effects)
            greet(at: moment, into: &effects)
        }
        if news.hasStatus { flight?.lastNews = moment.steady }
        // Before its counter is known nobody can tell what a Star printer has counted since.
        if watch.countsMarks, greeting?.asked == 0 { askInOrder(at: moment, into: &effects) }
        for mark in news.processIDs { land(mark, at: moment, into: &effects) }
        for _ in 0..<news.orderedAnswers { landAnswer(at: moment, into: &effects) }
        go(at: moment, into: &effects)
    }

    /// The peer's side has taken this many bytes of the connection in all.
    mutating func accepted(_ count: Int, at moment: Moment, into effects: inout [SpoolEffect]) {
        guard count > acceptedCount else { return }
        acceptedCount = count
        flight?.lastNews = moment.steady
        if let current = flight, !current.isAccepted, count >= current.jobEnd {
            flight?.isAccepted = true
            apply(.reached(.accepted), to: current.job, at: moment, into: &effects)
        }
        go(at: moment, into: &effects)
    }

    mutating func tick(at moment: Moment, into effects: inout [SpoolEffect]) { go(at: moment, into: &effects) }

    /// - Returns: whether the choice was possible.
    mutating func decide(
        _ id: PrintJobID, _ decision: PrintEvent.Decision, by person: String, at moment: Moment,
        into effects: inout [SpoolEffect]
    ) -> Bool {
        guard let before = jobs[id], before.choices.contains(decision) else { return false }
        apply(.decided(decision), to: id, by: person, at: moment, into: &effects)
        if decision == .printAgain {
            if before.state == .expired {
                queue.append(id)
            } else {
                effects.append(.copyWanted(id, by: person))
            }
        }
        queue.removeAll { $0 == id && jobs[id]?.state != .waiting }
        go(at: moment, into: &effects)
        return true
    }

    /// A person removed the cause of a cutter error or a jam.
    mutating func resume(into effects: inout [SpoolEffect]) {
        guard isUp, !plan.speaksStar, condition.hasCutterError || watch.hasMechanicalError else { return }
        send(SpoolerBytes.resume, into: &effects)
    }

    // MARK: Changes

    mutating func send(_ bytes: [UInt8], into effects: inout [SpoolEffect]) {
        sentCount += bytes.count
        watch.sent(bytes)
        effects.append(.send(bytes))
    }

    mutating func apply(
        _ kind: PrintEvent.Kind, to id: PrintJobID, by person: String = "", at moment: Moment,
        into effects: inout [SpoolEffect]
    ) {
        guard let event = jobs[id]?.handle(kind, at: moment.wall, by: person) else { return }
        effects.append(.record(.event(event)))
        if case .reached(.confirmed) = kind { effects.append(.confirmed(id)) }
        if jobs[id]?.isSettled == true { effects.append(.settled(id)) }
    }

    mutating func setProof(_ proof: PrinterCondition.Proof, into effects: inout [SpoolEffect]) {
        guard condition.proof != proof else { return }
        condition.proof = proof
        effects.append(.record(.proof(printer: plan.name, proof: proof)))
    }

    mutating func nextMark() -> UInt32 {
        lastMarkNumber += 1
        return ProcessMark.nth(lastMarkNumber)
    }
}
