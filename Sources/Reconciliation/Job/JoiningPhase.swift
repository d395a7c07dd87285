// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization
internal import Tariffs
internal import Tender

/// Joins all partitions with all threads and applies the row rules.
struct JoiningPhase {
    struct Outcome: Sendable {
        var findings: [RowFinding] = []
        var buckets = Buckets()
        /// Of the rows whose fee could only be checked once the till's row was known.
        var fees = FeeTotals()
        var sides = SideOutcome()
        var batchFees = BatchFees()
        var transit = InTransit()

        mutating func add(_ other: Outcome) {
            sides.add(other.sides)
            findings += other.findings
            buckets.add(other.buckets)
            fees.add(other.fees)
            batchFees.add(other.batchFees)
            transit.add(other.transit)
        }

        /// Compares the fees that are rounded by batch, once every row is in.
        mutating func closeBatches(_ plan: ReadingPlan) {
            let judged = batchFees.judge(plan.tariff)
            fees.add(judged.totals)
            findings += judged.findings.map { RowFinding(.feeTooHigh, till: nil, acquirer: nil, first: $0.first) }
            plan.feeBook.seal(judged.findings)
        }
    }

    let plan: ReadingPlan
    let read: ReadingPhase.Outcome
    let threads: Int
    let usesMerchant: Bool
    let stop: FileJobStop
    let progress: @Sendable (Int64) -> Void

    func run() -> Outcome {
        let next = Atomic(0)
        let (plan, read, usesMerchant, stop, progress) = (plan, read, usesMerchant, stop, progress)
        let threads = threads
        let outcomes = Crew.run(threads) { _ in
            var join = PartitionJoin(usesMerchant: usesMerchant)
            var judge = GroupJudge(plan, lines: read.lines, lastTillDay: read.figures.lastTillDay)
            var sides = plan.usesSides ? SideJudge(plan, read, threads: threads) : nil
            while true {
                let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard partition < plan.partitions, !stop.isAsked else { return judge.outcome(with: sides) }
                join.join(partition, tills: read.tills, acquirers: read.acquirers)
                judge.judge(join)
                sides?.judge(join, partition)
                progress(Int64(partition))
            }
        }
        return outcomes.reduce(into: Outcome()) { $0.add($1) }
    }
}

/// One thread's judgement of joined groups.
struct GroupJudge {
    var outcome = JoiningPhase.Outcome()
    private let plan: ReadingPlan
    let lookup: RowLookup
    private let fees: FeeAnswer
    private let rules = RuleTable()
    private let lastTillDay: Int32

    init(_ plan: ReadingPlan, lines: [LineIndex], lastTillDay: Int32) {
        self.plan = plan
        self.lastTillDay = lastTillDay
        lookup = RowLookup(plan, lines: lines)
        fees = FeeAnswer(plan, lookup)
    }

    func outcome(with sides: SideJudge?) -> JoiningPhase.Outcome {
        guard let sides else { return outcome }
        var all = outcome
        all.findings += sides.findings
        all.sides = sides.outcome
        return all
    }

    mutating func judge(_ join: borrowing PartitionJoin) {
        var disputes = Disputes()
        for group in 0..<join.groupCount {
            switch (join.till(group), join.acquirer(group)) {
            case (let till?, let acquirer?): judge(till, acquirer)
            case (let till?, nil): judgeLone(till: till)
            case (nil, let acquirer?) where RowType.isDispute(acquirer.type): disputes.add(group: group)
            case (nil, let acquirer?): judgeLone(acquirer: acquirer)
            case (nil, nil): break
            }
        }
        for extra in join.extraTills {
            outcome.buckets.tillRepeated.add(amount(extra.row, .till))
            let first = join.till(extra.group)
            outcome.findings.append(RowFinding(.saleBookedTwice, till: extra.row, acquirer: nil, first: first))
        }
        for extra in join.extraAcquirers {
            guard !RowType.isDispute(extra.row.type) else {
                disputes.add(extra)
                continue
            }
            let till = join.till(extra.group)
            outcome.buckets.acquirerRepeated.add(amount(extra.row, .acquirer))
            let first = join.acquirer(extra.group)
            outcome.findings.append(RowFinding(.duplicateCharge, till: till, acquirer: extra.row, first: first))
            judgeFee(of: extra.row, till: till)
        }
        if !disputes.isEmpty { judge(disputes, join) }
    }

