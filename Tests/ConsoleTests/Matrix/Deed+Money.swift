// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Refunds
import Store
import Tender
import Testing

@testable import Console

/// Money that goes back, and what customers get besides.
extension Deed {
    static let money: [Deed] = [
        refund("Same-day void", "200.00, alone", "YY-Y---", "200.00", daysAgo: 0, alone: true),
        refund("Same-day void", "200.01, alone", "-Y-Y---", "200.01", daysAgo: 0, alone: true),
        refund("Same-day void", "2,000.00, alone", "-Y-Y---", "2000.00", daysAgo: 0, alone: true),
        refund("Same-day void", "2,000.01, alone", "---Y---", "2000.01", daysAgo: 0, alone: true),
        refund("Refund: request / approve", "request 2,000.01", "YYYY---", "2000.01", daysAgo: 1, alone: false),
        approval("Refund: request / approve", "approve 2,000.00", "-Y-Y---", "2000.00", daysAgo: 1, as: .cashier),
        approval("Refund: request / approve", "approve 2,000.01", "---Y---", "2000.01", daysAgo: 1, as: .cashier),
        own, noOriginal,
        refund("No-original or late refund", "request, late", "-Y-Y---", "10.00", daysAgo: 200, alone: false),
        approval(
            "No-original or late refund", "one of two to release it", "---Y---", "10.00", daysAgo: 200, as: .manager),
        draw, compensation("30.00", "-YYY---"), compensation("30.01", "-Y-Y---"), compensation("50.00", "-Y-Y---"),
        compensation("50.01", "---Y---"),
    ]

    private static func money(_ amount: String) -> String { #"{"amount":"\#(amount)","currency":"CNY"}"# }

    private static func refund(
        _ act: String, _ name: String, _ cells: String, _ amount: String, daysAgo: Int, alone: Bool
    ) -> Deed {
        Deed(
            act, name, cells,
            page: .tries { scene, person, turn in
                let sale = try await scene.sale(amount, turn, daysAgo: daysAgo)
                _ = try await scene.browser(person).post(
                    "/refunds", ["transaction": sale, "amount": amount, "confirm": amount, "reason": "other"])
                return try await scene.refunded(sale, alone: alone)
            },
            program: .tries { scene, person, turn in
                let sale = try await scene.sale(amount, turn, daysAgo: daysAgo)
                _ = try await scene.program(person).send(
                    .post, "/api/v1/refunds",
                    json: #"{"transaction":"\#(sale)","amount":\#(money(amount)),"reason":"other"}"#)
                return try await scene.refunded(sale, alone: alone)
            })
    }

    private static func approval(
        _ act: String, _ name: String, _ cells: String, _ amount: String, daysAgo: Int, as role: RefundRole
    ) -> Deed {
        Deed(
            act, name, cells,
            page: .tries { scene, person, turn in
                let id = try await scene.request(amount, turn, daysAgo: daysAgo, as: role)
                _ = try await scene.browser(person).post("/refunds/\(id)/approval", ["confirm": amount])
                return try await agreed(id, by: person, scene)
            },
            program: .tries { scene, person, turn in
                let id = try await scene.request(amount, turn, daysAgo: daysAgo, as: role)
                _ = try await scene.program(person).send(
                    .post, "/api/v1/refunds/\(id)/approval", json: #"{"amount":\#(money(amount))}"#)
                return try await agreed(id, by: person, scene)
            })
    }

    private static func agreed(_ id: String, by person: String, _ scene: Scene) async throws -> Bool {
        let number = try #require(RefundID(id))
        return try await scene.shop.refund(number, in: .all).record.file.approvals.contains(person)
    }

    /// Nobody agrees to what he asked for himself.
    private static let own = Deed(
        "Refund: request / approve", "approve one's own", "-------",
        page: .tries { scene, person, turn in
            let sale = try await scene.sale("2500.00", turn, daysAgo: 1)
            let browser = try await scene.browser(person)
            _ = try await browser.post(
                "/refunds", ["transaction": sale, "amount": "2500.00", "confirm": "2500.00", "reason": "other"])
            guard let one = try await scene.shop.refunds(of: sale, in: .all).first else { return false }
            _ = try await browser.post("/refunds/\(one.id)/approval", ["confirm": "2500.00"])
            return try await agreed(one.id.text, by: person, scene)
        },
        program: .tries { scene, person, turn in
            let sale = try await scene.sale("2500.00", turn, daysAgo: 1)
            let program = try await scene.program(person)
            _ = try await program.send(
                .post, "/api/v1/refunds",
                json: #"{"transaction":"\#(sale)","amount":\#(money("2500.00")),"reason":"other"}"#)
            guard let one = try await scene.shop.refunds(of: sale, in: .all).first else { return false }
            _ = try await program.send(
                .post, "/api/v1/refunds/\(one.id)/approval", json: #"{"amount":\#(money("2500.00"))}"#)
            return try await agreed(one.id.text, by: person, scene)
        })

    private static let noOriginal = Deed(
        "No-original or late refund", "request, without an original", "-Y-Y---",
        page: .tries { scene, person, turn in
            let amount = "3\(turn).0\(scene.door)"
            let answer = try await scene.browser(person).post(
                "/refunds",
                ["amount": amount, "confirm": amount, "reason": "returned", "words": "ID seen", "store": "N1"])
            return answer.status == 303
        },
        program: .tries { scene, person, turn in
            let amount = "4\(turn).0\(scene.door)"
            let answer = try await scene.program(person).send(
                .post, "/api/v1/refunds",
                json:
                    #"{"amount":\#(money(amount)),"reason":"returned","words":"ID seen","store":"N1"}"#)
            return answer.status == 201
        })

    private static let draw = Deed(
        "No-original or late refund", "sample", "----Y--",
        page: .tries { scene, person, turn in
            _ = try await scene.request("7.00", turn, daysAgo: 200, as: .manager)
            let day = "\(scene.today)"
            let answer = try await scene.browser(person).post(
                "/audit/samples", ["population": "exceptions", "from": day, "to": day, "count": "1", "seed": "5"])
            return answer.status == 303
        },
        program: .tries { scene, person, turn in
            _ = try await scene.request("7.00", turn, daysAgo: 200, as: .manager)
            let day = "\(scene.today)"
            let answer = try await scene.program(person).send(
                .post, "/api/v1/audit/samples",
                json: #"{"population":"exceptions","from":"\#(day)","to":"\#(day)","count":1}"#)
            return answer.status == 201
        })

    private static func compensation(_ worth: String, _ cells: String) -> Deed {
        Deed(
            "Compensation", worth, cells,
            page: .tries { scene, person, turn in
                let work = try await scene.work("RC-04", turn)
                let given = try await scene.browser(person).post(
                    "/refunds/compensation",
                    ["kind": "gift", "worth": worth, "case": work, "store": "N1", "words": "sorry"])
                return given.status == 303
            },
            program: .tries { scene, person, turn in
                let work = try await scene.work("RC-04", turn)
                let json =
                    #"{"kind":"gift","worth":\#(money(worth)),"case":"\#(work)","store":"N1","words":"sorry"}"#
                let given = try await scene.program(person).send(.post, "/api/v1/compensations", json: json)
                return given.status == 201
            })
    }
}
