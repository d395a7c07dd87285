// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// The print proxy of a shop: tills on one side, printers on the other, and a journal between them.
///
///     till ─▶ TillSession ─ records ─▶ journal            nothing leaves, and no fence is answered,
///               │ job whole                │ durable      before the journal has the bytes
///               ▼                          ▼
///            Spooler ── one for each printer ──▶ printer
///               └─▶ register: jobs, events, the lamp
///
/// Pure: `step(input, now) -> effects`. The shell performs the effects by one rule: first all records of a step,
/// durably; then the rest, in order.
public struct Proxy: Sendable {
    var spoolers: [String: Spooler] = [:]
    var tills: [TillID: TillPost] = [:]
    private let limits: CaptureLimits
    private let makeScrubber: @Sendable () -> any StreamScrubber
    var chance: any RandomNumberGenerator & Sendable
    /// There is no room to keep anything.
    private(set) var isRefusing = false
    /// Connections of each sender within the minute that began then.
    private var connections: [String: Int] = [:]
    private var minute: Int64 = 0
    /// Copies made or ordered of each job, so that two orders get two numbers.
    var copies: [PrintJobID: Int] = [:]
    /// Jobs that are done, oldest first; the last ones are remembered for late answers and second looks.
    private var done: [(id: PrintJobID, printer: String, count: Int)] = []
    private var doneBytes = 0

    public init(
        printers: [PrinterPlan], limits: CaptureLimits = CaptureLimits(),
        chance: some RandomNumberGenerator & Sendable,
        makeScrubber: @escaping @Sendable () -> any StreamScrubber = { OpenScrubber() }
    ) {
        self.limits = limits
        self.chance = chance
        self.makeScrubber = makeScrubber
        names = printers.map(\.name)
        plans = Dictionary(printers.map { ($0.name, $0) }) { first, _ in first }
    }

    let names: [String]
    private let plans: [String: PrinterPlan]

    /// Takes up the work where the journal left it. Once, before any step.
    ///
    /// - Returns: effects; whatever the register may not have is handed over again.
    public mutating func start(from history: SpoolHistory, at moment: Moment) -> [ProxyEffect] {
        var effects: [ProxyEffect] = []
        var past = history
        for record in history.endings(at: moment.wall) {
            effects.append(.record(record))
            past.add(record)
        }
        for name in names {
            guard let plan = plans[name] else { continue }
            spoolers[plan.name] = Spooler(
                plan, proof: past.proofs[plan.name] ?? .unknown, markStart: UInt64(chance.next() >> 40), at: moment)
        }
        for unkept in past.unkept {
            if !unkept.isJobKept { effects.append(.keep(unkept.job)) }
            effects += unkept.events.map { .note($0) }
        }
        for id in past.order {
            guard let entry = past.entries[id] else { continue }
            if let original = entry.job.captured.original {
                copies[original] = max(copies[original] ?? 1, entry.job.captured.copy)
            }
            let home = spoolers[entry.job.printer] == nil ? names.first : entry.job.printer
            guard let home else { continue }
            with(home, at: moment, into: &effects) { spooler, out in
                spooler.restore(entry.job, mark: entry.mark, at: moment, into: &out)
                // Its own printer is set up no more: on another one only when a person says so.
                if home != entry.job.printer { spooler.apply(.expired, to: id, at: moment, into: &out) }
            }
            if entry.job.isSettled { forget(id, of: home) }
        }
        for name in names { with(name, at: moment, into: &effects) { $0.tick(at: moment, into: &$1) } }
        return effects
    }

    /// What is known of the printers, in the order of their set-up.
    public var conditions: [PrinterCondition] { names.compactMap { spoolers[$0]?.shown } }

    /// Jobs that are not done, and the last ones that are, oldest first.
    public var jobs: [PrintJob] { spoolers.values.flatMap { $0.jobs.values }.sorted { $0.id < $1.id } }

    /// Whether a card number may be waiting for its end, so that the next tick should come soon.
    public var wantsSoon: Bool { tills.values.contains { $0.session.holdsBytes } }

    /// Bytes that wait for a printer.
    public func waitingBytes(_ printer: String) -> Int { spoolers[printer]?.waitingBytes ?? 0 }

