// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import Journal
internal import NIOCore
internal import NIOPosix
internal import Printing
internal import Tender

/// The station on its one thread: every socket, the proxy and the journal. Nothing here is touched from elsewhere.
///
///     sockets ready ─▶ proxy.step … step … step ─▶ effects wait ─▶ all records, one sync ─▶ the other effects
///                      └──────── one turn of the loop: one group for all tills ───────┘
///
/// While the disk is syncing nobody is read from: a slow disk slows the tills down, and loses nothing.
final class StationCore {
    let settings: PrintSettings
    let loop: any EventLoop
    private var proxy: Proxy
    private var folder: SpoolFolder
    private var effects: [ProxyEffect] = []
    private var isFlushDue = false
    private var isStopped = false
    private var tills: [TillID: any NIOCore.Channel] = [:]
    private var lastTill = 0
    var links: [String: PrinterLink] = [:]
    private let handover: Handover
    /// Bytes of jobs that the register has not taken yet.
    private var handoverBytes = 0
    private var lastDiskLook: Int64 = -60_000
    private var nextLook: Scheduled<Void>?
    /// Bytes written to the spool since it was last written anew.
    private var grown = 0
    /// Copies whose order the register has, by the job they are copies of.
    private var orders: [PrintJobID: CopyOrder] = [:]

    init(_ settings: PrintSettings, folder: consuming SpoolFolder, handover: Handover, loop: any EventLoop) {
        self.settings = settings
        self.loop = loop
        self.handover = handover
        proxy = Proxy(
            printers: settings.printers.map(\.plan), limits: settings.limits,
            chance: SystemRandomNumberGenerator(), makeScrubber: settings.makeScrubber)
        self.folder = folder
    }

    /// Takes up the work of the last run and begins.
    func start() {
        for printer in settings.printers {
            links[printer.name] = PrinterLink(printer.name, printer.address, loop: loop)
        }
        effects += proxy.start(from: folder.history, at: moment)
        flush()
        look()
    }

