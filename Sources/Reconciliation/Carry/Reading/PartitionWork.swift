// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching

/// One thread's joining of partitions in a run that carries rows.
final class PartitionWork {
    struct Part: Sendable {
        var after = JoiningPhase.Outcome()
        var before = JoiningPhase.Outcome()
        var findings: [KeptFinding] = []
        var openTills: [KeptRow] = []
        /// Carried rows that findings speak of.
        var shownTills: [KeptRow] = []
        var shownAcquirers: [KeptRow] = []
        var change = CarryChange()
    }

    private let job: CarryJoining
    private let buckets: CarriedBuckets
    private var join: PartitionJoin
    private var joinBefore: PartitionJoin
    private var judge: GroupJudge
    private var judgeBefore: GroupJudge
    private var touched: TouchedRows
    private let touchesAll: Bool
    private var part = Part()

    init(_ job: CarryJoining, _ buckets: CarriedBuckets) {
        self.job = job
        self.buckets = buckets
        let past = job.carried.past
        join = PartitionJoin(usesMerchant: job.usesMerchant)
        joinBefore = PartitionJoin(usesMerchant: past.usesMerchant)
        // No charge waits for the till's files here: a calendar that says so is refused with a carry folder.
        let lastTillDay = job.read.figures.lastTillDay
        judge = GroupJudge(job.plan, lines: job.read.lines, lastTillDay: lastTillDay)
        judgeBefore = GroupJudge(job.plan, lines: job.read.lines, lastTillDay: lastTillDay)
        // Which rows are one transaction changes when merchants become part of the key.
        touchesAll = job.usesMerchant != past.usesMerchant && !past.segments.isEmpty
        let lookup = judge.lookup
        touched = TouchedRows(job.carried, job.plan) { lookup.carried?.seconds($0) }
    }

    func finish() -> Part {
        var part = part
        part.after.add(judge.outcome)
        part.before.add(judgeBefore.outcome)
        return part
    }

    func join(_ partition: Int) {
        let new = NewRows(job.read, partition)
        let keys = gather(new, partition)
        let open = openTills(partition, keys)
        let start = judge.outcome.findings.count
        for lookup in [judge.lookup, judgeBefore.lookup] {
            lookup.carried?.shelve(tills: touched.tills + open, acquirers: touched.acquirers)
        }
        let wasOpen = judgeAsItWas()
        join.join(
            tills: touched.tills.map(\.row) + new.tills, acquirers: touched.acquirers.map(\.row) + new.acquirers)
        judge.judge(join)
        let alone = loneRows(wasOpen)
        for kept in open { judge.judgeLone(till: kept.row) }
        part.openTills += open
        keep(judge.outcome.findings[start...], alone, new, open)
        keepFindings(partition, keys)
    }

    /// Reads the carried rows whose keys the new rows have.
    private func gather(_ new: NewRows, _ partition: Int) -> KeySet {
        let hasPast = !job.carried.segments.isEmpty
        var keys = KeySet(expecting: hasPast ? new.tills.count + new.acquirers.count : 0, isAll: touchesAll)
        guard hasPast else { return keys }
        var orders: [UInt16] = []
        if !touchesAll {
            for row in new.tills + new.acquirers {
                let hash = row.keyHash
                keys.insert(row, hash: hash)
                orders.append(Segment.order(hash))
            }
            orders.sort()
        }
        touched.load(partition, keys, orders: orders)
        part.change.touched += touched.tills.count + touched.acquirers.count
        return keys
    }

    /// Open till rows of earlier runs that no new row touches, as today sees them.
    private func openTills(_ partition: Int, _ keys: KeySet) -> [KeptRow] {
        let past = job.carried.past.openTills
        var open: [KeptRow] = []
        for index in buckets.openTills[partition] {
            let kept = past[Int(index)]
            if !keys.contains(kept.row, hash: kept.row.keyHash) { open.append(touched.dated(kept)) }
        }
        return open
    }

    private func keepFindings(_ partition: Int, _ keys: KeySet) {
        let past = job.carried.past.findings
        for index in buckets.findings[partition] {
            let kept = past[Int(index)]
            if let key = kept.key, !keys.contains(key, hash: key.keyHash) {
                part.findings.append(kept)
                part.after.findings.append(kept.finding)
            }
        }
    }

    /// Judges the touched keys without the new rows, to take away what they counted for.
    ///
    /// - Returns: how many of them were open, on either side.
    private func judgeAsItWas() -> (tills: Int, charges: Int) {
        guard !touched.tills.isEmpty || !touched.acquirers.isEmpty else { return (0, 0) }
        joinBefore.join(tills: touched.tills.map(\.row), acquirers: touched.acquirers.map(\.row))
        judgeBefore.judge(joinBefore)
        var open = (tills: 0, charges: 0)
        for group in 0..<joinBefore.groupCount {
            switch (joinBefore.till(group), joinBefore.acquirer(group)) {
            case (.some, nil): open.tills += 1
            case (nil, let charge?) where !RowType.isDispute(charge.type): open.charges += 1
            default: break
            }
        }
        return open
    }

