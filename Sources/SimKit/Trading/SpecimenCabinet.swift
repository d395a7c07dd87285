// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// One clean example of every code that is found, laid among the ordinary trade, and where each of them lies.
struct SpecimenCabinet {
    var specimens: [FindingCode: Specimen] = [:]
    private(set) var shortfalls: [ClearingFiles.Shortfall] = []
    /// Deposits that belong to no settlement.
    private(set) var deposits: [Facts] = []
    let furnishing: Furnishing

    init(_ trade: inout Trade) {
        furnishing = trade.furnishing
        story(&trade)
        slips(&trade)
        outcomes(&trade)
        doubles(&trade)
        conflicts(&trade)
        settlement(&trade)
        refunds(&trade)
        bank()
        sales(&trade)
        demands(&trade)
    }

    // MARK: Tools

    var desk: SampleTerminal { furnishing.terminals[0] }
    var secondDesk: SampleTerminal { furnishing.terminals[1] }
    var scanner: SampleTerminal { furnishing.terminals[2] }
    var barDesk: SampleTerminal { furnishing.terminals[4] }
    var bankDesk: SampleTerminal { furnishing.terminals[5] }

    func moment(_ daysAgo: Int, _ clock: String) -> CivilTime {
        CivilTime(furnishing.today.adding(days: -daysAgo), secondOfDay: CivilTime.secondOfDay(text: clock) ?? 0)
    }

    /// A card payment with a given end of card, so that each specimen can be asked for.
    func card(
        _ trade: inout Trade, _ terminal: SampleTerminal, _ amount: Int64, _ at: CivilTime, last4: String,
        product: String = "debit"
    ) -> Payment {
        let bin = product == "debit" ? "622200" : "400000"
        return trade.payment(
            at: terminal, product: product, amount: amount, at: at, card: MaskedPAN(bin: bin, last4: last4))
    }

    func wallet(
        _ trade: inout Trade, _ terminal: SampleTerminal, _ amount: Int64, _ at: CivilTime, channel: String = "微信支付"
    ) -> Payment {
        var payment = trade.payment(at: terminal, product: "qr", amount: amount, at: at, card: nil)
        payment.channel = channel
        payment.channelOrder = trade.walletOrder(channel, at: at)
        return payment
    }

    mutating func keep(_ code: String, _ payment: Payment) {
        guard let code = FindingCode(code) else { return }
        var facts = payment.facts
        facts.store = payment.terminal.store
        facts.order = payment.order
        let money = Money(minor: payment.amount).text
        let end = payment.card.map { " 尾号\($0.last4)" } ?? " \(payment.channel)"
        let when = "\(payment.at.date) \(payment.at.clock.prefix(5))"
        specimens[code] = Specimen(facts: facts, search: "\(money) \(when)\(end)")
    }

    // MARK: Receipts

    /// The README's customer: 58 yesterday about three, card 1234, and no slip. Others paid 58 that day too.
    private mutating func story(_ trade: inout Trade) {
        var payment = card(&trade, desk, 5_800, moment(1, "15:03:00"), last4: "1234")
        payment.printed = false
        trade.ordinary(payment)
        keep("RC-01", payment)
        trade.ordinary(card(&trade, secondDesk, 5_800, moment(1, "11:41:20"), last4: "7020"))
        trade.ordinary(wallet(&trade, scanner, 5_800, moment(1, "15:22:48")))
        trade.ordinary(card(&trade, desk, 8_500, moment(1, "15:05:10"), last4: "4410", product: "credit"))
        trade.ordinary(card(&trade, desk, 5_800, moment(8, "15:10:00"), last4: "1234"))
    }

