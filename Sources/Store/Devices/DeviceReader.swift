// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import GRDB
internal import Tender

/// Judges terminals on one snapshot: policies and batches are read once for all of them.
struct DeviceReader {
    private let reader: Reader
    private let now: Instant
    private let policies: [TerminalID?: DevicePolicy]
    private let sums: BatchSums

    /// - Parameter terminal: the only one that is asked for; nil for any.
    init(_ reader: Reader, now: Instant, of terminal: TerminalID? = nil) throws {
        self.reader = reader
        self.now = now
        policies = try DeviceTable.policies(in: reader.database)
        sums = try BatchSums(of: terminal, until: now, in: reader)
    }

    /// Terminals that ever reported, by number.
    func all() throws -> [TerminalHealth] {
        try DeviceTable.terminals(in: reader.database).compactMap { try health(of: $0) }
    }

    /// nil for a terminal that never reported.
    func health(of terminal: TerminalID) throws -> TerminalHealth? {
        guard let state = try DeviceTable.state(of: terminal, in: reader.database) else { return nil }
        let store = reader.known.terminals[terminal]?.store
        let calendar = reader.known.calendar(of: store)
        let policy = policy(of: terminal)
        let books = sums.books(of: state)
        let findings =
            state.findings(policy, zone: calendar.zone, now: now)
            + books.compactMap { $0.finding(calendar, now: now) }
        return TerminalHealth(
            terminal: terminal, store: store, lastHeard: state.lastHeard,
            findings: findings.sorted { ($0.code, $0.evidence.first ?? "") < ($1.code, $1.evidence.first ?? "") },
            state: state, policy: policy, batches: books,
            proofs: state.proofs(policy, zone: calendar.zone, now: now))
    }

    func policy(of terminal: TerminalID?) -> DevicePolicy {
        policies[terminal] ?? policies[nil] ?? DevicePolicy()
    }

    /// Books of batches that a case is about and that began before the days which are looked at.
    func books(of state: DeviceState, olderNumbered numbers: Set<BatchNumber>) throws -> [BatchBook] {
        let known = Set(sums.books(of: state).map(\.number))
        return try numbers.subtracting(known).sorted().flatMap { number in
            try BatchSums.books(of: state, numbered: number, until: now, in: reader)
        }
    }
}

extension TerminalHealth {
    /// The terminal as it is watched; its batches are watched apart.
    var thing: WatchedThing? {
        guard let subject = WatchSubject(.terminal, terminal.text) else { return nil }
        var thing = WatchedThing(subject, store: store)
        for finding in findings where finding.code != .st03 { thing.findings[finding.code] = finding.explanation }
        for (code, proof) in proofs { thing.proofs[code] = WatchedThing.Proof(at: proof.at, proof.words) }
        return thing
    }
}
