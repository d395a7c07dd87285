// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import GRDB
internal import Synchronization
internal import Tender

/// What a look at what is watched covers.
public enum WatchPart: Sendable, Hashable, CaseIterable {
    /// Terminals, their batches, printers: changes by the minute.
    case devices
    /// Settlement days and missing numbers: changes with files and days.
    case books
}

extension Shop {
    /// Looks at all that is found about no single transaction, and opens, joins, reopens or closes the cases about it.
    ///
    ///     findings on demand ─▶ Watch.steps ─▶ journal ─▶ cases
    ///
    /// The decision is taken where the writing is, on the cases as they then stand: two looks at once open nothing
    /// twice. A look that finds nothing new writes nothing.
    ///
    /// - Returns: how many steps were taken.
    @discardableResult
    public func watch(_ parts: Set<WatchPart> = Set(WatchPart.allCases)) async throws(StoreError) -> Int {
        let now = clock.now()
        let conditions = printers.all
        let seen = try await read { [known] database in
            try WatchLook(Reader(database, known), now: now, printers: conditions).see(parts)
        }
        return try await write { planning throws(StoreError) in
            let since = now.adding(milliseconds: -Watch.Limits().reopening)
            let cases: [WatchedCase]
            do {
                cases = try WatchTable.cases(closedSince: since, in: planning.database)
            } catch {
                throw StoreError(error)
            }
            let steps = Watch.steps(seen.things, cases, now: planning.now())
            for step in steps { try planning.take(step, samples: seen.samples) }
            return steps.count
        }
    }

    /// The same when it is time: devices once a minute and soon after a report, books once an hour and soon after a
    /// file.
    @discardableResult
    public func watchDue() async throws(StoreError) -> Int {
        let files = try await read { database in
            try Int64.fetchOne(database, sql: "SELECT COUNT(*) FROM file WHERE is_complete = 1") ?? 0
        }
        let parts = watchTimes.due(clock.now(), files: files)
        return parts.isEmpty ? 0 : try await watch(parts)
    }
}

/// When what was last looked at.
final class WatchTimes: Sendable {
    private struct State {
        var devices: Instant?
        var books: Instant?
        var files: Int64 = 0
        var isReported = false
    }

    private let state = Mutex(State())

    /// A terminal told something.
    func report() { state.withLock { $0.isReported = true } }

    /// What is due; counts as looked at.
    func due(_ now: Instant, files: Int64) -> Set<WatchPart> {
        state.withLock { state in
            var parts: Set<WatchPart> = []
            if state.isReported || Self.isPast(state.devices, by: 60, now) {
                parts.insert(.devices)
                (state.devices, state.isReported) = (now, false)
            }
            if files != state.files || Self.isPast(state.books, by: 3_600, now) {
                parts.insert(.books)
                (state.books, state.files) = (now, files)
            }
            return parts
        }
    }

    /// A clock that was set back counts as past: a look too many does no harm.
    private static func isPast(_ last: Instant?, by seconds: Int64, _ now: Instant) -> Bool {
        last.map { now < $0 || now.milliseconds - $0.milliseconds >= seconds * 1_000 } ?? true
    }
}

extension Planning {
    /// Writes what a look decided. What belongs to the sample shop goes with it.
    fileprivate func take(_ step: WatchStep, samples: Set<WatchSubject>) throws(StoreError) {
        switch step {
        case .open(let subject, let store, let codes, let words):
            guard let first = codes.first else { return }
            let actor: Actor = samples.contains(subject) ? .sample : .system
            let opened = event(.opened(first), words)
            let number = try add(.work(CaseRecord(id: nil, event: opened, store: store, subject: subject)), by: actor)
            let id = CaseID(number: number)
            for code in codes.dropFirst() { try put(.joined(code), nil, on: id) }
            announcements.append((.work, id.text, store))
        case .join(let id, let code, let words): try put(.joined(code), words, on: id)
        case .reopen(let id, let codes, let words):
            try put(.reopened, words, on: id)
            for code in codes { try put(.joined(code), nil, on: id) }
        case .clear(let id, let code, let words): try put(.cleared(code, proof: WatchWords.text(words)), nil, on: id)
        case .close(let id, let words): try put(.proved(WatchWords.text(words)), nil, on: id)
        }
        if case .open = step { return }
        for id in step.cases { announcements.append((.work, id.text, try caseRow(id)?.store)) }
    }

    private func put(_ kind: CaseEvent.Kind, _ words: Bilingual?, on id: CaseID) throws(StoreError) {
        try add(.work(CaseRecord(id: id, event: event(kind, words))), by: .system)
    }

    private func event(_ kind: CaseEvent.Kind, _ words: Bilingual?) -> CaseEvent {
        CaseEvent(at: now(), by: CaseEvent.system, kind: kind, reason: words.map { WatchWords.text($0) } ?? "")
    }
}

extension WatchStep {
    fileprivate var cases: [CaseID] {
        switch self {
        case .open: []
        case .join(let id, _, _), .reopen(let id, _, _), .clear(let id, _, _), .close(let id, _): [id]
        }
    }
}
