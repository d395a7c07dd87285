// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tariffs
import Tender

/// The file job written as plainly as the contract states it: dictionaries, one row after the other, and the
/// house's row rules. The engine is compared with it.
struct PlainJob {
    struct TillRow {
        var merchant = "", terminal = "", rrn = "", batch = "", trace = "", type = ""
        var amount: Int64 = 0
        var time = CivilTime(secondsSinceEpoch: 0)
        var status = ReportedStatus.approved
        var printed: Bool?
        var reference = ""
    }

    struct AcquirerRow {
        var merchant = "", terminal = "", rrn = "", batch = "", trace = "", type = "", product = ""
        var amount: Int64 = 0
        var fee: Int64?
        var settled: CivilDate?
        var time: CivilTime?
        var reference = ""
    }

    struct Key: Hashable {
        let parts: [String]

        init(_ merchant: String, _ terminal: String, _ rrn: String, _ batch: String, _ trace: String, _ type: String) {
            parts = [
                merchant, terminal, rrn.isEmpty ? "\(batch)/\(trace)" : rrn, rrn.isEmpty ? "voucher" : "rrn", type,
            ]
        }
    }

    let tills: [TillRow]
    let acquirers: [AcquirerRow]
    let tariff: Tariff
    let calendar: SettlementCalendar
    let asOf: CivilDate

    /// `code,merchant,terminal,rrn,type,pos_ref,acquirer_ref`, sorted.
    var findings: [String] {
        var found: [String] = []
        let left = Dictionary(grouping: tills.indices) { index in
            let row = tills[index]
            return Key(row.merchant, row.terminal, row.rrn, row.batch, row.trace, row.type)
        }
        let payments = acquirers.indices.filter { !Self.disputes.contains(acquirers[$0].type) }
        let right = Dictionary(grouping: payments) { index in
            let row = acquirers[index]
            return Key(row.merchant, row.terminal, row.rrn, row.batch, row.trace, row.type)
        }
        for key in Set(left.keys).union(right.keys) {
            let ours = (left[key] ?? []).sorted()
            let theirs = (right[key] ?? []).sorted()
            for repeated in ours.dropFirst() { found.append(line("PY-07", tills[repeated], nil)) }
            let till = ours.first.map { tills[$0] }
            for (number, index) in theirs.enumerated() {
                let row = acquirers[index]
                for code in codes(till, row, isFirst: number == 0) { found.append(line(code, till, row)) }
            }
            if theirs.isEmpty, let till {
                for code in codes(till, nil, isFirst: true) { found.append(line(code, till, nil)) }
            }
        }
        return (found + disputed(left, right)).sorted()
    }

    static let disputes: Set = ["chargeback", "representment"]

    private func key(_ index: Int, as type: String) -> Key {
        let row = acquirers[index]
        return Key(row.merchant, row.terminal, row.rrn, row.batch, row.trace, type)
    }

    /// Each chargeback that no representment answered, and what the customer then has twice.
    private func disputed(_ left: [Key: [Int]], _ right: [Key: [Int]]) -> [String] {
        let all = acquirers.indices.filter { acquirers[$0].type == "chargeback" }
        var found: [String] = []
        for (key, taken) in Dictionary(grouping: all, by: { key($0, as: "chargeback") }) {
            let answers = acquirers.indices.filter {
                acquirers[$0].type == "representment" && self.key($0, as: "chargeback") == key
            }
            let sum = { (rows: [Int]) in rows.reduce(Int128(0)) { $0 + Int128(acquirers[$1].amount) } }
            let lost = sum(taken) - sum(answers)
            guard lost > 0 else { continue }
            let first = { (type: String) -> (till: TillRow?, charge: AcquirerRow?) in
                let key = self.key(taken[0], as: type)
                return (left[key]?.min().map { tills[$0] }, right[key]?.min().map { acquirers[$0] })
            }
            let sales = ["sale", "completion"].map(first).filter { $0.till != nil || $0.charge != nil }
            let sale = sales.first
            let open = taken.suffix(max(1, taken.count - answers.count))
            for index in open { found.append(line("CS-03", sale?.till, acquirers[index])) }
            let paid = sale.flatMap { $0.charge?.amount ?? $0.till?.amount }
            let back = ["refund", "reversal", "void"].map(first).filter {
                $0.charge != nil || $0.till?.status == .approved
            }
            let refunded = back.reduce(Int128(0)) { $0 + Int128($1.charge?.amount ?? $1.till?.amount ?? 0) }
            let last = acquirers[taken[taken.count - 1]]
            if refunded > 0, paid.map({ refunded + lost > Int128($0) }) ?? true {
                found.append(line("RF-04", back.first?.till, last))
            } else if refunded == 0, let paid, lost > Int128(paid) {
                found.append(line("RF-01", sale?.till, last))
            }
        }
        return found
    }

    private func codes(_ till: TillRow?, _ acquirer: AcquirerRow?, isFirst: Bool) -> [String] {
        let mine = till.map { RowRules.Till(status: $0.status, amount: $0.amount, printed: $0.printed) }
        let theirs = acquirer.map { row in
            RowRules.Acquirer(amount: row.amount, fee: row.fee, expectedFee: expected(row, till), isFirst: isFirst)
        }
        let isDue = till.map { calendar.dueDate(of: $0.time) <= asOf } ?? false
        return RowRules.findings(mine, theirs, type: .sale, isDue: isDue).codes.map(\.text)
    }

    private func expected(_ row: AcquirerRow, _ till: TillRow?) -> Int64? {
        let day = (row.time ?? till?.time).map { calendar.businessDay.day(of: $0) } ?? row.settled
        return tariff.fee(
            for: FeeQuestion(
                amount: Money(minor: row.amount), isRefund: row.type == "refund",
                product: row.product.isEmpty ? nil : row.product, merchant: MerchantID(row.merchant), day: day)
        )?.fee.minor
    }

    private func line(_ code: String, _ till: TillRow?, _ acquirer: AcquirerRow?) -> String {
        [
            code, acquirer?.merchant ?? till?.merchant ?? "", acquirer?.terminal ?? till?.terminal ?? "",
            acquirer?.rrn ?? till?.rrn ?? "", acquirer?.type ?? till?.type ?? "", till?.reference ?? "",
            acquirer?.reference ?? "",
        ].joined(separator: ",")
    }
}
