// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tariffs
import Tender

/// Random till and acquirer files with every kind of fault, and the same rows as values.
struct RandomFiles {
    private(set) var till = ""
    private(set) var acquirer = ""
    private(set) var tills: [PlainJob.TillRow] = []
    private(set) var acquirers: [PlainJob.AcquirerRow] = []
    private(set) var badRows = 0
    private var dice: Dice
    private let lineEnd: String
    private let quotes: Bool

    static let tariff = Tariff(rows: [
        TariffRow(product: "credit", rate: Job.rate("0.60%"), validTo: Job.day("2026-11-15")),
        TariffRow(product: "credit", rate: Job.rate("0.55%"), validFrom: Job.day("2026-11-16")),
        TariffRow(product: "debit", rate: Job.rate("0.50%"), cap: 2_000),
        TariffRow(product: "debit", merchant: "M2", rate: Job.rate("0.45%"), fixed: 3, floor: 10, cap: 1_800),
        TariffRow(product: "qr", rate: Job.rate("0.38%"), maxAmount: 100_000, rounding: .halfEven),
        TariffRow(product: "qr", rate: Job.rate("0.30%"), minAmount: 100_001, refund: .kept),
    ])

    init(seed: Int) {
        dice = Dice(seed: UInt64(seed))
        lineEnd = seed.isMultiple(of: 3) ? "\r\n" : "\n"
        quotes = seed.isMultiple(of: 2)
        till = "note,merchant,terminal,rrn,batch,trace,type,amount,time,status,printed" + lineEnd
        acquirer = "settle_date,fee,product,amount,type,trace,batch,rrn,terminal,merchant,time" + lineEnd
        for _ in 0..<(20 + dice.roll(200)) { addPayment() }
        if seed.isMultiple(of: 5) { (till, acquirer) = (Self.trimmed(till), Self.trimmed(acquirer)) }
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }

    private mutating func addPayment() {
        if dice.roll(12) == 0 { addBadRow() }
        if dice.roll(15) == 0 { till += lineEnd }
        var row = PlainJob.TillRow()
        row.merchant = ["M1", "M2"][dice.roll(2)]
        row.terminal = ["T1", "T0000002", "a-terminal-longer-than-sixteen", "终端"][dice.roll(4)]
        switch dice.roll(6) {
        case 0:
            row.batch = "00000\(dice.roll(3))"
            row.trace = "00012\(dice.roll(4))"
        case 1: row.rrn = ["RRN-\(dice.roll(5))", "\(dice.roll(3))234567890123", "x"][dice.roll(3)]
        default: row.rrn = Self.padded(dice.roll(40), to: [12, 12, 12, 9, 1][dice.roll(5)])
        }
        row.type = ["sale", "sale", "sale", "refund", "void", "preauth", "completion"][dice.roll(7)]
        row.amount =
            [250, 83, 400_000, 100_000, 100_001, 1, 0, 9_007_199_254_740_993][dice.roll(8)] + Int64(dice.roll(2))
        row.time = CivilTime(Job.day("2026-11-01").adding(days: dice.roll(33)), secondOfDay: dice.roll(86_400))
        row.status = [.approved, .approved, .approved, .declined, .unknown][dice.roll(5)]
        row.printed = [true, true, nil, false][dice.roll(4)]
        // A voucher number comes back after days; here every use is on one day, so the plain join may ignore days.
        if row.rrn.isEmpty { row.time = CivilTime(Job.day("2026-11-20"), secondOfDay: 40_000) }
        if dice.roll(10) != 0 { add(row) }
        if dice.roll(10) != 0 { addCharge(of: row) }
        if dice.roll(25) == 0 { addCharge(of: row) }
        if dice.roll(8) == 0 { addDispute(of: row) }
        if dice.roll(25) == 0 { add(row) }
    }

    private mutating func add(_ row: PlainJob.TillRow) {
        var row = row
        row.reference = "pos.csv:\(Self.line(till))@\(till.utf8.count)"
        tills.append(row)
        let status = row.status == .approved && dice.roll(2) == 0 ? "" : row.status.rawValue
        till += line([
            dice.roll(8) == 0 ? "a \"note\",\nof two lines" : "note", row.merchant, row.terminal, row.rrn, row.batch,
            row.trace, row.type, Money(minor: row.amount).text, row.time.description, status,
            row.printed.map { $0 ? "1" : "0" } ?? "",
        ])
    }

    private mutating func addCharge(of sale: PlainJob.TillRow) {
        var row = PlainJob.AcquirerRow()
        (row.merchant, row.terminal, row.rrn) = (sale.merchant, sale.terminal, sale.rrn)
        (row.batch, row.trace, row.type) = (sale.batch, sale.trace, sale.type)
        row.product = ["credit", "debit", "qr", "points", ""][dice.roll(5)]
        row.amount = dice.roll(12) == 0 ? sale.amount + 100 : sale.amount
        row.settled = dice.roll(10) == 0 ? nil : sale.time.date.adding(days: 1)
        row.time = dice.roll(3) == 0 && !sale.rrn.isEmpty ? nil : sale.time
        let question = FeeQuestion(
            amount: Money(minor: row.amount), isRefund: row.type == "refund", product: row.product,
            merchant: MerchantID(row.merchant), day: sale.time.date)
        let right = Self.tariff.fee(for: question)?.fee.minor ?? 7
        row.fee = dice.roll(12) == 0 ? nil : right + Int64(dice.roll(8) == 0 ? dice.roll(3) - 1 : 0)
        row.reference = "acquirer.csv:\(Self.line(acquirer))@\(acquirer.utf8.count)"
        acquirers.append(row)
        acquirer += line([
            row.settled?.description ?? "", row.fee.map { Money(minor: $0).text } ?? "", row.product,
            Money(minor: row.amount).text, row.type, row.trace, row.batch, row.rrn, row.terminal, row.merchant,
            row.time?.description ?? "",
        ])
    }

    /// A chargeback of a sale, with what may come before and after it.
    private mutating func addDispute(of sale: PlainJob.TillRow) {
        var row = sale
        if dice.roll(3) == 0 {
            row.type = ["refund", "void", "reversal"][dice.roll(3)]
            if dice.roll(2) == 0 { row.amount /= 2 }
            if dice.roll(2) == 0 { add(row) } else { addCharge(of: row) }
        }
        for type in [
            ["chargeback"], ["chargeback", "representment"], ["chargeback", "chargeback"], ["representment"],
        ][
            dice.roll(4)]
        {
            row.type = type
            row.amount = dice.roll(3) == 0 ? sale.amount / 2 : sale.amount
            addCharge(of: row)
        }
    }

    private mutating func addBadRow() {
        badRows += 1
        let bad = [
            "too,few", "n,M1,T1,,,,sale,1.00,2026-11-20 10:00:00,,", "n,M1,T1,1,,,sale,1.000,2026-11-20 10:00:00,,",
            "n,M1,T1,1,,,gift,1.00,2026-11-20 10:00:00,,", "n,M1,T1,1,,,chargeback,1.00,2026-11-20 10:00:00,,",
            "n,M1,T1,1,,,sale,1.00,2026-13-20 10:00:00,,",
        ]
        till += bad[dice.roll(bad.count)] + lineEnd
    }

    private mutating func line(_ cells: [String]) -> String {
        let quoted = cells.map { cell in
            let needs = cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline })
            guard needs || (quotes && dice.roll(4) == 0) else { return cell }
            return "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }
        return quoted.joined(separator: ",") + lineEnd
    }

    private static func line(_ text: String) -> Int { text.utf8.count { $0 == 10 } + 1 }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
