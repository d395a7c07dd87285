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
        let right = Dictionary(grouping: acquirers.indices) { index in
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
        return found.sorted()
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
