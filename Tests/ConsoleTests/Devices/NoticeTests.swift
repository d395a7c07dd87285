// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Store
import Tender
import Testing

@testable import Console

/// Letters and calls from outside, entered by hand.
@Suite struct NoticeTests {
    @Test(arguments: NoticeDraft.Kind.allCases)
    func `a notice about no transaction opens the case of its code, due on its date`(_ kind: NoticeDraft.Kind)
        async throws
    {
        try await Stage.play { stage, client in
            let service = try await Browser.signedIn("service", client)
            #expect(try await service.get("/notices/new").status == 200)
            let fields = ["kind": kind.rawValue, "store": "N1", "dueOn": "2026-12-01", "words": "ref 42", "once": "x"]
            let entered = try await service.post("/notices", fields)
            let location = try #require(entered.location)
            let id = try #require(CaseID(location.dropFirst("/cases/".count).prefix { $0 != "?" }))
            let detail = try await stage.shop.caseDetail(id, in: .all)
            #expect(detail.summary.code == kind.code && detail.file.outsideDate == CivilDate(text: "2026-12-01"))
            // A button pressed twice is one notice.
            #expect(try await service.post("/notices", fields).location == location)
            #expect(try await stage.shop.caseStates(in: .all).values.reduce(0, +) == 1)
        }
    }

    @Test(arguments: [("retrieval", "CS-02"), ("chargeback", "CS-03"), ("regulator", "CS-04"), ("lawsuit", "CS-05")])
    func `a notice about a transaction is an observation, and the verdict opens the case`(
        _ kind: String, _ code: String
    ) async throws {
        try await Stage.play { stage, client in
            let sale = try await stage.sell("58.00", store: "N1", reference: "R1")
            let finance = try await Program.signedIn("finance", client)
            let body = #"{"kind":"\#(kind)","transaction":"\#(sale)","dueOn":"2026-12-01","words":"letter 42"}"#
            let entered = try await finance.send(.post, "/api/v1/notices", json: body)
            #expect(entered.status == 201, "\(entered.text)")
            let id = try #require((entered.json["case"] as? String).flatMap { CaseID($0) })
            let detail = try await stage.shop.caseDetail(id, in: .all)
            #expect(detail.summary.codes.map(\.text).contains(code) && detail.summary.transaction == sale)
            #expect(detail.file.outsideDate == CivilDate(text: "2026-12-01"))
        }
    }

    @Test(arguments: [
        ["kind": "rumour", "store": "N1", "words": "x"], ["kind": "lawsuit", "store": "N1"],
        ["kind": "lawsuit", "words": "x"], ["kind": "lawsuit", "store": "N1", "words": "x", "dueOn": "soon"],
        ["kind": "lawsuit", "transaction": "T0000000099", "words": "x"],
    ])
    func `a notice that lacks something is refused, and nothing is kept`(_ fields: [String: String]) async throws {
        try await Stage.play { stage, client in
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/notices/new")
            #expect(try await manager.post("/notices", fields).status == 422)
            #expect(try await stage.shop.caseStates(in: .all).isEmpty)
        }
    }
}
