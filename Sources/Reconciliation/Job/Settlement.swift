// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What the acquirer owes for one settlement day of one merchant, and what arrived.
struct SettlementLine: Sendable, Hashable {
    /// nil for rows whose file does not say when they are settled.
    var day: CivilDate?
    var merchant: String
    var sums = DaySums()
    /// nil when no bank file was given.
    var deposited: Int128?
    var deposits: [Deposit] = []
    /// Sums settled by a deposit of the same day that names no merchant.
    var isPooled = false

    var difference: Int128? { deposited.map { sums.net - $0 } }
}

/// Settlement days against deposits.
struct Settlement: Sendable {
    /// Sorted by day, then merchant; rows without a day first.
    private(set) var lines: [SettlementLine]
    let asOf: CivilDate

    init(_ sums: [(day: CivilDate?, merchant: String, sums: DaySums)], deposits: [Deposit]?, asOf: CivilDate) {
        self.asOf = asOf
        lines = sums.map { SettlementLine(day: $0.day, merchant: $0.merchant, sums: $0.sums) }
        if let deposits { pay(deposits) }
        // Places are sorted and the lines put there once: a line is large.
        lines = Self.order(lines).map { lines[$0] }
    }

    /// By day, then by the bytes of the merchant's text, the same on every system. The few merchants are sorted once,
    /// the many lines by numbers.
    private static func order(_ lines: [SettlementLine]) -> [Int] {
        // Bytes, not texts: texts that look alike are equal to Swift.
        let merchants = lines.map { Array($0.merchant.utf8) }
        let sorted = Set(merchants).sorted { $0.lexicographicallyPrecedes($1) }
        let ranks = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int64($0)) })
        var keyed = lines.indices.map { line in
            let day = Int64(lines[line].day?.daysSinceEpoch ?? .min)
            return (key: day << 32 + (ranks[merchants[line]] ?? 0), line: line)
        }
        keyed.sort { $0.key != $1.key ? $0.key < $1.key : $0.line < $1.line }
        return keyed.map(\.line)
    }

    struct Place: Hashable {
        let day: CivilDate?
        let merchant: String
    }

    private mutating func pay(_ deposits: [Deposit]) {
        var places: [Place: Int] = [:]
        for index in lines.indices {
            if lines[index].day != nil { lines[index].deposited = 0 }
            places[Place(day: lines[index].day, merchant: lines[index].merchant)] = index
        }
        var pools: [CivilDate: [Deposit]] = [:]
        for deposit in deposits {
            if let index = places[Place(day: deposit.day, merchant: deposit.merchant)] {
                add([deposit], to: index)
            } else if deposit.merchant.isEmpty {
                pools[deposit.day, default: []].append(deposit)
            } else {
                places[Place(day: deposit.day, merchant: deposit.merchant)] = lines.count
                lines.append(SettlementLine(day: deposit.day, merchant: deposit.merchant, deposited: 0))
                add([deposit], to: lines.count - 1)
            }
        }
        for (day, pool) in pools { share(pool, on: day) }
    }

    private mutating func add(_ deposits: [Deposit], to index: Int) {
        lines[index].deposits += deposits
        lines[index].deposited = deposits.reduce(lines[index].deposited ?? 0) { $0 + Int128($1.amount) }
    }

    /// Deposits that name no merchant pay the day's merchants that have none of their own: the only one, or all
    /// of them when the sum is right. Otherwise they stand as a line of their own and the day as a whole differs.
    private mutating func share(_ pool: [Deposit], on day: CivilDate) {
        let owed = lines.indices.filter {
            lines[$0].day == day && lines[$0].deposits.isEmpty && lines[$0].sums.isOwed
        }
        if owed.count == 1, let only = owed.first { return add(pool, to: only) }
        let total = pool.reduce(Int128(0)) { $0 + Int128($1.amount) }
        let net = owed.reduce(Int128(0)) { $0 + lines[$1].sums.net }
        for index in owed {
            lines[index].isPooled = true
            if total == net { lines[index].deposited = lines[index].sums.net }
        }
        guard total != net || owed.isEmpty else { return }
        lines.append(SettlementLine(day: day, merchant: "", deposited: 0))
        add(pool, to: lines.count - 1)
        lines[lines.count - 1].isPooled = !owed.isEmpty
    }

    /// Money that is missing or too much (ST-07) and deposits nobody announced (ST-08).
    func findings() -> [DepositFinding] {
        var found: [DepositFinding] = []
        for line in lines {
            guard let day = line.day, let deposited = line.deposited else { continue }
            if line.isPooled {
                // One finding for the day, by the line that holds the pool.
                guard line.merchant.isEmpty, !line.sums.isOwed, day <= asOf else { continue }
                let net = lines.filter { $0.day == day && $0.isPooled }.reduce(Int128(0)) { $0 + $1.sums.net }
                found.append(
                    DepositFinding(
                        code: .depositDiffers, day: day, merchant: "", net: net, deposited: deposited,
                        deposits: line.deposits))
            } else if !line.sums.isOwed {
                for deposit in line.deposits {
                    found.append(
                        DepositFinding(
                            code: .depositWithoutSettlement, day: day, merchant: line.merchant, net: 0,
                            deposited: Int128(deposit.amount), deposits: [deposit]))
                }
            } else if line.sums.net != deposited, day <= asOf {
                found.append(
                    DepositFinding(
                        code: .depositDiffers, day: day, merchant: line.merchant, net: line.sums.net,
                        deposited: deposited, deposits: line.deposits))
            }
        }
        return found
    }
}

/// A settlement day that was not paid as announced, or a deposit that was not announced.
struct DepositFinding: Sendable, Hashable {
    let code: JobCode
    let day: CivilDate
    let merchant: String
    let net: Int128
    let deposited: Int128
    let deposits: [Deposit]
    /// What the rows say of it; nil where there is nothing to look at.
    var explanation: DepositExplanation?
}
