// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Store
import Tender
import Testing

@testable import Console

/// Looking, handing receipts out, and cases.
extension Deed {
    static let counter: [Deed] = [
        view("today's, of the own store", "YYYYYo-", store: "N1", daysAgo: 0),
        view("of another store", "--YYYo-", store: "S1", daysAgo: 0),
        view("of the own store, the seventh day", "YYYYYo-", store: "N1", daysAgo: 6),
        view("of the own store, the eighth day", "-YYYYo-", store: "N1", daysAgo: 7),
        found("in the list, the eighth day", "-YYYYo-", store: "N1", daysAgo: 7),
        found("in the list, another store", "--YYYo-", store: "S1", daysAgo: 0),
        code("QR or e-receipt of the own store", "YYYY---", store: "N1"),
        code("QR or e-receipt of another store", "--YY---", store: "S1"),
        copy("reprint of the own store", "YYYY---", store: "N1"),
        copy("reprint of another store", "--YY---", store: "S1"),
        opening("a case about a receipt", "RC-04", "YYYY---"), opening("a case about a device", "DV-03", "YYYY--Y"),
        note("a comment on a case about a receipt", "RC-04", "YYYYY--"),
        note("a comment on a case about a device", "DV-03", "YYYYY-Y"),
        move("work on a case about a receipt", "RC-04", "YYYY---"), move("work on a device case", "DV-03", "YYYY--Y"),
    ]

    private static func view(_ name: String, _ cells: String, store: StoreID, daysAgo: Int) -> Deed {
        Deed(
            "Search, view (masked)", name, cells,
            page: .tries { scene, person, turn in
                let sale = try await scene.sale("58.00", turn, store: store, daysAgo: daysAgo)
                return try await scene.browser(person).get("/transactions/\(sale)").status == 200
            },
            program: .tries { scene, person, turn in
                let sale = try await scene.sale("58.00", turn, store: store, daysAgo: daysAgo)
                return try await scene.program(person).get("/api/v1/transactions/\(sale)").status == 200
            })
    }

    private static func found(_ name: String, _ cells: String, store: StoreID, daysAgo: Int) -> Deed {
        Deed(
            "Search, view (masked)", name, cells,
            page: .tries { scene, person, turn in
                let sale = try await scene.sale("58.00", turn, store: store, daysAgo: daysAgo)
                return try await scene.browser(person).get("/transactions").text.contains("/transactions/\(sale)")
            },
            program: .tries { scene, person, turn in
                let sale = try await scene.sale("58.00", turn, store: store, daysAgo: daysAgo)
                return try await scene.program(person).get("/api/v1/transactions").text.contains(sale)
            })
    }

    private static func code(_ name: String, _ cells: String, store: StoreID) -> Deed {
        Deed(
            "Reprint / e-receipt / QR", name, cells,
            page: .tries { scene, person, turn in
                let slip = try await scene.slip(turn, store: store)
                return try await scene.browser(person).post("/receipts/\(slip)/code", [:]).status == 303
            },
            program: .tries { scene, person, turn in
                let slip = try await scene.slip(turn, store: store)
                let answer = try await scene.program(person).send(.post, "/api/v1/receipts/\(slip)/code", json: "{}")
                return (200...201).contains(answer.status)
            })
    }

    private static func copy(_ name: String, _ cells: String, store: StoreID) -> Deed {
        Deed(
            "Reprint / e-receipt / QR", name, cells,
            page: .tries { scene, person, turn in
                let slip = try await scene.slip(turn, store: store)
                let answer = try await scene.browser(person).post(
                    "/receipts/\(slip)/copies", ["printer": "front-\(store)", "reason": "customerAsks"])
                return answer.status == 303
            },
            program: .tries { scene, person, turn in
                let slip = try await scene.slip(turn, store: store)
                let answer = try await scene.program(person).send(
                    .post, "/api/v1/receipts/\(slip)/copies",
                    json: #"{"printer":"front-\#(store)","reason":"asked for"}"#)
                return answer.status == 201
            })
    }

    private static func opening(_ name: String, _ code: String, _ cells: String) -> Deed {
        Deed(
            "Open, comment, attach", name, cells,
            page: .tries { scene, person, turn in
                let answer = try await scene.browser(person).post(
                    "/cases", ["code": code, "store": "N1", "words": "page \(turn)"])
                return answer.status == 303
            },
            program: .tries { scene, person, turn in
                let answer = try await scene.program(person).send(
                    .post, "/api/v1/cases", json: #"{"code":"\#(code)","store":"N1","words":"program \#(turn)"}"#)
                return answer.status == 201
            })
    }

    private static func note(_ name: String, _ code: String, _ cells: String) -> Deed {
        act(name, code, cells, form: ["act": "note", "text": "seen"], json: #"{"act":"note","text":"seen"}"#)
    }

    private static func move(_ name: String, _ code: String, _ cells: String) -> Deed {
        act(name, code, cells, form: ["act": "take"], json: #"{"act":"take"}"#)
    }

    private static func act(
        _ name: String, _ code: String, _ cells: String, form: [String: String], json: String
    ) -> Deed {
        Deed(
            "Open, comment, attach", name, cells,
            page: .tries { scene, person, turn in
                let id = try await scene.work(code, turn)
                return try await scene.browser(person).post("/cases/\(id)/act", form).status == 303
            },
            program: .tries { scene, person, turn in
                let id = try await scene.work(code, turn)
                return try await scene.program(person).send(.post, "/api/v1/cases/\(id)/acts", json: json).status == 200
            })
    }
}
