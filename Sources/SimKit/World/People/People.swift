// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// Cashier and customers: they press again, twice, too early and for too much, and believe what the screen says.
final class People {
    private(set) var sales: [Sale]
    private let street: Street
    /// What the screen said of each attempt: it must be true for ever.
    private(set) var told: [AttemptID: (state: AttemptState, minor: Int64)] = [:]
    private(set) var accepted: [AttemptID] = []
    private var backNumber = 0

    init(_ street: Street) {
        self.street = street
        sales = Sale.plan(&street.dice)
        street.figures.sales = sales.count
        for (place, sale) in sales.enumerated() { street.agenda.add(.turn(sale: place), at: sale.arrivesAt) }
    }

    var prices: [OrderNumber: Int64] {
        Dictionary(sales.map { ($0.order, $0.price) }) { first, _ in first }
    }

    // MARK: - Charging

    func turn(_ place: Int, _ shop: ShopProgram?) throws(Kill) {
        let sale = sales[place]
        guard sale.rest > 0, !sale.hasLeft else { return }
        guard street.time < sale.leavesAt, sale.tries < 12 else {
            sales[place].hasLeft = true
            return street.note("leaves", Int64(place))
        }
        sales[place].tries += 1
        // A hurried cashier takes a new key although the last attempt is still open.
        if sale.waitsFor != nil, street.dice.happens(40, in: 100) { sales[place].keyNumber += 1 }
        street.after(Int64(street.dice.roll(in: 6_000...90_000)), .turn(sale: place))
        if street.dice.happens(15, in: 100) {
            street.after(Int64(street.dice.roll(in: 40...400)), .secondClick(sale: place, key: sales[place].key))
        }
        try press(place, key: sales[place].key, shop)
    }

    func press(_ place: Int, key: String, _ shop: ShopProgram?) throws(Kill) {
        let sale = sales[place]
        guard let shop, sale.rest > 0, !sale.hasLeft else { return }
        let amount = Money(minor: sale.rest, currency: .cny)
        switch try shop.press(sale.order, .sale, amount, sale.lane, key: key) {
        case .accepted(let id):
            accepted.append(id)
            sales[place].waitsFor = told[id] == nil ? id : nil
        case .same(let id): if told[id] != nil { sales[place].keyNumber += 1 }
        case .refused(.otherContent): sales[place].keyNumber += 1
        case .refused(.paid(let id)), .refused(.paidInPart(let id, _)):
            // The program was killed before it could say so: the till learns it now.
            if let attempt = shop.memory.attempts[id] {
                hear(.outcome(id, attempt.request, attempt.state, attempt.charged))
            }
        case .refused, .notNow: break
        }
    }

    // MARK: - The screen

    func hear(_ word: ShopWord) {
        guard case .outcome(let id, let request, let state, let money) = word else { return }
        let isNews = told[id].map { $0.state != state } ?? true
        told[id] = (state, money.minor)
        guard isNews, let place = sales.firstIndex(where: { $0.order == request.order }) else { return }
        if sales[place].waitsFor == id { sales[place].waitsFor = nil }
        guard state.isApproved else {
            sales[place].keyNumber += 1
            return
        }
        guard request.kind.takes else { return sales[place].backs.append(id) }
        sales[place].paid += money.minor
        sales[place].charges.append(id)
        sales[place].keyNumber += 1
        planBack(place, id)
    }

    /// Whoever has left gets the money back; and now and then somebody brings goods back.
    private func planBack(_ place: Int, _ id: AttemptID) {
        let sale = sales[place]
        let isTooLate = sale.hasLeft || sale.paid > sale.price
        guard isTooLate || street.dice.happens(22, in: 100) else { return }
        let isWhole = isTooLate || street.dice.happens(1, in: 2)
        let isVoid = isWhole && sale.lane.style == .acquirer && street.dice.happens(1, in: 2)
        let charge = told[id]?.minor ?? 0
        let minor: Int64? = isWhole ? nil : max(1, charge * Int64(street.dice.roll(in: 30...80)) / 100)
        let pause = Int64(street.dice.roll(in: 30_000...1_500_000))
        for again in 0..<(street.dice.happens(40, in: 100) ? 3 : 1) {
            backNumber += 1
            let back = GiveBack(kind: isVoid ? .void : .refund, minor: minor, key: "B\(backNumber)")
            street.after(
                pause + Int64(again) * Int64(street.dice.roll(in: 100...120_000)), .giveBack(sale: place, back))
        }
    }

    func giveBack(_ place: Int, _ back: GiveBack, _ shop: ShopProgram?) throws(Kill) {
        let sale = sales[place]
        // Now and then somebody presses on the slip of a refund instead of the sale's.
        let wrong = street.dice.happens(5, in: 100) ? sale.backs.last : nil
        guard let charge = wrong ?? sale.charges.last, let taken = told[charge]?.minor, taken > 0, back.tries < 30
        else { return }
        let amount = Money(minor: back.minor ?? taken, currency: .cny)
        var isToBeTriedAgain = false
        if let shop {
            switch try shop.press(sale.order, back.kind, amount, sale.lane, original: charge, key: back.key) {
            case .accepted(let id):
                accepted.append(id)
            case .refused(.unknown), .refused(.underWay), .notNow: isToBeTriedAgain = true
            case .refused, .same: break
            }
        } else {
            isToBeTriedAgain = true
        }
        guard isToBeTriedAgain else { return }
        var later = back
        later.tries += 1
        street.after(Int64(street.dice.roll(in: 20_000...120_000)), .giveBack(sale: place, later))
    }
}
