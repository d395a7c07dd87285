// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// Specimens of what is missing on one side, and of what people and letters demand.
extension SpecimenCabinet {
    // MARK: Sales and money that do not meet

    mutating func sales(_ trade: inout Trade) {
        let unpaid = wallet(&trade, scanner, 9_320, moment(3, "18:41:00"))
        trade.teller.till(unpaid, .unpaid)
        keep("PY-05", unpaid)

        let unsent = card(&trade, barDesk, 16_400, moment(2, "21:52:00"), last4: "2116")
        trade.teller.till(unsent)
        trade.teller.offline(unsent)
        keep("PY-16", unsent)

        // The original is named, and nobody has it.
        var lonely = card(&trade, secondDesk, 12_900, moment(5, "11:15:00"), last4: "2306")
        lonely.type = .refund
        lonely.original = "S01-OLD-0001"
        trade.ordinary(lonely)
        keep("RF-06", lonely)

        // Bought long ago, and the money is wanted back now: later than a card's acquirer takes it.
        let old = card(&trade, desk, 18_800, moment(190, "16:20:00"), last4: "2305")
        trade.ordinary(old)
        trade.teller.claim(old, .refundWanted, at: moment(1, "17:05:00"), words: "退货，有小票")
        keep("RF-05", old)

        let unreached = wallet(&trade, scanner, 3_680, moment(1, "12:22:00"))
        trade.ordinary(unreached)
        trade.teller.undelivered(unreached, at: moment(1, "12:40:00"), words: "UNDELIV 空号")
        keep("RC-08", unreached)
    }

    // MARK: What is demanded

    mutating func demands(_ trade: inout Trade) {
        var hold = card(&trade, barDesk, 30_000, moment(3, "20:30:00"), last4: "2108", product: "credit")
        hold.type = .preauth
        trade.teller.till(hold)
        trade.teller.claim(hold, .chargedTwice, at: moment(1, "18:10:00"), words: "手机银行显示扣了两次")
        keep("PY-08", hold)

        // Nobody has this one but the screenshot.
        let forged = wallet(&trade, scanner, 19_900, moment(1, "20:17:00"))
        trade.teller.claim(forged, .proofShown, at: moment(1, "20:18:30"), words: "只有截图")
        keep("PY-15", forged)

        letters(&trade)
    }

    private mutating func letters(_ trade: inout Trade) {
        let complaint = card(&trade, secondDesk, 8_840, moment(9, "17:31:00"), last4: "2401")
        trade.ordinary(complaint)
        trade.teller.notice(complaint, Notice(.complaint), at: moment(8, "09:40:00"), words: "来电：排队时被多次刷卡")
        keep("CS-01", complaint)

        let asked = card(&trade, desk, 27_600, moment(24, "13:05:00"), last4: "2402", product: "credit")
        trade.ordinary(asked)
        let due = furnishing.today.adding(days: 4)
        trade.teller.notice(asked, Notice(.retrieval, dueOn: due), at: moment(1, "10:15:00"), words: "调单 DD-0402")
        keep("CS-02", asked)

        let disputed = card(&trade, barDesk, 52_000, moment(28, "22:48:00"), last4: "2403", product: "credit")
        trade.ordinary(disputed)
        let last = furnishing.today.adding(days: 12)
        trade.teller.notice(
            disputed, Notice(.chargeback, dueOn: last), at: moment(2, "11:00:00"), words: "拒付：持卡人不认可")
        keep("CS-03", disputed)

        let reported = wallet(&trade, scanner, 5_980, moment(6, "19:02:00"))
        trade.ordinary(reported)
        trade.teller.notice(reported, Notice(.regulator), at: moment(1, "14:20:00"), words: "12315 来电，经办人王老师")
        keep("CS-04", reported)

        let sued = card(&trade, barDesk, 88_000, moment(52, "23:10:00"), last4: "2405", product: "credit")
        trade.ordinary(sued)
        let hearing = furnishing.today.adding(days: 26)
        trade.teller.notice(
            sued, Notice(.lawsuit, dueOn: hearing), at: moment(19, "15:30:00"), words: "（示例）民初 0405 号")
        keep("CS-05", sued)

        // Refunded in good will while the customer's bank takes it back as well.
        let both = card(&trade, secondDesk, 21_000, moment(20, "15:12:00"), last4: "2304")
        trade.ordinary(both)
        trade.ordinary(trade.movement(.refund, of: both, amount: 21_000, at: moment(15, "10:20:00")))
        trade.teller.notice(
            both, Notice(.chargeback, dueOn: furnishing.today.adding(days: 9)), at: moment(3, "09:30:00"),
            words: "拒付：已退货未收到退款")
        keep("RF-04", both)
    }
}
