// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import HummingbirdTesting
import Store
import Synchronization
import Tender
import Testing
import Wallets

@testable import Console

/// The wallets' daily bills as people and programs see them.
@Suite struct BillPageTests {
    static let account = WalletAccountName(.wechat, "1900000001")

    /// A desk that finds what a test put there.
    private final class ScriptedBills: BillDesk {
        private let shop = Mutex<Shop?>(nil)
        func open(_ shop: Shop) { self.shop.withLock { $0 = shop } }

        func fetch(
            _ name: WalletAccountName, _ day: CivilDate, by actor: Actor
        ) async throws(StoreError) -> BillTry {
            guard let shop = shop.withLock({ $0 }) else { throw .missing }
            var one = BillTry(account: name, day: day, outcome: .imported)
            (one.file, one.name, one.rows, one.added) = (1, "wechat.csv.gz", 12, 11)
            try await shop.note(one, by: actor)
            return one
        }
    }

    private func play(_ act: @escaping @Sendable (Stage, any TestClientProtocol) async throws -> Void) async throws {
        let desk = ScriptedBills()
        try await Stage.play(prepare: { $0.billDesk = desk }) { stage, client in
            desk.open(stage.shop)
            try await stage.shop.putTerminal(terminal: "W0000001", merchant: nil, store: "N1", by: .system)
            let today = Zone.shanghai.civil(at: stage.clock.now()).date
            try await stage.shop.followBills(of: [(Self.account, ["W0000001"])], from: today.adding(days: -2))
            try await act(stage, client)
        }
    }

    @Test func `a missing day is told on Today, on the files' page and on its own, until it is here`() async throws {
        try await play { stage, client in
            let today = Zone.shanghai.civil(at: stage.clock.now()).date
            let late = today.adding(days: -2)
            let finance = try await Browser.signedIn("finance", client)
            for path in ["/today", "/imports", "/bills"] {
                let page = try await finance.get(path)
                #expect(page.status == 200 && page.text.contains(late.description), "\(path)")
            }
            #expect(try await finance.get("/today").text.contains("ST-01"))
            for day in [late, today.adding(days: -1)] {
                let fields = ["account": Self.account.description, "day": day.description]
                let answer = try await finance.post("/bills/fetch", fields)
                #expect(answer.location?.hasPrefix("/bills?done=bill-fetched") == true, "\(answer.text)")
            }
            #expect(!(try await finance.get("/today").text.contains("href=\"/bills\"")))
            #expect(try await finance.get("/bills").text.contains("wechat.csv.gz"))
        }
    }

    @Test func `a program reads the days and fetches one, and who may not import may not fetch`() async throws {
        try await play { stage, client in
            let late = Zone.shanghai.civil(at: stage.clock.now()).date.adding(days: -2)
            let finance = try await Program.signedIn("finance", client)
            let list = try await finance.get("/api/v1/bills")
            let first = list.items.first
            #expect(first?["account"] as? String == "wechat:1900000001")
            #expect((first?["missing"] as? [String])?.first == late.description)
            let json = #"{"account":"wechat:1900000001","day":"\#(late)"}"#
            let one = try await finance.send(.post, "/api/v1/bills", json: json, key: "b1")
            #expect(one.status == 200 && one.json["state"] as? String == "fetched", "\(one.text)")
            #expect(one.json["rows"] as? Int == 12 && one.json["by"] as? String == "finance")
            let auditor = try await Program.signedIn("auditor", client)
            #expect(try await auditor.get("/api/v1/bills").status == 200)
            #expect(try await auditor.send(.post, "/api/v1/bills", json: json, key: "b2").status == 403)
            let cashier = try await Program.signedIn("cashier", client)
            #expect(try await cashier.get("/api/v1/bills").status == 403)
        }
    }
}