    var moment: Moment {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(wall: settings.now(), steady: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    var conditions: [PrinterCondition] { proxy.conditions }
    var jobs: [PrintJob] { proxy.jobs }

    // MARK: Steps

    func take(_ input: ProxyInput) {
        guard !isStopped else { return }
        effects += proxy.step(input, at: moment)
        guard !isFlushDue, !effects.isEmpty else { return }
        isFlushDue = true
        let me = NIOLoopBound(self, eventLoop: loop)
        loop.execute { me.value.flush() }
    }

    /// Makes the records durable, then does the rest.
    func flush() {
        isFlushDue = false
        guard !isStopped else { return }
        let batch = effects
        effects = []
        do throws(JournalError) {
            var isUrgent = false
            for case .record(let record) in batch {
                let payload = record.payload
                try folder.writer.append(type: record.type, payload: payload.span)
                grown += payload.count + 64
                // What the register has may be written with the next group: at worst it is given once more.
                switch record {
                case .kept, .noted: break
                default: isUrgent = true
                }
            }
            if isUrgent { try folder.writer.commit() }
        } catch {
            return fail(PrintStationError(error))
        }
        for effect in batch { perform(effect) }
        renewWhenGrown()
    }

    /// Writes the spool anew once it has grown, while nothing is on a wire. Whoever sends meanwhile waits.
    private func renewWhenGrown() {
        guard grown >= settings.renewalBytes, effects.isEmpty, !isStopped, !isPrinting else { return }
        grown = 0
        var records: Int?
        do {
            do throws(JournalError) { try folder.writer.commit() } catch { return fail(PrintStationError(error)) }
            records = try folder.prepareRenewal()
        } catch {
            // The old one stands; the next attempt comes after as much again.
            return settings.log("the spool could not be written anew: \(error)")
        }
        guard let records else { return }
        do throws(PrintStationError) {
            try folder.switchOver(records: records)
        } catch {
            return fail(error)
        }
        settings.log("spool written anew, \(records) records left")
    }

    private func perform(_ effect: ProxyEffect) {
        switch effect {
        case .record: break
        case .answer(let till, let bytes): answer(till, bytes)
        case .hangUp(let till, let reason):
            settings.log("hung up on \(tills[till]?.remoteAddress?.ipAddress ?? "a till"): \(reason.rawValue)")
            tills[till]?.close(promise: nil)
        case .read(let till, let isWanted):
            tills[till]?.setOption(ChannelOptions.autoRead, value: isWanted).whenComplete { _ in }
        case .connect(let name): links[name]?.connect(for: self)
        case .disconnect(let name): links[name]?.close()
        case .send(let name, let bytes):
            links[name]?.send(bytes)
            lookAgain(inMilliseconds: 1)
        case .keep(let job):
            handoverBytes += job.bytes.count
            handover.give(.job(job))
        case .note(let event): handover.give(.event(event))
        case .show(let condition): handover.give(.condition(condition))
        case .makeCopy(let job, let number, let person): makeCopy(of: job, number, person)
        }
    }

    private func makeCopy(of job: CapturedJob, _ number: Int, _ person: String) {
        let now = moment
        let order = orders.removeValue(forKey: job.id)
        let number = order?.number ?? number
        let bytes: [UInt8]
        do {
            bytes = try settings.mark(job, number, person, now.wall)
        } catch {
            return settings.log("no copy of \(job.id): \(error)")
        }
        var chance = SystemRandomNumberGenerator()
        let id = PrintJobID(
            milliseconds: now.wall.milliseconds, high: UInt16(truncatingIfNeeded: chance.next()), low: chance.next())
        take(
            .submitted(
                CapturedJob(
                    id: order?.job ?? id, printer: job.printer, sender: "", startedAt: now.wall, endedAt: now.wall,
                    ending: .closed,
                    bytes: bytes, maskedNumbers: job.maskedNumbers, copy: number, original: job.original ?? job.id)))
    }

    /// After a failed write nobody knows what is on the disk: nothing more is taken, sent or answered.
    private func fail(_ error: PrintStationError) {
        settings.log("the spool cannot be written, stopping: \(error)")
        close()
        settings.onFatal(error)
    }

    /// The register has an item, or cannot take it.
    func registered(_ item: Handover.Item, _ isKept: Bool) {
        if case .job(let job) = item { handoverBytes -= job.bytes.count }
        guard isKept else { return }
        switch item {
        case .job(let job): take(.kept(job.id))
        case .event(let event): take(.noted(event.job, number: event.number))
        case .condition: break
        }
    }

    func submit(_ job: CapturedJob) -> Bool {
        guard !isStopped else { return false }
        take(.submitted(job))
        return true
    }

    /// The number the next copy of a job gets.
    func nextCopy(of job: CapturedJob) -> Int { proxy.nextCopy(of: job) }

    func decide(_ job: PrintJobID, _ decision: PrintEvent.Decision, by person: String, copy: CopyOrder?) {
        orders[job] = copy
        take(.decided(job, decision, by: person))
    }

    // MARK: Tills

    func opened(_ channel: any NIOCore.Channel, printer: String) -> TillID {
        lastTill += 1
        let till = TillID(lastTill)
        tills[till] = channel
        take(.tillOpened(till, printer: printer, sender: channel.remoteAddress?.ipAddress ?? ""))
        return till
    }

    func closed(_ till: TillID) {
        guard tills.removeValue(forKey: till) != nil else { return }
        take(.tillClosed(till))
    }

    /// The till has said all it had to say; answers may still be on their way to it.
    func ended(_ till: TillID) {
        take(.tillClosed(till))
        flush()
        tills[till]?.close(promise: nil)
    }

    private func answer(_ till: TillID, _ bytes: [UInt8]) {
        guard let channel = tills[till] else { return }
        // A till that asks and never listens is not waited for.
        guard channel.isWritable else { return channel.close(promise: nil) }
        channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil)
    }

    // MARK: Time

    /// Looks at the clock, the disk and the wires, and arranges the next look.
    private func look() {
        guard !isStopped else { return }
        let now = moment
        if now.steady - lastDiskLook >= 1_000 {
            lastDiskLook = now.steady
            let isLow = SpoolFolder.freeBytes(settings.folder) < settings.reserveBytes
            take(.diskLow(isLow || handoverBytes > settings.limits.backlogBytes))
        }
        for link in links.values { link.look(for: self, at: now.steady) }
        take(.tick)
        let isBusy = links.values.contains { $0.isBusy }
        lookAgain(inMilliseconds: isBusy ? 5 : proxy.wantsSoon ? 10 : 100)
    }

    /// The next look, in place of the one that was arranged.
    private func lookAgain(inMilliseconds pause: Int64) {
        nextLook?.cancel()
        let me = NIOLoopBound(self, eventLoop: loop)
        nextLook = loop.scheduleTask(in: .milliseconds(pause)) { me.value.look() }
    }

    /// Whether a job is on a wire.
    var isPrinting: Bool { jobs.contains { $0.state == .printing } }

    func close() {
        guard !isStopped else { return }
        flush()
        isStopped = true
        // What is appended and not written is only what the register has: it is given again.
        do throws(JournalError) { try folder.writer.commit() } catch {}
        nextLook?.cancel()
        for channel in tills.values { channel.close(promise: nil) }
        for link in links.values { link.close() }
        tills = [:]
    }

    /// Another station may take the folder.
    func release() { folder.lock.release() }
}
