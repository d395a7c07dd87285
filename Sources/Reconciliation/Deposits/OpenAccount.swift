// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// One thing of a merchant that does not fit: a settlement day whose deposits are another sum, or a deposit
/// without a settlement.
struct OpenItem: Sendable {
    /// Place in the list of findings; nil for a day that lies ahead and may have been paid early.
    let finding: Int?
    let day: CivilDate
    let net: Int128
    let deposits: [Deposit]
    /// Days of merchants whose rows make `net`: one, or all that share a deposit without a name.
    let keys: [DayKey]
    let rowCount: Int

    var deposited: Int128 { deposits.reduce(0) { $0 + Int128($1.amount) } }
    var difference: Int128 { net - deposited }

    /// Whether the two may have been paid together.
    func isNear(_ other: OpenItem) -> Bool {
        abs(day.daysSinceEpoch - other.day.daysSinceEpoch) <= DayMatching.mostDaysApart
    }
}

/// All that does not fit of one merchant, or of all merchants that are paid without a name.
struct OpenAccount: Sendable {
    let merchant: String
    /// By day.
    var items: [OpenItem] = []
    /// Rows of the merchant whose file does not say when they are settled.
    var undated: [DayKey] = []
    var undatedRows = 0

    /// Whether rows could explain anything: without a deposit there is nothing to be explained by rows.
    var hasDeposit: Bool { items.contains { !$0.deposits.isEmpty } }
    var rowCount: Int { items.reduce(undatedRows) { $0 + $1.rowCount } }
    var keys: [DayKey] { items.flatMap(\.keys) + undated }

    /// The accounts of a settlement, in the order of merchants.
    static func all(
        _ settlement: Settlement, findings: [DepositFinding], merchants: [String: UInt32]
    ) -> [OpenAccount] {
        var accounts: [String: OpenAccount] = [:]
        let key = { (line: SettlementLine) in
            DayKey(day: line.day?.daysSinceEpoch ?? DayKey.noDay, merchant: merchants[line.merchant] ?? 0)
        }
        var pools: [CivilDate: [SettlementLine]] = [:]
        for line in settlement.lines where line.isPooled && line.sums.rows > 0 {
            if let day = line.day { pools[day, default: []].append(line) }
        }
        var byPlace: [DayKey: SettlementLine] = [:]
        for line in settlement.lines where line.sums.rows > 0 { byPlace[key(line)] = line }
        for (index, finding) in findings.enumerated() {
            let isPool = finding.merchant.isEmpty && finding.code == .depositDiffers && pools[finding.day] != nil
            let place = DayKey(day: finding.day.daysSinceEpoch, merchant: merchants[finding.merchant] ?? 0)
            let known = finding.code == .depositDiffers ? byPlace[place].map { [$0] } ?? [] : []
            let own = isPool ? pools[finding.day] ?? [] : known
            accounts[finding.merchant, default: OpenAccount(merchant: finding.merchant)].items.append(
                OpenItem(
                    finding: index, day: finding.day, net: finding.net, deposits: finding.deposits,
                    keys: own.map(key), rowCount: own.reduce(0) { $0 + $1.sums.rows }))
        }
        for line in settlement.lines where accounts[line.merchant] != nil && line.sums.rows > 0 {
            if line.day == nil {
                accounts[line.merchant]?.undated.append(key(line))
                accounts[line.merchant]?.undatedRows += line.sums.rows
            } else if let day = line.day, day > settlement.asOf, !line.isPooled, line.difference != 0 {
                accounts[line.merchant]?.items.append(
                    OpenItem(
                        finding: nil, day: day, net: line.sums.net, deposits: line.deposits, keys: [key(line)],
                        rowCount: line.sums.rows))
            }
        }
        return accounts.values.map { account in
            var account = account
            account.items.sort {
                ($0.day, $0.deposits.first?.reference ?? "") < ($1.day, $1.deposits.first?.reference ?? "")
            }
            return account
        }.sorted { $0.merchant.utf8.lexicographicallyPrecedes($1.merchant.utf8) }
    }
}
