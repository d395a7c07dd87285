// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What the proxy's journal says happened, record by record: the jobs as they stood when it last stopped.
public struct SpoolHistory: Sendable {
    /// Something the register may not have yet.
    public struct Unkept: Sendable, Hashable {
        public let job: CapturedJob
        /// Events after the last one that is known to be noted, oldest first.
        public let events: [PrintEvent]
        public let isJobKept: Bool
    }

    /// A job and what is known of its way.
    struct Entry: Sendable {
        var job: PrintJob
        /// Process ID that stands behind its bytes; 0 when none was sent.
        var mark: UInt32 = 0
        var isBegun = false
        var events: [PrintEvent] = []
        var isKept = false
        var noted = 0
    }

    private struct Draft {
        let printer: String
        let sender: String
        let startedAt: Instant
        var bytes: [UInt8] = []
        var masked = 0
    }

    private var drafts: [PrintJobID: Draft] = [:]
    /// In the order in which the jobs became whole.
    private(set) var order: [PrintJobID] = []
    private(set) var entries: [PrintJobID: Entry] = [:]
    public private(set) var proofs: [String: PrinterCondition.Proof] = [:]
    /// Records that were read.
    public private(set) var recordCount = 0

    public init() {}

    /// Takes in the next record.
    public mutating func add(_ record: SpoolRecord) {
        recordCount += 1
        switch record {
        case .began(let job, let printer, let sender, let at):
            drafts[job] = Draft(printer: printer, sender: sender, startedAt: at)
        case .bytes(let job, let bytes, let masked):
            drafts[job]?.bytes += bytes
            drafts[job]?.masked += masked
        case .ended(let job, let ending, let at): finish(job, ending, at)
        case .dropped(let job): drafts[job] = nil
        case .whole(let job): enter(job)
        case .sent(let job, _, let mark, _):
            entries[job]?.job.begin()
            entries[job]?.mark = mark
            entries[job]?.isBegun = true
        case .unprovable(let job): entries[job]?.job.giveUpProof()
        case .event(let event):
            entries[event.job]?.job.restore(event)
            if event.number > entries[event.job]?.events.last?.number ?? 0 {
                entries[event.job]?.events.append(event)
            }
            slim(event.job)
        case .kept(let job):
            entries[job]?.isKept = true
            slim(job)
        case .noted(let job, let number):
            if let noted = entries[job]?.noted { entries[job]?.noted = max(noted, number) }
        case .proof(let printer, let proof): proofs[printer] = proof
        }
    }

    private mutating func finish(_ id: PrintJobID, _ ending: CapturedJob.Ending, _ at: Instant) {
        guard let draft = drafts.removeValue(forKey: id) else { return }
        enter(
            CapturedJob(
                id: id, printer: draft.printer, sender: draft.sender, startedAt: draft.startedAt, endedAt: at,
                ending: ending, bytes: draft.bytes, maskedNumbers: draft.masked))
    }

    private mutating func enter(_ job: CapturedJob) {
        guard entries[job.id] == nil else { return }
        order.append(job.id)
        entries[job.id] = Entry(job: PrintJob(job))
    }

    /// Jobs whose till was cut off with us, by age: their bytes are safe, their end never came.
    var unfinished: [PrintJobID] { drafts.keys.sorted() }

    /// The records that end what was cut off.
    func endings(at instant: Instant) -> [SpoolRecord] {
        unfinished.map { id in
            drafts[id]?.bytes.isEmpty ?? true
                ? .dropped(job: id) : .ended(job: id, ending: .interrupted, at: instant)
        }
    }

    /// Every job, in order.
    public var jobs: [PrintJob] { order.compactMap { entries[$0]?.job } }

    /// Whether nothing in this journal is needed any more: every job is settled, kept, and its events noted.
    public var isSpent: Bool {
        drafts.isEmpty
            && entries.values.allSatisfy { $0.job.isSettled && $0.isKept && $0.noted >= $0.job.eventCount }
    }

    private mutating func slim(_ id: PrintJobID) {
        if entries[id]?.isKept == true { entries[id]?.job.slim() }
    }

    /// Whether so much of this journal is done with that it is worth being written anew without it.
    public var isWorthRenewing: Bool {
        isSpent
            ? recordCount > proofs.count
            : recordCount >= Self.renewalRecords && entries.values.contains(where: Self.isDone)
    }

    /// Records below which a journal with open jobs is left as it is.
    private static let renewalRecords = 2_000

    private static func isDone(_ entry: Entry) -> Bool {
        entry.job.isSettled && entry.isKept && entry.noted >= entry.job.eventCount
    }

    /// The records a new journal begins with: what was found out about the printers, and the jobs that are not done.
    public var remains: [SpoolRecord] {
        var records = proofs.sorted { $0.key < $1.key }.map { SpoolRecord.proof(printer: $0.key, proof: $0.value) }
        for (id, draft) in drafts.sorted(by: { $0.key < $1.key }) {
            records.append(.began(job: id, printer: draft.printer, sender: draft.sender, at: draft.startedAt))
            records.append(.bytes(job: id, bytes: draft.bytes, masked: draft.masked))
        }
        for id in order {
            guard let entry = entries[id], !Self.isDone(entry) else { continue }
            let job = entry.job
            records.append(.whole(job.captured))
            var events = entry.events[...]
            // What happened before the first byte left stands before it.
            while let event = events.first, !entry.isBegun || Self.isBeforeSending(event.kind) {
                records.append(.event(event))
                events = events.dropFirst()
            }
            if entry.isBegun {
                records.append(.sent(job: id, printer: job.printer, mark: entry.mark, at: job.captured.endedAt))
            }
            records += events.map { .event($0) }
            if job.state == .unprovable { records.append(.unprovable(job: id)) }
            if entry.isKept { records.append(.kept(job: id)) }
            if entry.noted > 0 { records.append(.noted(job: id, number: entry.noted)) }
        }
        return records
    }

    private static func isBeforeSending(_ kind: PrintEvent.Kind) -> Bool {
        switch kind {
        case .held, .expired, .failedOver, .decided: true
        case .reached, .unconfirmed, .drawerSpared: false
        }
    }

    /// What must be handed over (again), in order.
    public var unkept: [Unkept] {
        order.compactMap { id in
            guard let entry = entries[id] else { return nil }
            let events = entry.events.filter { $0.number > entry.noted }
            guard !entry.isKept || !events.isEmpty else { return nil }
            return Unkept(job: entry.job.captured, events: events, isJobKept: entry.isKept)
        }
    }
}