    public mutating func step(_ input: ProxyInput, at moment: Moment) -> [ProxyEffect] {
        var effects: [ProxyEffect] = []
        switch input {
        case .tillOpened(let till, let printer, let sender): open(till, printer, sender, moment, &effects)
        case .tillSaid(let till, let bytes): hear(till, bytes, moment, &effects)
        case .tillClosed(let till): close(till, moment, &effects)
        case .linkUp(let name): with(name, at: moment, into: &effects) { $0.linkUp(at: moment, into: &$1) }
        case .linkDown(let name, let isReset):
            with(name, at: moment, into: &effects) { $0.linkDown(isReset: isReset, at: moment, into: &$1) }
        case .printerSaid(let name, let bytes):
            with(name, at: moment, into: &effects) { $0.said(bytes, at: moment, into: &$1) }
        case .accepted(let name, let count):
            with(name, at: moment, into: &effects) { $0.accepted(count, at: moment, into: &$1) }
        case .submitted(let job): submit(job, moment, &effects)
        case .decided(let job, let decision, let person): decide(job, decision, person, moment, &effects)
        case .resume(let name): with(name, at: moment, into: &effects) { $0.resume(into: &$1) }
        case .kept(let job): effects.append(.record(.kept(job: job)))
        case .noted(let job, let number): effects.append(.record(.noted(job: job, number: number)))
        case .diskLow(let isLow): isRefusing = isLow
        case .tick: tick(moment, &effects)
        }
        tellTills(&effects)
        return effects
    }

    // MARK: Tills

    private mutating func open(
        _ till: TillID, _ printer: String, _ sender: String, _ moment: Moment, _ effects: inout [ProxyEffect]
    ) {
        if moment.steady - minute >= 60_000 { (minute, connections) = (moment.steady, [:]) }
        connections[sender, default: 0] += 1
        guard spoolers[printer] != nil else { return effects.append(.hangUp(till, .unknownPrinter)) }
        guard tills.values.count(where: { $0.session.printer == printer }) < limits.tills else {
            return effects.append(.hangUp(till, .tooManyTills))
        }
        guard connections[sender, default: 0] <= limits.connectionsPerMinute else {
            return effects.append(.hangUp(till, .tooManyConnections))
        }
        tills[till] = TillPost(
            session: TillSession(
                printer: printer, sender: sender, limits: limits, makeScrubber: makeScrubber, at: moment),
            second: moment.steady)
    }

    private mutating func hear(
        _ till: TillID, _ bytes: ArraySlice<UInt8>, _ moment: Moment, _ effects: inout [ProxyEffect]
    ) {
        guard var post = tills[till] else { return }
        if moment.steady - post.second >= 1_000 { (post.second, post.taken) = (moment.steady, 0) }
        post.taken += bytes.count
        var chance = chance
        let outputs = post.session.take(bytes, at: moment) { Self.newID(&chance, moment) }
        self.chance = chance
        tills[till] = post
        perform(outputs, of: till, moment, &effects)
        weigh(till, moment, &effects)
    }

    private mutating func close(_ till: TillID, _ moment: Moment, _ effects: inout [ProxyEffect]) {
        guard var post = tills[till] else { return }
        var chance = chance
        let outputs = post.session.close(at: moment) { Self.newID(&chance, moment) }
        self.chance = chance
        perform(outputs, of: till, moment, &effects)
        tills[till] = nil
    }

    static func newID(_ chance: inout any RandomNumberGenerator & Sendable, _ moment: Moment) -> PrintJobID {
        PrintJobID(
            milliseconds: moment.wall.milliseconds, high: UInt16(truncatingIfNeeded: chance.next()),
            low: chance.next())
    }

    private mutating func perform(
        _ outputs: [TillSession.Output], of till: TillID, _ moment: Moment, _ effects: inout [ProxyEffect]
    ) {
        for output in outputs {
            switch output {
            case .record(let record):
                if isRefusing {
                    // Nothing is taken that cannot be kept: the till hears of it as of a dead printer.
                    tills[till] = nil
                    return effects.append(.hangUp(till, .diskFull))
                }
                if case .began(let job, _, _, _) = record { tills[till]?.lastJob = job }
                effects.append(.record(record))
            case .whole(let job):
                effects.append(.keep(job))
                with(job.printer, at: moment, into: &effects) {
                    $0.take(PrintJob(job), at: moment, into: &$1)
                }
            case .asked(let request): answer(request, to: till, &effects)
            }
        }
    }

    /// Reads from a till only while there is room for what it says.
    private mutating func weigh(_ till: TillID, _ moment: Moment, _ effects: inout [ProxyEffect]) {
        guard let post = tills[till] else { return }
        let isFast = post.taken > limits.bytesPerSecond && moment.steady - post.second < 1_000
        let mayRead = !isFast && waitingBytes(post.session.printer) < limits.backlogBytes
        guard mayRead != post.isRead else { return }
        tills[till]?.isRead = mayRead
        effects.append(.read(till, mayRead))
    }

    // MARK: Jobs

