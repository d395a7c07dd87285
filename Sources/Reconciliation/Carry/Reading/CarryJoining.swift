// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization

/// Joins what was read with the carried rows of the same keys, and works out what the whole state is now.
///
///     sums so far ─▶ − touched keys as they were ─▶ + touched keys as they are, + what is open, by today ─▶ sums now
///
/// A key that no new row has is not looked at: its rows stay on disk, its findings are taken over.
struct CarryJoining {
    /// What the run found, over everything carried.
    struct Outcome: Sendable {
        var joined = JoiningPhase.Outcome()
        var findings: [KeptFinding] = []
        var openTills: [KeptRow] = []
        var openCharges = 0
        var change = CarryChange()
    }

    let plan: ReadingPlan
    let read: ReadingPhase.Outcome
    let carried: Carried
    let threads: Int
    let usesMerchant: Bool
    let stop: FileJobStop
    let progress: @Sendable (Int64) -> Void

    func run() -> Outcome {
        let next = Atomic(0)
        let buckets = CarriedBuckets(carried.past, partitions: plan.partitions)
        let job = self
        let parts = Crew.run(threads) { _ -> PartitionWork.Part in
            let work = PartitionWork(job, buckets)
            while true {
                let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard partition < job.plan.partitions, !job.stop.isAsked, job.carried.fault == nil else {
                    return work.finish()
                }
                work.join(partition)
                job.progress(Int64(partition))
            }
        }
        return total(parts)
    }

    private func total(_ parts: [PartitionWork.Part]) -> Outcome {
        let past = carried.past
        var outcome = Outcome()
        var before = JoiningPhase.Outcome()
        for part in parts {
            outcome.joined.add(part.after)
            before.add(part.before)
            outcome.findings += part.findings
            outcome.openTills += part.openTills
            outcome.change.add(part.change)
            carried.seal(tills: part.shownTills, acquirers: part.shownAcquirers)
        }
        outcome.joined.buckets.add(past.closed)
        outcome.joined.buckets.subtract(before.buckets.closed)
        outcome.joined.fees.subtract(before.fees)
        let keptRows = { (row: KeyPath<KeptFinding, KeptRow?>) in
            outcome.findings.compactMap { $0[keyPath: row] }
        }
        let firsts = outcome.findings.compactMap { $0.code == .saleBookedTwice ? nil : $0.first }
        carried.seal(tills: keptRows(\.till), acquirers: keptRows(\.acquirer) + firsts)
        outcome.openCharges = past.openCharges + outcome.change.chargesOpened - outcome.change.chargesClosed
        outcome.change.tillsBefore = past.openTills.count
        outcome.change.chargesBefore = past.openCharges
        outcome.change.tillsNow = outcome.openTills.count
        outcome.change.chargesNow = outcome.openCharges
        return outcome
    }
}

/// What one run changed of what was open.
public struct CarryChange: Sendable, Hashable {
    /// Till rows without an acquirer row: before the run, settled by it, come with it, and now.
    public internal(set) var tillsBefore = 0
    public internal(set) var tillsClosed = 0
    public internal(set) var tillsOpened = 0
    public internal(set) var tillsNow = 0
    /// Acquirer rows without a sale.
    public internal(set) var chargesBefore = 0
    public internal(set) var chargesClosed = 0
    public internal(set) var chargesOpened = 0
    public internal(set) var chargesNow = 0
    /// Carried rows whose keys came again.
    public internal(set) var touched = 0
    /// The number of this run in its folder, from 1 on.
    public internal(set) var run = 0
    /// Files that an earlier run has taken, and this one therefore left out.
    public internal(set) var known: [String] = []

    mutating func add(_ other: CarryChange) {
        tillsClosed += other.tillsClosed
        tillsOpened += other.tillsOpened
        chargesClosed += other.chargesClosed
        chargesOpened += other.chargesOpened
        touched += other.touched
    }
}

/// Open till rows and findings of earlier runs, by the partition of their key.
struct CarriedBuckets: Sendable {
    let openTills: [[Int32]]
    let findings: [[Int32]]

    init(_ past: CarryState, partitions: Int) {
        let spread = { (rows: [MatchRow?]) in
            var buckets = [[Int32]](repeating: [], count: partitions)
            for (index, row) in rows.enumerated() {
                let partition = row.map { Int(truncatingIfNeeded: $0.keyHash) & (partitions - 1) } ?? 0
                buckets[partition].append(Int32(truncatingIfNeeded: index))
            }
            return buckets
        }
        openTills = spread(past.openTills.map(\.row))
        findings = spread(past.findings.map(\.key))
    }
}

extension Buckets {
    /// Without the rows that are judged again by each run's day.
    var closed: Buckets {
        var closed = self
        closed.notSettled = Bucket()
        closed.inTransit = Bucket()
        closed.unknown = Bucket()
        closed.declined = Bucket()
        return closed
    }

    mutating func subtract(_ other: Buckets) {
        tillMatched.subtract(other.tillMatched)
        tillRepeated.subtract(other.tillRepeated)
        notSettled.subtract(other.notSettled)
        inTransit.subtract(other.inTransit)
        unknown.subtract(other.unknown)
        declined.subtract(other.declined)
        acquirerMatched.subtract(other.acquirerMatched)
        acquirerRepeated.subtract(other.acquirerRepeated)
        withoutSale.subtract(other.withoutSale)
        chargedBack.subtract(other.chargedBack)
        represented.subtract(other.represented)
    }
}

extension Bucket {
    fileprivate mutating func subtract(_ other: Bucket) {
        rows -= other.rows
        amount -= other.amount
    }
}

extension FeeTotals {
    fileprivate mutating func subtract(_ other: FeeTotals) {
        partsDiffer -= other.partsDiffer
        right -= other.right
        over -= other.over
        overBy -= other.overBy
        under -= other.under
        underBy -= other.underBy
        notChecked -= other.notChecked
    }
}
