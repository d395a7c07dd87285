// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import SimKit
import Testing

@testable import Links

/// Tills, the station and a printer over real sockets.
@Suite(.serialized) struct PrintStationTests {
    @Test func `a slip goes through to paper and the device proves it`() async throws {
        let shop = try await PrintShop()
        let station = try await shop.open()
        let port = try #require(station.ports["front"])
        let slip = PrintShop.slip("A1")
        try Till(port: port).send(slip)
        #expect(try await PrintShop.until { shop.register.now.order.first.map(shop.register.level) == .confirmed })
        let job = try #require(shop.register.now.jobs.values.first)
        #expect(job.bytes == slip)
        #expect(job.ending == .cut)
        let tape = try await shop.tape
        #expect(PrintShop.count("A1", on: tape) == 1)
        #expect(await station.printers.first?.proof == .processID)
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `paper runs out in a slip, the station is restarted, paper is loaded: one slip, and nobody was lied to`()
        async throws
    {
        let shop = try await PrintShop()
        var station = try await shop.open()
        try await shop.printer.with { $0.set(.paperOut, afterLines: 3) }
        try Till(port: try #require(station.ports["front"])).send(PrintShop.slip("B1"))
        #expect(try await PrintShop.until { await station.printers.first?.unconfirmed == 1 })
        #expect(await station.printers.first?.paper == .out)
        try Till(port: try #require(station.ports["front"])).send(PrintShop.slip("B2"))
        #expect(try await PrintShop.until { await station.printers.first?.waiting == 1 })
        await station.stop()

        station = try await shop.open()
        #expect(await station.jobs().map(\.state) == [.unconfirmed(.paperOut), .waiting])
        try await shop.printer.with { $0.clear(.paperOut) }
        #expect(try await PrintShop.until { PrintShop.count("B2", on: try await shop.tape) == 1 })
        let tape = try await shop.tape
        #expect(PrintShop.count("B1", on: tape) == 1)
        let first = try #require(shop.register.now.order.first)
        let level = shop.register.level(first)
        // The answer went to a connection that is no more: a person looks, or the answer still came.
        #expect(await station.jobs().first?.state == (level.isPrinted ? .proven : .unconfirmed(.paperOut)))
        await station.stop()
        await shop.printer.stop()
    }
}
