// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Tariffs
import Tender
import Testing

@Suite struct SampleShopTests {
    static let shop = JudgedShop.shop.sample
    /// Payments as the till has them: each sale once, whatever became of it.
    static let sales = JudgedShop.transactions.filter { sale in
        sale.facts.type == .sale && sale.facts.amount != nil && sale.facts.occurredAt.map { $0.date > old } == true
    }
    /// One sale is far older than the sixty days: its refund comes too late.
    static let old = JudgedShop.today.adding(days: -60)

    static func share(_ count: Int, of total: Int) -> Double { Double(count) / Double(max(1, total)) }

    // MARK: The house

    @Test func `there are two stores, six terminals, three acquirers and nine people in all roles`() {
        #expect(Self.shop.stores.count == 2)
        #expect(Self.shop.terminals.count == 6)
        #expect(Set(Self.shop.terminals.map(\.model)).count == 3)
        #expect(Self.shop.acquirers.count == 3)
        #expect(Self.shop.staff.count == 9)
        let roles = Set(Self.shop.staff.map(\.role))
        #expect(roles == ["cashier", "manager", "service", "finance", "auditor", "technician"])
        #expect(Self.shop.stores.map(\.businessDay.cutOff) == [0, 4 * 3_600])
    }

    @Test func `every terminal has a store, an acquirer and a number of its own`() {
        #expect(Set(Self.shop.terminals.map(\.id)).count == 6)
        for terminal in Self.shop.terminals {
            #expect(Self.shop.stores.contains { $0.id == terminal.store })
            #expect(Self.shop.acquirers.contains { $0.name == terminal.acquirer })
            #expect(terminal.id.text.count == 8 && terminal.merchant.text.count == 15)
        }
    }

    // MARK: The trade

    @Test func `sixty days hold about twenty thousand payments`() {
        #expect((19_000...21_000).contains(Self.sales.count))
        let days = Set(Self.sales.compactMap { $0.facts.occurredAt?.date })
        #expect(days.min() == JudgedShop.today.adding(days: -59))
        #expect(days.max() == JudgedShop.today)
        #expect(days.count == 60)
    }

    @Test(arguments: [("qr", 0.62), ("debit", 0.25), ("credit", 0.13)])
    func `products have their shares`(_ product: String, _ wanted: Double) {
        let count = Self.sales.count { $0.facts.product == product }
        #expect(abs(Self.share(count, of: Self.sales.count) - wanted) < 0.015)
    }

    @Test func `four in a thousand are unknown at first, six slips fail, half a one is charged twice`() {
        let total = Self.sales.count
        let unknown = Self.sales.count { $0.observations.contains { $0.facts.status == .unknown } }
        let unprinted = Self.sales.count { $0.observations.contains { $0.facts.printed == false } }
        let double = JudgedShop.counts["PY-06"] ?? 0
        #expect((0.002...0.006).contains(Self.share(unknown, of: total)))
        #expect((0.004...0.009).contains(Self.share(unprinted, of: total)))
        #expect((3...20).contains(double))
    }

    @Test func `the market has a morning and an evening peak, the bar lives at night`() {
        func hour(_ store: StoreID, _ hours: Range<Int>) -> Int {
            let terminals = Set(Self.shop.terminals.filter { $0.store == store }.map(\.id))
            return Self.sales.count { sale in
                guard let terminal = sale.facts.terminal, terminals.contains(terminal) else { return false }
                return hours.contains((sale.facts.occurredAt?.secondOfDay ?? 0) / 3_600)
            }
        }
        #expect(hour("S01", 8..<9) > hour("S01", 10..<11))
        #expect(hour("S01", 17..<18) > hour("S01", 13..<14))
        #expect(hour("S01", 0..<6) == 0)
        #expect(hour("S02", 5..<16) == 0)
        #expect(hour("S02", 0..<3) > 500)
    }

    @Test func `most payments are in order`() {
        let transactions = JudgedShop.transactions
        let troubled = transactions.count { !$0.codes.isEmpty }
        #expect(Self.share(troubled, of: transactions.count) < 0.02)
    }

    // MARK: What is wrong on purpose

    @Test func `one acquirer takes more than its contract from day 31 on, and no other fee is wrong`() {
        let first = JudgedShop.today.adding(days: -59 + SampleShop.overchargeDay - 1)
        let over = JudgedShop.transactions.filter { $0.codes.contains("ST-05") }
        #expect(over.count > 100)
        for transaction in over {
            #expect(transaction.facts.terminal == "50300001")
            #expect(transaction.facts.product == "credit")
            let day = transaction.facts.occurredAt.map { BusinessDay(cutOff: 14_400)?.day(of: $0) ?? $0.date }
            #expect(day.map { $0 >= first } == true)
        }
    }

    @Test func `one day's clearing of one acquirer is missing, and only that`() {
        let files = Set(Self.shop.observations.filter { $0.source == .clearing }.map(\.origin.name))
        let missing = "sample:acquirer-\(Self.shop.missingClearing.acquirer)-\(Self.shop.missingClearing.day).csv"
        #expect(!files.contains(missing))
        // Three acquirers, 59 days that are cleared by now, less the one.
        let ofOld = "sample:acquirer-card-\(JudgedShop.today.adding(days: -190)).csv"
        #expect(files.subtracting([ofOld]).count == 3 * 59 - 1)
        let open = JudgedShop.transactions.filter { $0.codes.contains("ST-01") }
        let bank = open.count { $0.facts.terminal == "50300001" }
        #expect(bank > 5 && open.count - bank <= 3)
    }

    @Test func `deposits are what the files say, less one shortfall, plus one stranger`() {
        var due: [String: Int64] = [:]
        var came: [String: Int64] = [:]
        for observation in Self.shop.observations {
            let facts = observation.facts
            let key = "\(facts.settledOn?.description ?? "") \(facts.merchant?.text ?? "")"
            if observation.source == .clearing { due[key, default: 0] += facts.net?.minor ?? 0 }
            let sign: Int64 = facts.type.returnsMoney ? -1 : 1
            if observation.source == .bank { came[key, default: 0] += sign * (facts.amount?.minor ?? 0) }
        }
        let different = Set(due.keys).union(came.keys).filter { due[$0] != came[$0] }.sorted()
        #expect(different == ["2026-11-09 999290054110001", "2026-11-16 "])
    }
}
