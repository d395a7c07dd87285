// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Going on: what the spooler does by itself after every event.
extension Spooler {
    mutating func go(at moment: Moment, into effects: inout [SpoolEffect]) {
        expireOld(at: moment, into: &effects)
        reachOut(at: moment, into: &effects)
        listen(at: moment, into: &effects)
        judgeGreeting(at: moment)
        judgeFlight(at: moment, into: &effects)
        noteTrouble(at: moment, into: &effects)
        sendNext(at: moment, into: &effects)
        showChange(at: moment, into: &effects)
    }

    private mutating func expireOld(at moment: Moment, into effects: inout [SpoolEffect]) {
        let oldest = moment.wall.adding(milliseconds: -plan.ageLimitMilliseconds)
        for id in queue {
            guard let job = jobs[id], job.captured.endedAt < oldest, !job.isExempt else { continue }
            apply(.expired, to: id, at: moment, into: &effects)
        }
        queue.removeAll { jobs[$0]?.state != .waiting }
    }

    private mutating func reachOut(at moment: Moment, into effects: inout [SpoolEffect]) {
        guard case .down(_, let retryAt, let pause) = link, moment.steady >= retryAt else { return }
        link = .connecting(since: moment.steady, pause: pause)
        effects.append(.connect)
    }

    /// Keeps asking a printer that has answered before, and unblocks one that reads our commands as an image.
    private mutating func listen(at moment: Moment, into effects: inout [SpoolEffect]) {
        guard isUp else { return }
        let answers = watch.hasHeard || condition.proof == .fence || condition.proof == .processID
        if answers, flight == nil || flight?.isAccepted == true {
            let silence = moment.steady - lastHeard
            if flight == nil, lastHeartbeat > lastHeard, silence >= plan.heartbeatMilliseconds * 5 / 2 {
                condition.isOffline = true
            }
            if moment.steady - lastHeartbeat >= plan.heartbeatMilliseconds, sentCount <= acceptedCount {
                lastHeartbeat = moment.steady
                if silence >= 1_000 { watch.forgetQuestions() }
                send(plan.questions, into: &effects)
            }
        }
        guard let greeting, !greeting.isInOrder, fault == nil,
            condition.proof == .fence || condition.proof == .processID
        else { return }
        // Only a printer that has taken everything and still says nothing reads us as the rest of an image.
        guard sentCount <= acceptedCount, greeting.flushes < 12,
            moment.steady - max(greeting.lastAsked, greeting.lastAnswer) >= 3_000
        else { return }
        self.greeting?.flushes += 1
        send(SpoolerBytes.flush(greeting.flushes) + plan.watchBytes, into: &effects)
        askInOrder(at: moment, into: &effects)
    }

    private mutating func noteTrouble(at moment: Moment, into effects: inout [SpoolEffect]) {
        // A cover that was opened over an error and closed again: the cause is removed, the printer may go on.
        if condition.isCoverOpen, condition.hasCutterError || watch.hasMechanicalError { mayResume = true }
        if mayResume, !condition.isCoverOpen {
            mayResume = false
            resume(into: &effects)
        }
        guard let fault else {
            troubleSince = nil
            return
        }
        if troubleSince == nil { troubleSince = moment.steady }
        for id in queue { apply(.held(fault), to: id, at: moment, into: &effects) }
    }

    private var maySend: Bool {
        guard flight == nil, fault == nil, let greeting else { return false }
        switch condition.proof {
        case .oneWay: return true
        case .unknown: return false
        case .fence, .processID: return greeting.isInOrder
        }
    }

    private mutating func sendNext(at moment: Moment, into effects: inout [SpoolEffect]) {
        guard maySend, let id = queue.first, let job = jobs[id] else { return }
        queue.removeFirst()
        jobs[id]?.begin()
        // Late, or printed because a person asked for it again: the drawer stays shut.
        let isLate = moment.wall > job.captured.endedAt.adding(milliseconds: plan.drawerMilliseconds)
        let (bytes, pulses) =
            isLate || job.isExempt ? DrawerPulses.leftOut(of: job.captured.bytes) : (job.captured.bytes, 0)
        let traits = StreamTraits(bytes, isStar: plan.speaksStar)
        let proves = !plan.speaksStar && (condition.proof == .processID || condition.proof == .unknown)
        let mark = proves ? nextMark() : 0
        if mark != 0 { marks[mark] = id }
        effects.append(.record(.sent(job: id, printer: plan.name, mark: mark, at: moment.wall)))
        if pulses > 0 { apply(.drawerSpared(pulses: pulses), to: id, at: moment, into: &effects) }
        send(bytes, into: &effects)
        let jobEnd = sentCount
        if traits.endsInside { send(SpoolerBytes.flush(6), into: &effects) }
        if condition.proof != .oneWay {
            awaited += (traits.answers > 0 ? [.till(traits.answers)] : []) + [.job(id)]
            // The job may have switched the watch off.
            send(plan.watchBytes + (proves ? SpoolerBytes.processID(mark) : []) + plan.fence, into: &effects)
        }
        flight = Flight(job: id, mark: mark, jobEnd: jobEnd, end: sentCount, lastNews: moment.steady)
    }

    private mutating func showChange(at moment: Moment, into effects: inout [SpoolEffect]) {
        condition.waiting = queue.count
        condition.unconfirmed = jobs.values.count { $0.needsPerson }
        guard condition != shown else { return }
        condition.changedAt = moment.wall
        shown = condition
        effects.append(.show)
    }
}