    @inline(__always)
    private mutating func judge(_ till: MatchRow, _ acquirer: MatchRow) {
        let wide = (till.flags | acquirer.flags) & RowFlag.wide != 0
        let differs = wide ? widelyDiffer(till, acquirer) : till.amount != acquirer.amount
        outcome.buckets.tillMatched.add(amount(till, .till))
        outcome.buckets.acquirerMatched.add(amount(acquirer, .acquirer))
        let codes = rules.both(till.flags, amountsDiffer: differs)
        if !codes.isEmpty { add(codes, till: till, acquirer: acquirer) }
        judgeFee(of: acquirer, till: till)
    }

    @inline(never)
    private func widelyDiffer(_ till: MatchRow, _ acquirer: MatchRow) -> Bool {
        lookup.amount(till, side: .till) != lookup.amount(acquirer, side: .acquirer)
    }

    mutating func judgeLone(till: MatchRow) {
        let facts = RowFlag.till(of: till.flags)
        let minor = amount(till, .till)
        switch facts.status {
        case .approved where facts.isDue: outcome.buckets.notSettled.add(minor)
        case .approved:
            outcome.buckets.inTransit.add(minor)
            outcome.transit.add(day: till.day, amount: minor)
        case .unknown: outcome.buckets.unknown.add(minor)
        case .declined: outcome.buckets.declined.add(minor)
        }
        let codes = rules.alone(till.flags)
        if !codes.isEmpty { add(codes, till: till, acquirer: nil) }
    }

    private mutating func judgeLone(acquirer: MatchRow) {
        if acquirer.flags & RowFlag.waits != 0, isBeyondTills(acquirer) {
            outcome.buckets.acquirerInTransit.add(amount(acquirer, .acquirer))
            return judgeFee(of: acquirer, till: nil)
        }
        outcome.buckets.withoutSale.add(amount(acquirer, .acquirer))
        outcome.findings.append(RowFinding(.chargeWithoutSale, till: nil, acquirer: acquirer))
        judgeFee(of: acquirer, till: nil)
    }

    /// Whether a charge is of a day after the last one that the till's files have.
    @inline(never)
    private func isBeyondTills(_ acquirer: MatchRow) -> Bool {
        guard let time = lookup.acquirer(acquirer)?.time else { return false }
        return plan.due.businessDay(seconds: time.secondsSinceEpoch) > lastTillDay
    }

    mutating func add(_ finding: RowFinding) { outcome.findings.append(finding) }

    @inline(__always)
    mutating func judgeFee(of acquirer: MatchRow, till: MatchRow?) {
        guard acquirer.flags & (RowFlag.feeOver | RowFlag.feeOpen) != 0 else { return }
        if acquirer.flags & RowFlag.feeOver != 0 || settleOpenFee(acquirer, till: till) {
            outcome.findings.append(RowFinding(.feeTooHigh, till: till, acquirer: acquirer))
        }
    }

    /// Checks a fee that hangs on more than the row told when it was read; true when it is too high.
    @inline(never)
    private mutating func settleOpenFee(_ acquirer: MatchRow, till: MatchRow?) -> Bool {
        let finding = fees.finding(acquirer, till: till, sums: &outcome.batchFees)
        outcome.fees.count(finding)
        if case .over = finding { return true }
        return false
    }

    @inline(__always)
    func amount(_ row: MatchRow, _ side: InputTable.Side) -> Int64 {
        row.flags & RowFlag.wide == 0 ? Int64(row.amount) : lookup.amount(row, side: side)
    }

    private mutating func add(_ codes: CodeSet, till: MatchRow, acquirer: MatchRow?) {
        for code in codes.codes { outcome.findings.append(RowFinding(code, till: till, acquirer: acquirer)) }
    }
}
