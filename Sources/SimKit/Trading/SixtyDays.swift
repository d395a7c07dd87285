// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// Sixty days of trade: ordinary payments with their ordinary mishaps, and the specimens among them.
struct SixtyDays {
    let observations: [Observation]
    let specimens: [FindingCode: Specimen]

    init(_ furnishing: Furnishing, seed: UInt64) {
        let chance = SplitMix64(seed: seed)
        var cardChance = chance.branch(0)
        var trade = Trade(furnishing, cards: CardPool(&cardChance), chance: chance)
        for index in 0..<SampleShop.dayCount {
            let day = furnishing.firstDay.adding(days: index)
            for store in furnishing.stores { trade.open(store, on: day) }
        }
        let cabinet = SpecimenCabinet(&trade)
        let files = ClearingFiles(trade.teller.cleared, shortfalls: cabinet.shortfalls, extras: cabinet.deposits)
        let all = trade.teller.live + files.observations + files.deposits
        // Stable: what was learned at one instant stays in the order in which it was told.
        observations = all.enumerated()
            .sorted { ($0.element.recordedAt, $0.offset) < ($1.element.recordedAt, $1.offset) }.map(\.element)
        specimens = cabinet.specimens
    }
}

/// The days as they go by: customers come, pay, and now and then something goes wrong.
struct Trade {
    let furnishing: Furnishing
    let cards: CardPool
    private(set) var numbering = Numbering()
    var teller: Teller
    private var chance: SplitMix64
    private let seed: SplitMix64

    init(_ furnishing: Furnishing, cards: CardPool, chance: SplitMix64) {
        self.furnishing = furnishing
        self.cards = cards
        self.chance = chance
        seed = chance
        teller = Teller(furnishing)
    }

    mutating func open(_ store: SampleStore, on day: CivilDate) {
        // Each day of each store has chance of its own: another day's mishap does not change this one.
        chance = seed.branch(UInt64(bitPattern: Int64(day.daysSinceEpoch)) &* 7 &+ (store.id == "S01" ? 1 : 2))
        let count = Rhythm.count(store, on: day, &chance)
        let times = (0..<count).map { _ in Rhythm.time(store, on: day, &chance) }.sorted()
        for time in times {
            guard let payment = customer(of: store, at: time) else { continue }
            happen(payment)
        }
    }

    private mutating func customer(of store: SampleStore, at time: CivilTime) -> Payment? {
        let product = Rhythm.product(&chance)
        guard let terminal = chance.pick(furnishing.terminals(of: store.id, taking: product)) else { return nil }
        var payment = payment(
            at: terminal, product: product, amount: Rhythm.amount(product, &chance), at: time,
            card: cards.card(product, &chance))
        payment.channel = Rhythm.channel(product, &chance)
        if product == "qr" { payment.channelOrder = walletOrder(payment.channel, at: time) }
        payment.cashier = chance.pick(furnishing.cashiers(of: store.id)) ?? ""
        return payment
    }

    /// A payment with all the numbers that devices give it.
    mutating func payment(
        at terminal: SampleTerminal, product: String, amount: Int64, at time: CivilTime, card: MaskedPAN?
    ) -> Payment {
        let day = furnishing.calendar(of: terminal.store).businessDay.day(of: time)
        let isCard = product != "qr"
        let batch = numbering.batch(on: day, since: furnishing.firstDay)
        return Payment(
            terminal: terminal, product: product, channel: isCard ? "银联" : "微信支付", amount: amount, at: time,
            card: card, batch: batch, voucher: numbering.voucher(terminal.id, in: batch),
            reference: numbering.reference(at: time),
            authorisation: isCard ? AuthorisationCode(chance.digits(6)) : nil,
            order: numbering.order(terminal.store, on: day),
            cashier: furnishing.cashiers(of: terminal.store).first ?? "")
    }

    /// A number that the terminal counted and of which nobody heard again.
    mutating func lose(at terminal: SampleTerminal, on day: CivilDate) {
        _ = numbering.voucher(terminal.id, in: numbering.batch(on: day, since: furnishing.firstDay))
    }

    /// The next order number of a store.
    mutating func order(_ store: StoreID, on day: CivilDate) -> OrderNumber { numbering.order(store, on: day) }

