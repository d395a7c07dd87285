// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Statements
internal import Tender

/// What must be added to the nets of a file's rows so that each day holds what the provider says it paid.
///
/// A payout is more than its customers' payments: fees by themselves, disputes, reserves and corrections are in it
/// too. The bank shows the payout, so the settlement day must hold the payout.
struct SettlementCorrection: Sendable, Hashable {
    /// nil for rows that no payout names: what is paid without members leaves the undated sum.
    let day: CivilDate?
    let merchant: String
    let currency: String
    let net: Int128
}

/// Payouts of a file, and the rows that belong to each.
///
///     rows of payout 7: 58.00 + 42.00 - 1.20 (fee)      payout 7 on the 22nd: 96.30
///     ─▶ the rows are settled on the 22nd, and the 22nd is corrected by -2.50
struct PayoutBook {
    private struct Key: Hashable {
        let number: String
        let currency: Currency
    }

    private var payouts: [Payout] = []
    private var members: [Key: Int128] = [:]
    /// Rows that do not say themselves when they are settled: where their date goes in the text.
    private var undated: [(place: Int, number: String)] = []

    mutating func add(_ payout: Payout) { payouts.append(payout) }

    /// - Parameter place: where the row's settlement date begins in the text.
    mutating func add(_ row: StatementRow, place: Int) {
        guard let number = row.payout, let amount = row.amount else { return }
        if row.settledOn == nil { undated.append((place, number)) }
        let returns = [.refund, .void, .reversal, .chargeback].contains(row.kind)
        let gross = Int128(amount.minor) * (returns ? -1 : 1)
        let fee = row.fee.flatMap { $0.currency == amount.currency ? $0.minor : nil } ?? 0
        let net = row.net.flatMap { $0.currency == amount.currency ? Int128($0.minor) : nil } ?? gross - Int128(fee)
        members[Key(number: number, currency: amount.currency), default: 0] += net
    }

    /// The text with the days of payouts put in where rows had none.
    func dated(_ text: [UInt8]) -> [UInt8] {
        var days: [String: CivilDate] = [:]
        for payout in payouts { if let number = payout.number { days[number] = days[number] ?? payout.day } }
        guard !days.isEmpty, !undated.isEmpty else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count + undated.count * 10)
        var done = 0
        for row in undated {
            guard let day = days[row.number] else { continue }
            result += text[done..<row.place]
            result += Array(day.description.utf8)
            done = row.place
        }
        return result + text[done...]
    }

    var corrections: [SettlementCorrection] {
        var members = members
        return payouts.flatMap { payout -> [SettlementCorrection] in
            let merchant = payout.merchant?.text ?? ""
            let correct = { (day: CivilDate?, net: Int128) in
                SettlementCorrection(day: day, merchant: merchant, currency: payout.amount.currency.code, net: net)
            }
            let amount = Int128(payout.amount.minor)
            guard let number = payout.number else { return [correct(payout.day, amount), correct(nil, -amount)] }
            let key = Key(number: number, currency: payout.amount.currency)
            // Two rows of one payout share its members.
            let net = members.removeValue(forKey: key) ?? 0
            return [correct(payout.day, amount - net)]
        }
    }
}
