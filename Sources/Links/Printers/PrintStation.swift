// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import NIOCore
internal import NIOPosix
public import Printing
internal import Synchronization
internal import Tender

/// The print proxy at work: listens for tills, keeps what they print, and carries it to the printers.
///
///     let station = try await PrintStation.start(settings, register: shop)
///     …
///     await station.stop()
///
/// Everything runs on one thread of its own. A job that was taken is in `DATA/prints` before a byte of it goes on.
public final class PrintStation: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let core: NIOLoopBound<StationCore>
    private let listeners: [any NIOCore.Channel]
    private let loop: any EventLoop
    private let settings: PrintSettings
    private let handover: Handover
    private let register: any PrintRegister
    private let worker: Task<Void, Never>
    private let isStopped = Mutex(false)
    /// Port on which tills reach each printer.
    public let ports: [String: Int]

    /// Opens the spool, takes up what the last run left, and listens.
    ///
    /// - Throws: `PrintStationError`; nothing runs then.
    public static func start(
        _ settings: PrintSettings, register: any PrintRegister
    ) async throws(PrintStationError) -> PrintStation {
        let folder = try SpoolFolder.open(settings.folder)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let handover = Handover()
        let holder = Mutex<SpoolFolder?>(consume folder)
        do {
            let core = try await loop.submit {
                guard let folder = holder.withLock({ $0.take() }) else { throw PrintStationError.stopped }
                let core = StationCore(settings, folder: folder, handover: handover, loop: loop)
                core.start()
                return NIOLoopBound(core, eventLoop: loop)
            }.get()
            do {
                let (listeners, ports) = try await Listening.open(settings, core, loop)
                return PrintStation(settings, group, loop, core, listeners, ports, handover, register)
            } catch {
                try? await loop.submit { core.value.close() }.get()
                throw error
            }
        } catch {
            try? await group.shutdownGracefully()
            throw error as? PrintStationError ?? .unreachable("\(error)")
        }
    }

    private init(
        _ settings: PrintSettings, _ group: MultiThreadedEventLoopGroup, _ loop: any EventLoop,
        _ core: NIOLoopBound<StationCore>, _ listeners: [any NIOCore.Channel], _ ports: [String: Int],
        _ handover: Handover, _ register: any PrintRegister
    ) {
        self.settings = settings
        self.group = group
        self.loop = loop
        self.core = core
        self.listeners = listeners
        self.ports = ports
        self.handover = handover
        self.register = register
        let log = settings.log
        worker = Task {
            await handover.run(to: register, log: log) { item, isKept in
                loop.execute { core.value.registered(item, isKept) }
            }
        }
    }

    /// What is known of the printers at this moment, in the order of the settings.
    public var printers: [PrinterCondition] {
        get async { await ask([]) { $0.conditions } }
    }

    /// Jobs that wait or need a person, and the last ones that are done; oldest first.
    public func jobs() async -> [PrintJob] { await ask([]) { $0.jobs } }

    /// Prints bytes that were made here: a reprint with its mark already in them, a composed slip.
    ///
    /// - Parameters:
    ///   - copy: 1 for a first print; a copy names its original.
    /// - Throws: `.missing` without such a printer, `.tooLarge`, `.stopped`. Returns when the job is on its way into
    ///   the spool; its events tell the rest. The same id again changes nothing.
    public func submit(
        _ bytes: [UInt8], printer: String, id: PrintJobID, copy: Int = 1, original: PrintJobID? = nil
    ) async throws(PrintStationError) {
        guard settings.printers.contains(where: { $0.name == printer }) else { throw .missing(printer) }
        guard bytes.count <= settings.limits.jobBytes else {
            throw .tooLarge(bytes: bytes.count, limit: settings.limits.jobBytes)
        }
        let now = settings.now()
        let job = CapturedJob(
            id: id, printer: printer, sender: "", startedAt: now, endedAt: now, ending: .closed, bytes: bytes,
            copy: copy, original: original)
        guard await ask(false, { $0.submit(job) }) else { throw .stopped }
    }

    /// A person's choice about a job: `onPaper`, `printAgain` (print), `skip`, `electronic`.
    ///
    /// - Throws: `.missing`, `.notPossible` when the job is not in a state in which this can be chosen.
    public func decide(
        _ job: PrintJobID, _ decision: PrintEvent.Decision, by person: String
    ) async throws(PrintStationError) {
        let found = await ask(nil) { core in core.jobs.first { $0.id == job } }
        guard let found else { throw .missing(job.text) }
        guard found.choices.contains(decision) else { throw .notPossible(decision.rawValue) }
        var copy: CopyOrder?
        if decision == .printAgain, found.state != .expired { copy = try await order(copyOf: found, by: person) }
        await ask(()) { [copy] in $0.decide(job, decision, by: person, copy: copy) }
    }

    /// Has the order for a copy kept, with reason and person, before anything of it is printed.
    private func order(copyOf job: PrintJob, by person: String) async throws(PrintStationError) -> CopyOrder {
        var reason = "打印机不回报是否打出 the printer proves nothing"
        if case .unconfirmed(let fault) = job.state {
            reason = "不能确认是否已打出 not known to be on paper (\(fault.rawValue))"
        }
        let now = settings.now()
        var chance = SystemRandomNumberGenerator()
        let id = PrintJobID(
            milliseconds: now.milliseconds, high: UInt16(truncatingIfNeeded: chance.next()), low: chance.next())
        let number = await ask(job.captured.copy + 1) { $0.nextCopy(of: job.captured) }
        let wish = CopyOrder(
            of: job.id, job: id, printer: job.printer, number: number, reason: reason, by: person)
        do {
            // A copy that cannot be marked is not ordered at all.
            _ = try settings.mark(job.captured, number, person, now)
            let kept = try await register.order(wish)
            return CopyOrder(
                of: wish.of, job: id, printer: wish.printer, number: kept, reason: reason, by: person)
        } catch {
            throw .notPossible("\(error)")
        }
    }

    /// A person removed what was stuck: the printer is told to go on from the line that failed.
    public func resume(printer: String) async { await ask(()) { $0.take(.resume(printer: printer)) } }

    /// Takes no more tills, waits a moment for the job under way, and lets go of the folder.
    public func stop() async {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        for listener in listeners { try? await listener.close().get() }
        for _ in 0..<30 where await ask(false, { $0.isPrinting }) { try? await Task.sleep(for: .milliseconds(100)) }
        await ask(()) { $0.close() }
        handover.end()
        worker.cancel()
        await worker.value
        await ask(()) { $0.release() }
        try? await group.shutdownGracefully()
    }

    private func ask<Answer: Sendable>(
        _ otherwise: Answer, _ body: @escaping @Sendable (StationCore) -> Answer
    ) async -> Answer {
        let core = core
        return (try? await loop.submit { body(core.value) }.get()) ?? otherwise
    }
}