    private mutating func slips(_ trade: inout Trade) {
        var payment = card(&trade, barDesk, 26_800, moment(1, "21:36:00"), last4: "2002")
        payment.printed = nil
        trade.teller.till(payment)
        trade.teller.receipt(payment, printed: nil, after: 7)
        trade.teller.clear(payment)
        keep("RC-02", payment)

        // The terminal counted once more between two payments, and nobody knows for what.
        trade.ordinary(card(&trade, secondDesk, 4_180, moment(2, "10:02:00"), last4: "2010"))
        trade.lose(at: secondDesk, on: furnishing.today.adding(days: -2))
        let after = card(&trade, secondDesk, 6_730, moment(2, "10:06:00"), last4: "2011")
        trade.ordinary(after)
        keep("RC-10", after)
    }

    // MARK: Outcomes

    private mutating func outcomes(_ trade: inout Trade) {
        let lost = wallet(&trade, scanner, 12_650, moment(1, "19:14:00"), channel: "支付宝")
        trade.teller.till(lost, .unknown, after: 60)
        trade.teller.inquiry(lost, .unknown, after: 75)
        keep("PY-01", lost)

        let late = card(&trade, secondDesk, 9_980, moment(2, "18:02:00"), last4: "2102", product: "credit")
        trade.teller.till(late, .declined, after: 60)
        trade.teller.inquiry(late, .approved, after: 95)
        trade.teller.clear(late)
        keep("PY-02", late)

        let refused = card(&trade, desk, 31_500, moment(3, "10:20:00"), last4: "2103")
        trade.teller.till(refused)
        trade.teller.inquiry(refused, .declined, after: 3_600)
        keep("PY-03", refused)

        let orphan = wallet(&trade, scanner, 4_760, moment(2, "12:31:00"))
        trade.teller.clear(orphan)
        keep("PY-04", orphan)

        let closed = wallet(&trade, scanner, 6_640, moment(2, "17:45:00"), channel: "支付宝")
        trade.teller.till(closed, .closed, after: 180)
        trade.teller.callback(closed, .approved, after: 205)
        trade.teller.clear(closed)
        keep("PY-12", closed)

        let undone = card(&trade, barDesk, 15_200, moment(3, "20:48:00"), last4: "2114")
        trade.teller.till(undone)
        let reversal = trade.movement(.reversal, of: undone, amount: undone.amount, at: moment(3, "20:50:10"))
        trade.teller.terminal(reversal)
        keep("PY-14", undone)
    }

    // MARK: Doubles

    private mutating func doubles(_ trade: inout Trade) {
        let first = card(&trade, desk, 7_320, moment(1, "18:20:00"), last4: "2106")
        trade.teller.till(first)
        trade.teller.terminal(first, order: first.order)
        trade.teller.clear(first)
        let second = trade.again(first, after: 130)
        trade.teller.terminal(second, order: second.order)
        trade.teller.clear(second)
        keep("PY-06", second)

        var booked = card(&trade, secondDesk, 11_140, moment(4, "09:27:00"), last4: "2107")
        trade.teller.till(booked)
        trade.teller.clear(booked)
        booked.order = trade.order(secondDesk.store, on: booked.at.date)
        trade.teller.till(booked, after: 6)
        keep("PY-07", booked)
    }

    // MARK: Conflicts

    private mutating func conflicts(_ trade: inout Trade) {
        // Ten times too much, seen at once and voided: the customer has the money, the till's mistake stays on record.
        let keyed = card(&trade, desk, 5_800, moment(3, "16:12:00"), last4: "2109")
        trade.teller.till(keyed)
        trade.teller.terminal(keyed, amount: 58_000)
        let undo = trade.movement(.void, of: keyed, amount: 58_000, at: moment(3, "16:15:30"))
        trade.teller.terminal(undo)
        keep("PY-09", keyed)

        let sold = card(&trade, barDesk, 18_800, moment(5, "22:05:00"), last4: "2110")
        trade.teller.till(sold)
        var mistaken = sold
        mistaken.type = .refund
        trade.teller.terminal(mistaken)
        trade.teller.clear(mistaken)
        keep("PY-10", mistaken)

        let strayed = card(&trade, barDesk, 7_150, moment(4, "19:33:00"), last4: "2111")
        trade.teller.till(strayed, at: "S01")
        trade.teller.clear(strayed)
        keep("PY-11", strayed)

        let disputed = card(&trade, desk, 22_400, moment(7, "11:08:00"), last4: "2113", product: "credit")
        trade.teller.till(disputed)
        trade.teller.inquiry(disputed, .declined, after: 1_800)
        trade.teller.clear(disputed)
        keep("PY-13", disputed)
    }