    private mutating func submit(_ job: CapturedJob, _ moment: Moment, _ effects: inout [ProxyEffect]) {
        guard spoolers[job.printer] != nil, !spoolers.values.contains(where: { $0.jobs[job.id] != nil }) else { return }
        if let original = job.original { copies[original] = max(copies[original] ?? 1, job.copy) }
        effects.append(.record(.whole(job)))
        effects.append(.keep(job))
        with(job.printer, at: moment, into: &effects) { $0.take(PrintJob(job), at: moment, into: &$1) }
    }

    private mutating func decide(
        _ job: PrintJobID, _ decision: PrintEvent.Decision, _ person: String, _ moment: Moment,
        _ effects: inout [ProxyEffect]
    ) {
        guard let name = spoolers.first(where: { $0.value.jobs[job] != nil })?.key else { return }
        with(name, at: moment, into: &effects) {
            _ = $0.decide(job, decision, by: person, at: moment, into: &$1)
        }
    }

    private mutating func tick(_ moment: Moment, _ effects: inout [ProxyEffect]) {
        for till in tills.keys {
            guard var post = tills[till] else { continue }
            var chance = chance
            let outputs = post.session.wait(at: moment) { Self.newID(&chance, moment) }
            self.chance = chance
            tills[till] = post
            perform(outputs, of: till, moment, &effects)
            weigh(till, moment, &effects)
        }
        for name in names { with(name, at: moment, into: &effects) { $0.tick(at: moment, into: &$1) } }
        failOver(at: moment, &effects)
    }

    /// Waiting jobs of a printer that stays away go to the printer beside it, if that one is well.
    private mutating func failOver(at moment: Moment, _ effects: inout [ProxyEffect]) {
        for name in names {
            guard let spooler = spoolers[name], let other = spooler.plan.failOver, let since = spooler.troubleSince,
                moment.steady - since >= spooler.plan.failOverMilliseconds, !spooler.queue.isEmpty,
                let target = spoolers[other], target.fault == nil, other != name
            else { continue }
            for id in spooler.queue {
                guard var job = spoolers[name]?.release(id) else { continue }
                if let event = job.handle(.failedOver(to: other), at: moment.wall) {
                    effects.append(.record(.event(event)))
                    effects.append(.note(event))
                }
                with(other, at: moment, into: &effects) { $0.take(job, at: moment, into: &$1) }
            }
            with(name, at: moment, into: &effects) { $0.tick(at: moment, into: &$1) }
        }
    }

    /// Lets one printer's spooler work, and passes on what it wants done.
    mutating func with(
        _ name: String, at moment: Moment, into effects: inout [ProxyEffect],
        _ body: (inout Spooler, inout [SpoolEffect]) -> Void
    ) {
        guard var spooler = spoolers.removeValue(forKey: name) else { return }
        var wanted: [SpoolEffect] = []
        body(&spooler, &wanted)
        spoolers[name] = spooler
        for effect in wanted {
            switch effect {
            case .record(let record):
                effects.append(.record(record))
                if case .event(let event) = record { effects.append(.note(event)) }
            case .connect: effects.append(.connect(printer: name))
            case .disconnect: effects.append(.disconnect(printer: name))
            case .send(let bytes): effects.append(.send(printer: name, bytes))
            case .show: effects.append(.show(spooler.shown))
            case .confirmed(let job): confirm(job, &effects)
            case .settled(let job): forget(job, of: name)
            case .copyWanted(let job, let person):
                guard let captured = spooler.jobs[job]?.captured else { continue }
                let number = nextCopy(of: captured)
                copies[captured.original ?? captured.id] = number
                effects.append(.makeCopy(of: captured, number: number, by: person))
            }
        }
    }

    /// The number the next copy of a job gets, as far as is known here: 2 for the first.
    public func nextCopy(of job: CapturedJob) -> Int { max(copies[job.original ?? job.id] ?? 1, job.copy) + 1 }

    /// Remembers the last jobs that are done, and lets the others go.
    private mutating func forget(_ job: PrintJobID, of printer: String) {
        guard !done.contains(where: { $0.id == job }) else { return }
        let count = spoolers[printer]?.jobs[job]?.captured.bytes.count ?? 0
        done.append((job, printer, count))
        doneBytes += count
        while done.count > 1, done.count > Self.rememberedJobs || doneBytes > Self.rememberedBytes {
            let oldest = done.removeFirst()
            doneBytes -= oldest.count
            if spoolers[oldest.printer]?.jobs[oldest.id]?.isSettled == true {
                spoolers[oldest.printer]?.jobs[oldest.id] = nil
            }
        }
    }

    private static let rememberedJobs = 256
    private static let rememberedBytes = 8 << 20
}
