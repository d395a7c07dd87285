// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import Store
import Synchronization
import Tender
import Testing

@Suite struct SetupTests {
    static let fields = [
        "language": "en", "storeID": "N1", "storeName": "North", "zone": "Asia/Shanghai", "cutOff": "04:00",
        "administrator": "Owner", "password": Stage.password, "passwordAgain": Stage.password, "start": "empty",
    ]

    @Test func `the first visitor sets the shop up in one form and is signed in`() async throws {
        try await Stage.play(isSetUp: false) { stage, client in
            let browser = Browser(client)
            #expect(try await browser.get("/").location == "/setup")
            #expect(try await browser.get("/setup?lang=en").text.contains("Asia/Shanghai"))
            let answer = try await browser.post("/setup", Self.fields)
            #expect(answer.status == 303, "\(answer.text)")
            let page = try await browser.follow(answer)
            #expect(page.status == 200)
            let store = try #require(try await stage.shop.stores().first)
            #expect(store.businessDay.cutOff == 4 * 3_600)
            #expect(try await browser.get("/setup").location == "/")
        }
    }

    @Test func `the sample shop is loaded when it is asked for`() async throws {
        let wasLoaded = Mutex(false)
        let load: @Sendable (Shop) async throws -> Void = { _ in wasLoaded.withLock { $0 = true } }
        try await Stage.play(isSetUp: false, loadSample: load) { _, client in
            let browser = Browser(client)
            let page = try await browser.get("/setup")
            #expect(page.text.contains("value=\"sample\""))
            var fields = Self.fields
            fields["start"] = "sample"
            #expect(try await browser.post("/setup", fields).location == "/today?done=sample-loaded")
        }
        #expect(wasLoaded.withLock { $0 })
    }

    @Test(arguments: [
        ("storeID", ""), ("storeID", "a/b"), ("storeName", ""), ("zone", "Mars/Olympus"), ("cutOff", "25:00"),
        ("administrator", ""), ("password", "short"), ("passwordAgain", "something else 1"),
        ("password", "aaaaaaaaaaaaaaaa"),
    ])
    func `a wrong field is said and nothing is set up`(_ field: String, _ value: String) async throws {
        try await Stage.play(isSetUp: false) { stage, client in
            let browser = Browser(client)
            _ = try await browser.get("/setup")
            var fields = Self.fields
            fields[field] = value
            if field == "password" { fields["passwordAgain"] = value }
            let answer = try await browser.post("/setup", fields)
            #expect(answer.status == 422, "\(field)")
            #expect(answer.text.contains("role=\"alert\""))
            #expect(await !stage.shop.isSetUp)
        }
    }
}