    /// 28 digits in the shape that wallets use.
    mutating func walletOrder(_ channel: String, at time: CivilTime) -> ChannelOrderNumber? {
        let day = Numbering.compact(time.date)
        let number =
            channel == "支付宝"
            ? day + "22001" + chance.digits(15) : "4200009" + chance.digits(3) + day + chance.digits(10)
        return ChannelOrderNumber(number)
    }

    // MARK: What becomes of it

    /// Of a thousand payments: 4 whose outcome is unknown at first, 6 whose slip fails, 10 refunded, 3 voided,
    /// half a one charged twice. The rest are in order.
    private mutating func happen(_ payment: Payment) {
        var payment = payment
        let fate = chance.pickIndex(weights: [80, 120, 200, 60, 10, 19_530])
        switch fate {
        case 0: unknownAtFirst(payment)
        case 1:
            payment.printed = false
            ordinary(payment)
            // Three of four are printed again a little later.
            if chance.happens(3, in: 4) {
                teller.receipt(payment, printed: true, after: Int64(chance.roll(in: 60...400)))
            }
        case 2: refunded(payment)
        case 3: voided(payment)
        case 4 where payment.product != "qr": chargedTwice(payment, apart: Int64(chance.roll(in: 70...480)))
        default: ordinary(payment)
        }
    }

    mutating func ordinary(_ payment: Payment) {
        teller.till(payment)
        if payment.terminal.store == "S01", payment.product != "qr" { teller.terminal(payment) }
        teller.clear(payment)
    }

    /// The answer was lost. Mostly an inquiry brings it a minute later; seldom nobody tells the till.
    private mutating func unknownAtFirst(_ payment: Payment) {
        teller.till(payment, .unknown, after: 60)
        let outcome = chance.roll(80)
        if outcome < 8 {
            teller.inquiry(payment, .declined, after: 75)
            teller.till(payment, .declined, after: 80)
        } else {
            teller.inquiry(payment, .approved, after: 75)
            if outcome < 76 { teller.till(payment, .approved, after: 80) }
            teller.clear(payment)
        }
    }

    private mutating func refunded(_ payment: Payment) {
        ordinary(payment)
        let isPartial = chance.happens(1, in: 3)
        let amount = isPartial ? max(100, payment.amount / 200 * 100) : payment.amount
        let later = payment.at.adding(seconds: Int64(chance.roll(in: 900...7_200)))
        ordinary(movement(.refund, of: payment, amount: min(amount, payment.amount), at: later))
    }

    /// Taken back on the same day: the charge never reaches the clearing file.
    private mutating func voided(_ payment: Payment) {
        guard payment.product != "qr" else { return ordinary(payment) }
        teller.till(payment)
        let back = movement(.void, of: payment, amount: payment.amount, at: payment.at.adding(seconds: 180))
        teller.till(back)
    }

    /// The cashier saw no slip and swiped again: two charges, one sale.
    mutating func chargedTwice(_ payment: Payment, apart seconds: Int64) {
        teller.till(payment)
        teller.terminal(payment, order: payment.order)
        teller.clear(payment)
        let again = again(payment, after: seconds)
        teller.terminal(again, order: again.order)
        teller.clear(again)
    }

    /// The same charge once more: new numbers from terminal and host, the same sale.
    mutating func again(_ payment: Payment, after seconds: Int64) -> Payment {
        var again = payment
        again.at = payment.at.adding(seconds: seconds)
        again.voucher = numbering.voucher(payment.terminal.id, in: payment.batch)
        again.reference = numbering.reference(at: again.at)
        again.authorisation = AuthorisationCode(chance.digits(6))
        return again
    }

    /// A refund, void or reversal of a payment.
    mutating func movement(_ type: TransactionType, of payment: Payment, amount: Int64, at time: CivilTime) -> Payment {
        var back = self.payment(
            at: payment.terminal, product: payment.product, amount: amount, at: time, card: payment.card)
        back.type = type
        back.channel = payment.channel
        back.cashier = payment.cashier
        back.original = payment.order.text
        if payment.product == "qr" { back.channelOrder = walletOrder(payment.channel, at: time) }
        return back
    }
}