    // MARK: Settlement

    private mutating func settlement(_ trade: inout Trade) {
        let unsettled = card(&trade, desk, 46_000, moment(8, "14:26:00"), last4: "2201")
        trade.teller.till(unsettled)
        trade.teller.terminal(unsettled)
        keep("ST-01", unsettled)

        var hold = card(&trade, barDesk, 50_000, moment(25, "20:11:00"), last4: "2202", product: "credit")
        hold.type = .preauth
        trade.teller.till(hold)
        keep("ST-02", hold)

        let swapped = card(&trade, secondDesk, 5_800, moment(5, "15:40:00"), last4: "2204")
        trade.teller.till(swapped)
        trade.teller.clear(swapped, amount: 8_500)
        keep("ST-04", swapped)

        let dear = card(&trade, bankDesk, 200_000, moment(10, "21:17:00"), last4: "2205", product: "credit")
        trade.ordinary(dear)
        keep("ST-05", dear)

        let rentDay = furnishing.today.adding(days: -12)
        trade.teller.clearFee(2_500, terminal: desk, on: rentDay, remark: "终端服务费 terminal service fee")
        var facts = Facts(type: .sale)
        facts.merchant = desk.merchant
        facts.terminal = desk.id
        facts.acquirer = desk.acquirer
        facts.fee = Money(minor: 2_500)
        facts.settledOn = rentDay.adding(days: 1)
        if let code = FindingCode("ST-06") {
            specimens[code] = Specimen(facts: facts, search: "终端 \(desk.id) \(rentDay)")
        }
    }

    // MARK: Refunds

    private mutating func refunds(_ trade: inout Trade) {
        let twice = wallet(&trade, scanner, 5_800, moment(9, "13:12:00"))
        trade.ordinary(twice)
        for clock in ["13:40:00", "13:44:30"] {
            trade.ordinary(trade.movement(.refund, of: twice, amount: 4_000, at: moment(9, clock)))
        }
        keep("RF-01", twice)

        let sold = wallet(&trade, scanner, 8_860, moment(9, "10:30:00"), channel: "支付宝")
        trade.ordinary(sold)
        let stuck = trade.movement(.refund, of: sold, amount: 8_860, at: moment(9, "16:05:00"))
        trade.teller.till(stuck, .pending)
        trade.teller.inquiry(stuck, .pending, after: 86_400)
        keep("RF-02", stuck)

        let other = card(&trade, secondDesk, 13_500, moment(7, "09:50:00"), last4: "2303")
        trade.ordinary(other)
        let failed = trade.movement(.refund, of: other, amount: 13_500, at: moment(6, "17:20:00"))
        trade.teller.till(failed)
        trade.teller.callback(failed, .declined, after: 7_200)
        keep("RF-03", failed)
    }

    // MARK: Bank

    private mutating func bank() {
        let shortDay = furnishing.today.adding(days: -11)
        shortfalls.append(ClearingFiles.Shortfall(merchant: desk.merchant, day: shortDay, missing: 30_000))
        var short = Facts(type: .sale)
        short.merchant = desk.merchant
        short.settledOn = shortDay
        if let code = FindingCode("ST-07") { specimens[code] = Specimen(facts: short, search: "\(shortDay)") }

        var stray = Facts(type: .sale)
        stray.amount = Money(minor: 3_500)
        stray.settledOn = furnishing.today.adding(days: -4)
        stray.original = "UNKNOWN 0042"
        deposits.append(stray)
        if let code = FindingCode("ST-08") { specimens[code] = Specimen(facts: stray, search: "35.00") }
    }
}
