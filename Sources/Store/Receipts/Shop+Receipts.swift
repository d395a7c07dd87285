// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Printing
internal import Tender

extension Shop {
    /// Keeps a captured slip: its bytes, what was read out of it, and what it says of a transaction. Returns when
    /// it is durable, joined and judged; the same job again changes nothing.
    public func keepReceipt(_ job: CapturedJob, reading: SlipReading, by actor: Actor) async throws(StoreError) {
        try Self.check(job, reading)
        try await write { planning throws(StoreError) in
            guard try planning.receiptState(job.id) == nil else { return }
            try planning.add(.receipt(.captured(job, reading)), by: actor)
            if let facts = reading.facts {
                let slip = SlipTelling(job: job.id, copy: job.copy, facts: facts)
                // A record composed here was on no way to a printer: it says which transaction it belongs to.
                try planning.tell(slip, job.printer.isEmpty ? nil : .captured, event: 0, at: job.endedAt)
                if reading.isCutShort { try planning.tell(slip, .cutShort, event: 0, at: job.endedAt) }
            }
            planning.announcements.append((.receipt, job.id.text, reading.facts?.store))
        }
    }

    /// Keeps what became of a print job. Events of a job come in order of their numbers; one that was seen before
    /// changes nothing.
    ///
    /// - Throws: `.missing` when the job was not kept first.
    public func notePrint(_ event: PrintEvent, by actor: Actor) async throws(StoreError) {
        let isOneWay = printerCondition(of: event.job)
        try await write { planning throws(StoreError) in
            guard let state = try planning.receiptState(event.job) else { throw .missing }
            guard event.number > state.lastEvent else { return }
            try planning.add(.receipt(.event(event)), by: actor)
            planning.announcements.append((.receipt, event.job.text, state.facts?.store))
            guard let facts = state.facts else { return }
            let slip = SlipTelling(job: event.job, copy: state.copy, facts: facts)
            if case .reached(let level) = event.kind, level.isPrinted, state.level.isPrinted { return }
            if event.kind == .reached(.accepted), isOneWay(state.printer) {
                return try planning.tell(slip, .sent, event: event.number, at: event.at)
            }
            if let report = event.kind.report {
                try planning.tell(slip, report, event: event.number, at: event.at)
            }
        }
    }

    private func printerCondition(of job: PrintJobID) -> @Sendable (String) -> Bool {
        let conditions = printers.all
        return { conditions[$0]?.proof == .oneWay }
    }

    /// Records what happened with an electronic receipt, and what it says of the slip.
    func deliver(_ event: DeliveryEvent, by actor: Actor) async throws(StoreError) {
        try await write { planning throws(StoreError) in
            guard let state = try planning.receiptState(event.receipt) else { throw .missing }
            let number = try planning.add(.receipt(.delivery(event)), by: actor)
            planning.announcements.append((.receipt, event.receipt.text, state.facts?.store))
            guard let facts = state.facts else { return }
            let slip = SlipTelling(job: event.receipt, copy: state.copy, facts: facts)
            try planning.tell(slip, event, number: number, by: actor)
        }
    }

    /// Records that the staff wrote a receipt by hand, under its number, or that the customer has none or lost it.
    public func report(
        _ kind: DeliveryEvent.Kind, of receipt: PrintJobID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) {
        if case .handwritten(let number) = kind {
            guard (1...40).contains(number.utf8.count) else { throw .invalid("number: 1 to 40 characters") }
        }
        _ = try await self.receipt(receipt, in: scope)
        try await deliver(DeliveryEvent(receipt: receipt, at: clock.now(), kind: kind, by: actor.name), by: actor)
    }

