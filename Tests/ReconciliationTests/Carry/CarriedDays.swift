// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tariffs
import Tender

@testable import Reconciliation

/// Random files of several days with everything that may differ from one to the next: columns, keys that come again,
/// merchants that are named or not, vouchers of other days, sums and times that do not fit a note.
struct CarriedDays {
    private var dice: Dice
    /// Whether files of this side name merchants; they may begin to on some day.
    private var named: (till: Int, acquirer: Int)
    private(set) var files: [CarryRuns.File] = []
    private var nets: [String: Int64] = [:]

    static let tariff: Tariff = {
        var gold = TariffRow(product: "credit", rate: Job.rate("0.70%"))
        gold.terms.brand = "gold"
        return Tariff(rows: RandomFiles.tariff.rows + [gold])
    }()

    init(seed: Int) {
        dice = Dice(seed: UInt64(seed))
        named = (dice.roll(3) == 0 ? dice.roll(6) : 0, dice.roll(3) == 0 ? dice.roll(6) : 0)
        for number in 0..<(3 + dice.roll(5)) {
            switch dice.roll(5) {
            case 0, 1: addTill(number)
            case 2, 3: addAcquirer(number)
            default: addBank(number)
            }
        }
        if !files.contains(where: { $0.side == .till }) { addTill(8) }
        if !files.contains(where: { $0.side == .acquirer }) { addAcquirer(9) }
    }

    private struct Key {
        var terminal = "", rrn = "", batch = "", trace = "", type = "sale"
    }

    private mutating func key() -> Key {
        var key = Key()
        key.terminal = ["T1", "T0000002", "a-terminal-longer-than-sixteen", "终端"][dice.roll(4)]
        switch dice.roll(6) {
        case 0: (key.batch, key.trace) = ("00000\(dice.roll(2))", "00012\(dice.roll(3))")
        case 1: (key.batch, key.trace) = ("B\(dice.roll(2))", "odd \(dice.roll(2))")
        case 2: key.rrn = ["RRN-\(dice.roll(4))", "\(dice.roll(3))234567890123", "x"][dice.roll(3)]
        default: key.rrn = "\(100_000_000_000 + dice.roll(12))"
        }
        key.type = ["sale", "sale", "sale", "refund", "void", "preauth"][dice.roll(6)]
        return key
    }

    private mutating func amount() -> String {
        let usual = ["58.00", "58.00", "12.34", "0.00", "4000.00", "1000.01", "99999999999999.99"]
        return usual[dice.roll(usual.count)]
    }

    private mutating func time() -> String {
        let day = Job.day("2026-11-18").adding(days: dice.roll(15))
        let text = CivilTime(day, secondOfDay: dice.roll(86_400)).description
        switch dice.roll(12) {
        case 0: return text.replacing(" ", with: "T")
        case 1: return "1999" + text.dropFirst(4)
        default: return text
        }
    }

    private mutating func one(of texts: String...) -> String { texts[dice.roll(texts.count)] }

    private mutating func addTill(_ number: Int) {
        let names = number >= named.till
        var text = names ? "merchant," : ""
        text += "terminal,rrn,batch,trace,type,amount,time,status,printed,product,day\(number)\n"
        for _ in 0..<dice.roll(25) {
            if dice.roll(15) == 0 { text += "bad,row\n" }
            let key = key()
            let merchant = one(of: "M1", "M1", "M1", "M2", "")
            let cells = [
                key.terminal, key.rrn, key.batch, key.trace, key.type, amount(), time(),
                one(of: "approved", "approved", "", "declined", "unknown"), one(of: "1", "", "0"),
                one(of: "", "qr", "\"a, b\""), "",
            ]
            text += ((names ? [merchant] : []) + cells).joined(separator: ",") + "\n"
        }
        files.append(.init(side: .till, name: "pos\(number).csv", text: text, isChinese: dice.roll(3) == 0))
    }

    private mutating func addAcquirer(_ number: Int) {
        let names = number >= named.acquirer
        let hasMore = dice.roll(3) == 0
        var text = names ? "merchant," : ""
        text += "terminal,rrn,batch,trace,type,amount,time,fee,settle_date,product,day\(number)"
        text += hasMore ? ",net,payout,brand,currency\n" : "\n"
        for _ in 0..<dice.roll(25) {
            if dice.roll(15) == 0 { text += "\"never closed\n" }
            var key = key()
            if dice.roll(5) == 0 { key.type = one(of: "chargeback", "chargeback", "representment") }
            let merchant = one(of: "M1", "M1", "M1", "M2", "")
            let day = Job.day("2026-11-20").adding(days: dice.roll(3)).description
            let settled = one(of: day, day, day, "", "1998-01-01")
            let (sum, time) = (amount(), time())
            var cells = [
                key.terminal, key.rrn, key.batch, key.trace, key.type, sum, one(of: "", time, time),
                one(of: "0.35", "0.32", "", "0.29", "99999999.00"), settled, one(of: "credit", "debit", "qr", ""), "",
            ]
            if hasMore {
                cells += [
                    one(of: "", "1.00"), one(of: "", "P1"), one(of: "", "gold", "blue"), one(of: "", "CNY", "CNY"),
                ]
            }
            text += ((names ? [merchant] : []) + cells).joined(separator: ",") + "\n"
        }
        files.append(
            .init(side: .acquirer, name: "acquirer\(number).csv", text: text, isChinese: dice.roll(3) == 0))
    }

    private mutating func addBank(_ number: Int) {
        // Two empty files would be the same file given twice.
        var text = "date,merchant,amount,reference,list \(number)\n"
        for _ in 0..<dice.roll(4) {
            let day = Job.day("2026-11-20").adding(days: dice.roll(4)).description
            let sum = one(of: "57.65", "115.30", "4057.65", "3.00")
            text += "\(day),\(one(of: "M1", "M2", "")),\(sum),\(one(of: "P1", "x")),\n"
        }
        if dice.roll(4) == 0 { text += "no date,M1,1.00,x,\n" }
        files.append(.init(side: .bank, name: "bank\(number).csv", text: text))
    }
}
