// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tender
import Testing

/// Five sources of random rows, and what the decision says of them, written down with dictionaries.
struct PlainSides {
    struct Row {
        var terminal = "", rrn = "", type = "", order = "", original = "", status = "", level = ""
        var printed = ""
        var amount: Int64 = 0
        var day = 0
        var line = 0
        var key: [String] { [terminal, rrn, type] }
        var isBack: Bool { ["refund", "void"].contains(type) }
    }

    var tills: [Row] = [], acquirers: [Row] = [], receipts: [Row] = [], orders: [Row] = []
    private var dice: Dice

    init(seed: Int) {
        dice = Dice(seed: UInt64(seed))
        for number in 0..<(15 + dice.roll(60)) { addPayment(number) }
        for index in tills.indices { tills[index].line = index + 2 }
        for index in acquirers.indices { acquirers[index].line = index + 2 }
        for index in receipts.indices { receipts[index].line = index + 2 }
        for index in orders.indices { orders[index].line = index + 2 }
    }

    private mutating func addPayment(_ number: Int) {
        var row = Row()
        row.terminal = "T\(dice.roll(2))"
        row.rrn = "\(dice.roll(30))"
        row.type = ["sale", "sale", "sale", "refund", "completion"][dice.roll(5)]
        row.amount = Int64(100 * (1 + dice.roll(3)))
        row.status = ["approved", "", "approved", "declined", "unknown"][dice.roll(5)]
        row.printed = ["1", "", "0"][dice.roll(3)]
        row.day = dice.roll(5) == 0 ? 32 : 20
        row.order =
            ["", "A\(dice.roll(20))", "an order number of more than sixteen bytes \(dice.roll(4))"][dice.roll(3)]
        if row.isBack, dice.roll(2) == 0 { row.original = "A\(dice.roll(20))" }
        if dice.roll(8) != 0 { tills.append(row) }
        if dice.roll(6) != 0 { acquirers.append(changed(row)) }
        if dice.roll(20) == 0 { acquirers.append(changed(row)) }
        for _ in 0..<[0, 1, 1, 1, 4][dice.roll(5)] {
            var slip = changed(row)
            slip.printed = ["", "", "1", "0"][dice.roll(4)]
            slip.level = ["", "E4", "E1"][dice.roll(3)]
            receipts.append(slip)
        }
        if dice.roll(3) != 0, !row.order.isEmpty {
            var order = changed(row)
            order.status = ["paid", "", "unpaid", "closed"][dice.roll(4)]
            if dice.roll(3) != 0 { (order.terminal, order.rrn) = ("", "") }
            orders.append(order)
        }
    }

    private mutating func changed(_ row: Row) -> Row {
        var row = row
        if dice.roll(8) == 0 { row.amount += 100 }
        return row
    }

    // MARK: As files

    private static func time(_ row: Row) -> String { "\(Job.day("2026-10-31").adding(days: row.day)) 10:00:00" }
    private static func money(_ row: Row) -> String { Money(minor: row.amount).text }

    var job: Job {
        let till = tills.map {
            "\($0.terminal),\($0.rrn),\($0.type),\(Self.money($0)),\(Self.time($0)),\($0.status),\($0.printed),\($0.order),\($0.original)\n"
        }
        let acquirer = acquirers.map { "\($0.terminal),\($0.rrn),\($0.type),\(Self.money($0))\n" }
        let receipt = receipts.map {
            "\($0.terminal),\($0.rrn),\($0.type),\(Self.money($0)),\(Self.time($0)),\($0.printed),\($0.level)\n"
        }
        let order = orders.map {
            "\($0.order),\(Self.money($0)),\(Self.time($0)),\($0.status),\($0.terminal),\($0.rrn)\n"
        }
        var job = Job(
            tills: [SideStories.tillHead + till.joined()], acquirers: ["terminal,rrn,type,amount\n" + acquirer.joined()]
        )
        job.receipts = [SideStories.receiptHead + receipt.joined()]
        job.orders = [SideStories.orderHead + order.joined()]
        return job
    }

    // MARK: The rules

    /// `code place` of every finding that rests on a receipt or an order, and RC-01.
    var findings: [String] {
        let tillOf = Dictionary(grouping: tills, by: \.key)
        let acquirerOf = Dictionary(grouping: acquirers, by: \.key)
        return (receiptFindings(tillOf, acquirerOf) + orderFindings(tillOf, acquirerOf)).sorted()
    }

