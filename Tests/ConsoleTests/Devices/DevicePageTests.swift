// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Store
import Tender
import Testing

@testable import Console

/// Devices as people meet them: from the list to the terminal, its case, and the spare in its place.
@Suite struct DevicePageTests {
    private static func bound(_ stage: Stage, battery: Int = 80) async throws {
        for (terminal, store) in [("T0000001", "N1"), ("T0000002", "N1"), ("X0000001", "S1")] {
            try await stage.shop.putTerminal(
                terminal: try #require(TerminalID(terminal)), merchant: nil, store: try #require(StoreID(store)),
                by: .system)
            var report = DeviceReport(
                terminal: try #require(TerminalID(terminal)), at: stage.site.options.clock.now())
            report.battery = battery
            report.isCharging = false
            try await stage.shop.report(report, by: .system)
        }
    }

    @Test func `the list shows each device's state, readings and day, and leads to its case`() async throws {
        try await Stage.play { stage, client in
            try await Self.bound(stage, battery: 7)
            try await stage.shop.watch()
            let manager = try await Browser.signedIn("manager", client)
            let page = try await manager.get("/devices")
            #expect(page.status == 200)
            #expect(
                page.text.contains("T0000001") && page.text.contains("DV-03") && page.text.contains("7 %, not charging")
            )
            #expect(page.text.contains("heard in 1 of 24 hours"))
            #expect(!page.text.contains("X0000001"), "another store's")
            #expect(page.text.contains("/cases/K-"))
            let one = try await manager.get("/devices/T0000001")
            #expect(one.status == 200 && one.text.contains("As a table") && one.text.contains("above 20 %"))
            #expect(try await manager.get("/devices/X0000001").status == 404)
            #expect(try await manager.get("/devices/T0000009").status == 404)
        }
    }

    @Test func `a technician types what a terminal shows, and the case follows`() async throws {
        try await Stage.play { stage, client in
            try await Self.bound(stage)
            let technician = try await Browser.signedIn("technician", client)
            _ = try await technician.get("/devices/T0000001")
            let wrong = try await technician.post("/devices/T0000001/report", ["battery": "140"])
            #expect(wrong.status == 422 && wrong.text.contains("Not saved"))
            stage.clock.advance(minutes: 1)
            let low = try await technician.post("/devices/T0000001/report", ["battery": "5", "unsent": "0"])
            #expect(low.status == 303)
            let page = try await technician.get("/devices/T0000001")
            #expect(page.text.contains("DV-03") && page.text.contains("/cases/K-"))
            let queue = try await technician.get("/cases")
            #expect(queue.text.contains("</svg>DV-03"))
            stage.clock.advance(minutes: 1)
            let well = try await technician.post("/devices/T0000001/report", ["battery": "90", "charging": "1"])
            #expect(well.status == 303)
            #expect(!(try await technician.get("/cases")).text.contains("</svg>DV-03"))
        }
    }

    @Test func `rules are the technician's, approved settings the administrator's`() async throws {
        try await Stage.play { stage, client in
            try await Self.bound(stage)
            let fields = [
                "heartbeat": "600", "batteryMin": "30", "celsiusMin": "-5", "celsiusMax": "45", "settings": "a1b2",
                "radius": "300", "clock": "60", "offline": "86400", "versionMin": "2.9",
            ]
            let administrator = try await Browser.signedIn("admin", client)
            _ = try await administrator.get("/devices/policy")
            #expect(try await administrator.post("/devices/policy", fields).status == 303)
            #expect(try await stage.shop.devicePolicy(of: nil).settings == "a1b2")
            let technician = try await Browser.signedIn("technician", client)
            _ = try await technician.get("/devices/T0000001")
            let other = fields.merging(["settings": "ffff", "heartbeat": "900"]) { $1 }
            #expect(try await technician.post("/devices/T0000001/policy", other).status == 303)
            let policy = try await stage.shop.devicePolicy(of: "T0000001")
            #expect(policy.settings == "a1b2" && policy.heartbeat == 900)
            let bad = try await technician.post("/devices/T0000001/policy", fields.merging(["radius": "far"]) { $1 })
            #expect(bad.status == 422 && bad.text.contains("radius"))
            let program = try await Program.signedIn("technician", client)
            let refused = try await program.send(.put, "/api/v1/device-policy", json: #"{"settings":"ffff"}"#)
            #expect(refused.status == 403)
        }
    }

    @Test func `a dead terminal: restart list, then the manager's yes to the spare`() async throws {
        try await Stage.play { stage, client in
            try await Self.bound(stage)
            stage.clock.advance(minutes: 10)
            var well = DeviceReport(terminal: "T0000002", at: stage.site.options.clock.now())
            well.battery = 90
            try await stage.shop.report(well, by: .system)
            try await stage.shop.watch()
            let cashier = try await Browser.signedIn("cashier", client)
            let page = try await cashier.get("/devices/T0000001")
            #expect(page.text.contains("DV-01") && page.text.contains("Restart list"))
            #expect(!page.text.contains("Approve the spare"))
            #expect(try await cashier.post("/devices/T0000001/restart", ["outcome": "failed"]).status == 303)
            #expect(try await cashier.post("/devices/T0000001/spare", ["spare": "T0000002"]).status == 403)
            let manager = try await Browser.signedIn("manager", client)
            _ = try await manager.get("/devices/T0000001")
            #expect(try await manager.post("/devices/T0000001/spare", ["spare": "X0000001"]).status == 422)
            #expect(
                try await manager.post("/devices/T0000001/spare", ["spare": "T0000002", "once": "a"]).status == 303)
            #expect(
                try await manager.post("/devices/T0000001/spare", ["spare": "T0000002", "once": "a"]).status == 303)
            let subject = try #require(WatchSubject(.terminal, "T0000001"))
            var filter = CaseFilter()
            filter.subject = subject
            let one = try #require(try await stage.shop.cases(filter, in: .all, cursor: nil, limit: 5).elements.first)
            let file = try await stage.shop.caseDetail(one.id, in: .all).file
            #expect(file.ticks[.init(.dv01, 2)]?.outcome == .failed)
            #expect(file.ticks[.init(.dv01, 3)]?.reason.contains("T0000002") == true)
        }
    }

    @Test func `programs read the same`() async throws {
        try await Stage.play { stage, client in
            try await Self.bound(stage, battery: 7)
            try await stage.shop.watch()
            let manager = try await Program.signedIn("manager", client)
            let list = try await manager.get("/api/v1/devices")
            #expect(list.items.compactMap { $0["terminal"] as? String } == ["T0000001", "T0000002"])
            #expect(list.items.first?["case"] as? String != nil)
            let one = try await manager.get("/api/v1/devices/T0000001")
            #expect((one.json["readings"] as? [String: Any])?["battery"] as? Int == 7, "\(one.text)")
            #expect((one.json["hours"] as? [Any])?.count == 24)
            #expect(try await manager.get("/api/v1/devices/X0000001").status == 404)
            #expect(try await Program.signedIn("finance", client).get("/api/v1/devices").status == 403)
        }
    }

    @Test func `a test slip is plain letters that every printer prints`() throws {
        let time = try #require(CivilTime(text: "2026-11-20 15:03:00"))
        let bytes = try TestSlip.bytes(printer: "front-1", at: time, by: "高明")
        let text = String(decoding: bytes.filter { $0 >= 32 && $0 < 127 || $0 == 10 }, as: UTF8.self)
        #expect(text.contains("NOT A RECEIPT") && text.contains("front-1") && text.contains("BY ??"))
    }
}