    /// Asks for a copy of a receipt: the request is durable before the first byte goes to a printer.
    ///
    /// - Parameter insteadOf: an open copy that this one replaces, because nobody can say whether it came out.
    /// - Returns: name and number of the copy to print.
    /// - Throws: `.conflict` that names the copy under way; `.invalid` without a reason.
    public func askForCopy(
        of receipt: PrintJobID, job: PrintJobID, printer: String, reason: String, in scope: StoreScope,
        by actor: Actor, insteadOf: PrintJobID? = nil
    ) async throws(StoreError) -> (job: PrintJobID, copy: Int) {
        guard (1...200).contains(reason.utf8.count) else { throw .invalid("reason: 1 to 200 bytes") }
        let asked = try await self.receipt(receipt, in: scope).record
        let original = asked.original ?? asked.id
        let copy = try await write { planning throws(StoreError) in
            let moment = planning.now().adding(milliseconds: -Self.copyPatience)
            if let open = try planning.openCopy(of: original, since: moment), open.job != insteadOf?.text {
                throw .conflict("copy \(open.copy) (\(open.job)) is on its way, asked for by \(open.by)")
            }
            let copy = try planning.lastCopy(of: original) + 1
            let request = CopyRequest(job: job, original: original, copy: copy, printer: printer, reason: reason)
            try planning.add(.receipt(.copyAsked(request)), by: actor)
            planning.announcements.append((.receipt, original.text, asked.store))
            return copy
        }
        return (job, copy)
    }

    /// Milliseconds after which a copy that was asked for and never captured no longer stands in the way.
    static let copyPatience: Int64 = 30_000

    private static func check(_ job: CapturedJob, _ reading: SlipReading) throws(StoreError) {
        guard job.bytes.count <= 32 << 20 else { throw .invalid("slip: at most 32 MiB") }
        guard reading.text.utf8.count <= 2 << 20 else { throw .invalid("slip's text: at most 2 MiB") }
        guard job.printer.utf8.count <= 200, job.sender.utf8.count <= 200 else { throw .invalid("printer: too long") }
    }
}

/// The slip that an observation tells of.
struct SlipTelling: Sendable {
    let job: PrintJobID
    let copy: Int
    let facts: Facts
}

extension Planning {
    func receiptState(_ id: PrintJobID) throws(StoreError) -> ReceiptTable.State? {
        try ask { database in try ReceiptTable.state(id, in: database) }
    }

    func lastCopy(of original: PrintJobID) throws(StoreError) -> Int {
        try ask { database in try CopyTable.last(of: original, in: database) }
    }

    func openCopy(
        of original: PrintJobID, since: Instant
    ) throws(StoreError) -> (job: String, copy: Int, by: String, at: Instant)? {
        try ask { database in try CopyTable.open(of: original, since: since, in: database) }
    }

    func ask<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try body(database)
        } catch {
            throw StoreError(error)
        }
    }

    /// Records what a printer says of a slip, as an observation of its transaction.
    func tell(_ slip: SlipTelling, _ report: SlipReport?, event: Int, at: Instant) throws(StoreError) {
        var facts = slip.facts
        facts.slip = report
        facts.copy = slip.copy > 1 ? slip.copy : nil
        facts.printJob = slip.job.text
        try tell(.receipt, "receipt:\(slip.job)", facts, at: at, occurrence: event + 1)
    }

    /// Records what a person says of a slip: the customer on the receipt page, or the staff.
    func tell(_ slip: SlipTelling, _ event: DeliveryEvent, number: UInt64, by actor: Actor) throws(StoreError) {
        var facts = slip.facts
        facts.printJob = slip.job.text
        switch event.kind {
        case .codeMade: return
        case .codeRevoked: facts.slip = .withdrawn
        case .viewed, .saved: facts.slip = .electronic
        case .handwritten(let number):
            facts.slip = .handwritten
            facts.remark = number
        case .said(let word), .reported(let word): word.fill(&facts)
        }
        let name = event.by.isEmpty ? "receipt-page" : "person:\(event.by)"
        try tell(.person, name, facts, at: event.at, occurrence: Int(clamping: number))
    }

    private func tell(
        _ source: Source, _ name: String, _ facts: Facts, at: Instant, occurrence: Int
    ) throws(StoreError) {
        let observation = Observation(
            source: source, origin: Origin(name: name), recordedAt: at, facts: facts, occurrence: occurrence)
        _ = try observe(PreparedObservation(observation, file: 0), file: 0)
    }
}

extension DeliveryEvent.CustomerWord {
    fileprivate func fill(_ facts: inout Facts) {
        switch self {
        case .noSlip: facts.printed = false
        case .lost: facts.slip = .lost
        case .chargedTwice: facts.claim = .chargedTwice
        case .wrongAmount: facts.claim = .wrongAmount
        case .refundWanted: facts.claim = .refundWanted
        case .notMine: facts.slip = .misdirected
        }
    }
}