    private func receiptFindings(_ tillOf: [[String]: [Row]], _ acquirerOf: [[String]: [Row]]) -> [String] {
        var found: [String] = []
        let receiptOf = Dictionary(grouping: receipts, by: \.key)
        for key in Set(tillOf.keys).union(acquirerOf.keys).union(receiptOf.keys) {
            let (till, acquirer) = (tillOf[key]?.first, acquirerOf[key]?.first)
            let slips = receiptOf[key] ?? []
            let approved = till.map { ["", "approved"].contains($0.status) } ?? false
            let isCharged = acquirer != nil || approved
            let place =
                acquirer.map { "acquirer:\($0.line)" } ?? till.map { "till:\($0.line)" }
                ?? "receipt:\(slips.first?.line ?? 0)"
            if till?.printed == "0", isCharged { found.append("RC-01 \(place)") }
            let isLone = till == nil && acquirer == nil
            found += slips.dropFirst(2).map { isLone ? "RC-05 receipt:\($0.line)" : "RC-05 \(place)" }
            guard let slip = slips.first else {
                if isCharged, till?.printed != "0", ["sale", "completion"].contains(key[2]) {
                    found.append("RC-01 \(place)")
                }
                continue
            }
            if acquirer == nil, till == nil || till?.status == "declined" {
                if slip.day < 32 { found.append("PY-03 \(place)") }
                continue
            }
            if slip.amount != acquirer?.amount ?? till?.amount { found.append("RC-07 \(place)") }
            if slip.printed == "0", till?.printed != "0" {
                found.append("RC-01 \(place)")
            } else if slip.level == "E1" {
                found.append("RC-02 \(place)")
            }
        }
        return found
    }

    private func orderFindings(_ tillOf: [[String]: [Row]], _ acquirerOf: [[String]: [Row]]) -> [String] {
        var found: [String] = []
        for (number, rows) in Dictionary(grouping: orders, by: \.order) {
            guard let order = rows.first else { continue }
            found += rows.dropFirst().map { "PY-07 order:\($0.line)" }
            var keys = Set(
                tillOf.values.compactMap(\.first).filter {
                    ($0.isBack && !$0.original.isEmpty ? $0.original : $0.order) == number
                }
                .map(\.key))
            for row in rows where !row.rrn.isEmpty { keys.insert([row.terminal, row.rrn, "sale"]) }
            let charges = keys.compactMap { acquirerOf[$0]?.first }.sorted { $0.line < $1.line }
            let isWaiting = keys.contains {
                acquirerOf[$0] == nil && tillOf[$0]?.first.map { $0.status != "declined" } ?? false
            }
            let isPaid = ["", "paid"].contains(order.status)
            guard !charges.isEmpty else {
                if !isWaiting, isPaid, order.day < 32 { found.append("PY-05 order:\(order.line)") }
                continue
            }
            let taken = charges.filter { !$0.isBack }
            let sum = taken.reduce(0) { $0 + $1.amount }
            let back = charges.filter(\.isBack).reduce(0) { $0 + $1.amount }
            if back > sum, let last = charges.last(where: \.isBack) { found.append("RF-01 acquirer:\(last.line)") }
            guard let first = taken.first, back < sum else { continue }
            if order.status == "unpaid" { found.append("PY-02 acquirer:\(first.line)") }
            if order.status == "closed" { found.append("PY-12 acquirer:\(first.line)") }
            guard sum != order.amount else { continue }
            let again = taken.filter { $0.amount == order.amount }.dropFirst()
            if !again.isEmpty, Int64(again.count + 1) * order.amount == sum {
                for charge in again.dropLast(Int(min(back / order.amount, Int64(again.count)))) {
                    found.append("PY-06 acquirer:\(charge.line)")
                }
            } else if sum - back != order.amount {
                found.append("PY-09 acquirer:\((taken.count > 1 ? taken[taken.count - 1] : first).line)")
            }
        }
        return found
    }
}

@Suite struct PlainSidesTests {
    @Test(arguments: 0..<60)
    func `receipts and orders are judged as with dictionaries, whatever threads, chunks and memory`(_ seed: Int) throws
    {
        let plain = PlainSides(seed: seed)
        var job = plain.job
        let outcome = try job.run()
        let third = ["PY-03", "PY-05", "PY-09", "PY-12", "RC-01", "RC-02", "RC-05", "RC-07", "RF-01"]
        let lines = (outcome.files["findings.csv"] ?? "").split(separator: "\n").dropFirst().map(String.init)
        let found = lines.filter { line in
            third.contains { line.hasPrefix($0) } || line.contains("order ") || line.contains("订单")
        }
        let ours = found.map(Self.short).sorted()
        let difference = ours.difference(from: plain.findings).map { "\($0)" }
        #expect(difference.isEmpty, "seed \(seed)")
        #expect(outcome.summary.isConserved)
        #expect(outcome.summary.quarantined == 0)
        for (threads, chunk, memory) in [(3, 37, nil), (1, 1, Int64(600)), (8, 400, Int64(1))] {
            (job.threads, job.chunk, job.memory) = (threads, chunk, memory)
            let again = try job.run().files
            for (name, text) in outcome.files { #expect(again[name] == text, "\(name), seed \(seed)") }
        }
    }

    /// `code side:line` of a line of `findings.csv`.
    private static func short(_ line: String) -> String {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        let place = cells[12].isEmpty ? cells[11] : cells[12]
        let name = place.prefix { $0 != "." }
        let side =
            ["pos": "till", "acquirer": "acquirer", "receipts": "receipt", "orders": "order"][String(name)] ?? "?"
        return "\(cells[0]) \(side):\(place.drop { $0 != ":" }.dropFirst().prefix { $0 != "@" })"
    }
}
