// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// The rows of money in the matrix of roles, cell by cell, on pages and on the API alike.
@Suite struct RefundMatrixTests {
    static let people = ["cashier", "manager", "service", "finance", "auditor", "admin", "technician"]

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let amount: String
        var daysAgo = 0
        /// Per person: `Y` alone, `2` with a second person, `-` not at all.
        let cells: String
    }

    static let rows = [
        Row(testDescription: "same-day void of 200.00", amount: "200.00", cells: "YY2Y---"),
        Row(testDescription: "same-day void of 200.01", amount: "200.01", cells: "2Y2Y---"),
        Row(testDescription: "same-day void of 2,000.00", amount: "2000.00", cells: "2Y2Y---"),
        Row(testDescription: "same-day void of 2,000.01", amount: "2000.01", cells: "222Y---"),
        Row(testDescription: "refund of 2,000.00", amount: "2000.00", daysAgo: 1, cells: "2Y22---"),
        Row(testDescription: "refund of 2,000.01", amount: "2000.01", daysAgo: 1, cells: "2222---"),
        Row(testDescription: "late refund", amount: "10.00", daysAgo: 200, cells: "-2-2---"),
    ]

    @Test(arguments: rows)
    func `who asks for money back, by page and by program`(_ row: Row) async throws {
        try await Stage.play { stage, client in
            let day = Zone.shanghai.civil(at: stage.clock.now()).date.adding(days: -row.daysAgo)
            for (index, (person, cell)) in zip(Self.people, row.cells).enumerated() {
                let first = try await stage.sell(
                    row.amount, store: "N1", reference: "A\(index)", at: "\(day) 0\(index):10:00")
                let second = try await stage.sell(
                    row.amount, store: "N1", reference: "B\(index)", at: "\(day) 0\(index):40:00")
                let browser = try await Browser.signedIn(person, client)
                _ = try await browser.get("/refunds")
                _ = try await browser.get("/account")
                let asked = try await browser.post(
                    "/refunds",
                    ["transaction": first, "amount": row.amount, "confirm": row.amount, "reason": "other"])
                #expect((asked.status == 303) == (cell != "-"), "\(person) by page: \(asked.status)")
                let program = try await Program.signedIn(person, client)
                let answer = try await program.send(
                    .post, "/api/v1/refunds",
                    json:
                        #"{"transaction":"\#(second)","amount":{"amount":"\#(row.amount)","currency":"CNY"},"reason":"other"}"#
                )
                #expect(
                    (answer.status == 201) == (cell != "-"), "\(person) by program: \(answer.status) \(answer.text)")
                for sale in [first, second] {
                    let made = try await stage.shop.refunds(of: sale, in: .all)
                    #expect(made.count == (cell == "-" ? 0 : 1), "\(person)")
                    if let one = made.first { #expect(one.file.isWaiting == (cell == "2"), "\(person)") }
                }
            }
        }
    }

    /// Who agrees to another's refund: of up to 2,000.00, above it, and of one that is late.
    static let deciders = [("2000.00", 1, "-Y-Y---"), ("2000.01", 1, "---Y---"), ("10.00", 200, "---Y---")]

    @Test(arguments: deciders)
    func `who agrees, by page and by program`(_ amount: String, _ daysAgo: Int, _ cells: String) async throws {
        try await Stage.play { stage, client in
            let day = Zone.shanghai.civil(at: stage.clock.now()).date.adding(days: -daysAgo)
            let asker = Actor(name: "another")
            for (index, (person, cell)) in zip(Self.people, cells).enumerated() {
                var ids: [RefundID] = []
                for half in ["A", "B"] {
                    let sale = try await stage.sell(
                        amount, store: "N1", reference: "\(half)\(index)",
                        at: "\(day) 0\(index):\(half == "A" ? 1 : 4)0:00")
                    let request = RefundRequest(transaction: sale, amount: try Money(text: amount), reason: .other)
                    let answer = try await stage.shop.requestRefund(request, as: .finance, in: .all, by: asker)
                    guard case .done(let record) = answer else {
                        Issue.record("\(answer)")
                        return
                    }
                    #expect(record.file.isWaiting)
                    ids.append(record.id)
                }
                let browser = try await Browser.signedIn(person, client)
                _ = try await browser.get("/account")
                let page = try await browser.post("/refunds/\(ids[0])/approval", ["confirm": amount])
                #expect((page.status == 303) == (cell == "Y"), "\(person) by page: \(page.status)")
                let program = try await Program.signedIn(person, client)
                let answer = try await program.send(
                    .post, "/api/v1/refunds/\(ids[1])/approval",
                    json: #"{"amount":{"amount":"\#(amount)","currency":"CNY"}}"#)
                #expect((answer.status == 200) == (cell == "Y"), "\(person) by program: \(answer.status)")
                for id in ids {
                    #expect(try await stage.shop.refund(id, in: .all).record.file.isWaiting == (cell != "Y"))
                }
            }
        }
    }

    @Test func `nobody agrees to his own, whatever his role`() async throws {
        try await Stage.play { stage, client in
            for person in ["manager", "finance"] {
                let sale = try await stage.sell("3000.00", store: "N1", reference: person, at: "2026-11-19 15:00:00")
                let program = try await Program.signedIn(person, client)
                let asked = try await program.send(
                    .post, "/api/v1/refunds",
                    json: #"{"transaction":"\#(sale)","amount":{"amount":"3000.00"},"reason":"other"}"#)
                let id = try #require(asked.json["id"] as? String)
                let agreed = try await program.send(
                    .post, "/api/v1/refunds/\(id)/approval", json: #"{"amount":{"amount":"3000.00"}}"#)
                #expect(agreed.status == 403, "\(person)")
            }
        }
    }

    static let compensation = [("30.00", "-YYY---"), ("50.00", "-Y-Y---"), ("50.01", "---Y---")]

    @Test(arguments: compensation)
    func `who gives compensation`(_ worth: String, _ cells: String) async throws {
        try await Stage.play { stage, client in
            for (index, (person, cell)) in zip(Self.people, cells).enumerated() {
                let browser = try await Browser.signedIn(person, client)
                let sale = try await stage.sell("900.00", store: "N1", reference: "R\(index)")
                let work = try await stage.shop.openCase(.py06, about: sale, words: "twice", in: .all, by: .system)
                _ = try await browser.get("/account")
                let given = try await browser.post(
                    "/refunds/compensation",
                    ["kind": "gift", "worth": worth, "case": "\(work)", "store": "N1", "words": "sorry"])
                #expect((given.status == 303) == (cell == "Y"), "\(person): \(given.status)")
                let program = try await Program.signedIn(person, client)
                let asked = try await program.send(
                    .post, "/api/v1/compensations",
                    json: """
                        {"kind": "gift", "worth": {"amount": "\(worth)", "currency": "CNY"}, "case": "\(work)",
                        "store": "N1", "words": "sorry"}
                        """, key: "gift")
                #expect((asked.status == 201) == (cell == "Y"), "\(person): \(asked.status)")
            }
        }
    }
}
