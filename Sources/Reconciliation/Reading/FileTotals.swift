// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Control totals of one file.
struct FileTotals: Sendable, Hashable {
    /// Rows that can be read, and the sum of their amounts as written.
    var rows = 0
    var amount: Int128 = 0
    /// The same sum with money given back counted negative.
    var gross: Int128 = 0
    var fee: Int128 = 0
    var quarantined = 0

    mutating func add(_ batch: BatchTotals) {
        rows += batch.rows
        amount += batch.amount.value
        gross += batch.gross.value
        fee += batch.fee.value
    }

    mutating func add(_ other: FileTotals) {
        rows += other.rows
        amount += other.amount
        gross += other.gross
        fee += other.fee
        quarantined += other.quarantined
    }
}

/// A sum in one word for as long as it fits, which is nearly always.
struct RunningSum {
    private var word: Int64 = 0
    private var rest: Int128 = 0

    var value: Int128 { rest + Int128(word) }

    @inline(__always)
    mutating func add(_ number: Int64) {
        let (sum, overflow) = word.addingReportingOverflow(number)
        if overflow { rest += Int128(word) }
        word = overflow ? number : sum
    }
}

/// Totals of one batch.
struct BatchTotals {
    var rows = 0
    var amount = RunningSum()
    var gross = RunningSum()
    var fee = RunningSum()
}

/// What became of the fees.
struct FeeTotals: Sendable, Hashable {
    var right = 0
    var over = 0
    var overBy: Int128 = 0
    var under = 0
    var underBy: Int128 = 0
    var notChecked = 0
    /// Rows of which a part of the fee is not the contract's.
    var partsDiffer = 0

    mutating func add(_ other: FeeTotals) {
        partsDiffer += other.partsDiffer
        right += other.right
        over += other.over
        overBy += other.overBy
        under += other.under
        underBy += other.underBy
        notChecked += other.notChecked
    }

    @inline(__always)
    mutating func count(_ finding: FeeFinding) {
        switch finding {
        case .right: right &+= 1
        case .notChecked: notChecked &+= 1
        case .over(let difference):
            over &+= 1
            overBy += Int128(difference)
        case .under(let difference):
            under &+= 1
            underBy += Int128(difference)
        case .needsSecondLook, .summed: break
        }
    }
}

/// What reading alone tells: everything but the rows to be joined.
struct ReadFigures: Sendable {
    var sums: [DayKey: DaySums] = [:]
    /// By table.
    var totals: [FileTotals] = []
    var fees = FeeTotals()
    var netDiffers = 0
    var quarantine: [QuarantinedPlace] = []
    var volumes = VolumeSums()
    /// The last business day that a till's file has a row of; known only where charges may wait for tills.
    var lastTillDay = Int32.min

    mutating func add(_ other: ReadFigures) {
        for (key, day) in other.sums { sums[key, default: DaySums()].add(day) }
        while totals.count < other.totals.count { totals.append(FileTotals()) }
        for (index, total) in other.totals.enumerated() { totals[index].add(total) }
        fees.add(other.fees)
        netDiffers += other.netDiffers
        quarantine += other.quarantine
        volumes.add(other.volumes)
        lastTillDay = max(lastTillDay, other.lastTillDay)
    }

    /// Adds what earlier runs left. Totals and rows put aside stay with their files.
    mutating func add(_ past: CarryState) {
        for (key, day) in past.sums { sums[key, default: DaySums()].add(day) }
        fees.add(past.fees)
        netDiffers += past.netDiffers
    }
}