    /// Till rows that are open after the join, and what that changes.
    private func loneRows(_ wasOpen: (tills: Int, charges: Int)) -> [Int64] {
        var alone: [Int64] = []
        var still = (tills: 0, charges: 0)
        for group in 0..<join.groupCount {
            switch (join.till(group), join.acquirer(group)) {
            case (let till?, nil):
                alone.append(till.place)
                if till.place < job.carried.tillBytes { still.tills += 1 } else { part.change.tillsOpened += 1 }
            case (nil, let charge?) where !RowType.isDispute(charge.type):
                if charge.place < job.carried.acquirerBytes {
                    still.charges += 1
                } else {
                    part.change.chargesOpened += 1
                }
            default: break
            }
        }
        part.change.tillsClosed += wasOpen.tills - still.tills
        part.change.chargesClosed += wasOpen.charges - still.charges
        return alone
    }

    /// Keeps the rows of findings and the open ones with their notes.
    private func keep(_ findings: ArraySlice<RowFinding>, _ alone: [Int64], _ new: NewRows, _ open: [KeptRow]) {
        guard !findings.isEmpty || !alone.isEmpty else { return }
        var (tills, acquirers) = (MarkedSet(), MarkedSet())
        for place in alone { tills.insert(place) }
        for finding in findings {
            if let till = finding.till { tills.insert(till.place) }
            if let acquirer = finding.acquirer { acquirers.insert(acquirer.place) }
            guard let first = finding.first else { continue }
            if finding.code == .saleBookedTwice { tills.insert(first.place) } else { acquirers.insert(first.place) }
        }
        let tillRows = new.tills(at: tills, and: touched.tills + open)
        let acquirerRows = new.acquirers(at: acquirers, and: touched.acquirers)
        part.openTills += alone.compactMap { tillRows[$0] }
        for finding in findings {
            let till = finding.till.flatMap { tillRows[$0.place] }
            let acquirer = finding.acquirer.flatMap { acquirerRows[$0.place] }
            if let till { part.shownTills.append(till) }
            if let acquirer { part.shownAcquirers.append(acquirer) }
            let isTill = finding.code == .saleBookedTwice
            let first = finding.first.flatMap { isTill ? tillRows[$0.place] : acquirerRows[$0.place] }
            if let first, !isTill { part.shownAcquirers.append(first) }
            // Open till rows are judged again in the next run.
            guard finding.acquirer != nil || isTill else { continue }
            part.findings.append(KeptFinding(code: finding.code, till: till, acquirer: acquirer, first: first))
        }
    }
}

/// The rows of one partition that came in this run, with their notes in the same order.
struct NewRows {
    let tills: [MatchRow]
    let acquirers: [MatchRow]
    private let tillNotes: [UInt64]
    private let acquirerNotes: [RowNote]

    /// - Parameter side: where the rows of one side are enough.
    init(_ read: ReadingPhase.Outcome, _ partition: Int, only side: InputTable.Side? = nil) {
        tills = side == .acquirer ? [] : read.tills.flatMap { $0.rows(of: partition) }
        acquirers = side == .till ? [] : read.acquirers.flatMap { $0.rows(of: partition) }
        tillNotes = side == .acquirer ? [] : read.notes.flatMap { $0.tills.rows(of: partition) }
        acquirerNotes = side == .till ? [] : read.notes.flatMap { $0.acquirers.rows(of: partition) }
    }

    func till(_ index: Int) -> KeptRow {
        KeptRow(row: tills[index], note: RowNote(first: tillNotes[index], second: 0))
    }

    func acquirer(_ index: Int) -> KeptRow { KeptRow(row: acquirers[index], note: acquirerNotes[index]) }

    func tills(at places: MarkedSet, and carried: [KeptRow]) -> [Int64: KeptRow] {
        var found = places.pick(carried)
        for index in tills.indices where places.contains(tills[index].place) { found[tills[index].place] = till(index) }
        return found
    }

    func acquirers(at places: MarkedSet, and carried: [KeptRow]) -> [Int64: KeptRow] {
        var found = places.pick(carried)
        for index in acquirers.indices where places.contains(acquirers[index].place) {
            found[acquirers[index].place] = acquirer(index)
        }
        return found
    }
}

extension MarkedSet {
    /// Those of some rows whose places are in the set, by their places.
    func pick(_ rows: [KeptRow]) -> [Int64: KeptRow] {
        var found: [Int64: KeptRow] = [:]
        for kept in rows where contains(kept.row.place) { found[kept.row.place] = kept }
        return found
    }
}
