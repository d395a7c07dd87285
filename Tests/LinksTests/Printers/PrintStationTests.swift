// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Printing
import SimKit
import Synchronization
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

    @Test func `thirty-two tills share a printer that speaks to one host`() async throws {
        let shop = try await PrintShop()
        let station = try await shop.open()
        let port = try #require(station.ports["front"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for till in 0..<32 {
                group.addTask {
                    for slip in 0..<3 { try Till(port: port).send(PrintShop.slip("till \(till) slip \(slip)")) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await PrintShop.until { try await shop.tape.cutCount == 96 })
        let tape = try await shop.tape
        for till in 0..<32 {
            for slip in 0..<3 { #expect(PrintShop.count("till \(till) slip \(slip)", on: tape) == 1) }
        }
        #expect(try await PrintShop.until { shop.register.now.jobs.count == 96 })
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `with the printer unplugged a till hears the truth, and its slip comes out later`() async throws {
        let shop = try await PrintShop()
        try await shop.printer.with { $0.switchOff() }
        let station = try await shop.open()
        let till = try Till(port: try #require(station.ports["front"]))
        #expect(try await PrintShop.until { await station.printers.first?.link == .down })
        till.send([0x1B, 0x40, 0x1B, 0x3D, 0x01, 0x10, 0x04, 0x01])
        #expect(till.receive(1) == [0x1A])
        till.send(PrintShop.slip("C1") + [0x1D, 0x72, 0x01])
        #expect(till.receive(1) == [0x00])
        #expect(try await PrintShop.until { await station.printers.first?.waiting == 1 })
        try await shop.printer.with { $0.switchOn() }
        #expect(try await PrintShop.until { PrintShop.count("C1", on: try await shop.tape) == 1 })
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a person orders a copy of a slip nobody can vouch for, and it bears the mark`() async throws {
        let shop = try await PrintShop()
        let station = try await shop.open()
        #expect(try await PrintShop.until { await station.printers.first?.proof == .processID })
        try await shop.printer.with { $0.cyclePower(afterBytes: 60) }
        try Till(port: try #require(station.ports["front"])).send(PrintShop.slip("D1"))
        #expect(try await PrintShop.until { await station.printers.first?.unconfirmed == 1 })
        let job = try #require(await station.jobs().first)
        await #expect(throws: PrintStationError.missing("x")) {
            try await station.submit([], printer: "x", id: job.id)
        }
        try await station.decide(job.id, .printAgain, by: "li")
        #expect(try await PrintShop.until { PrintShop.count("D1", on: try await shop.tape) == 1 })
        let text = try await shop.tape.slips.joined().map { String(decoding: $0, as: UTF8.self) }
        #expect(text.contains { $0.contains("DUPLICATE") })
        await #expect(throws: PrintStationError.notPossible("skip")) {
            try await station.decide(job.id, .skip, by: "li")
        }
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a card number is masked before anything is kept, split as it may be`() async throws {
        let shop = try await PrintShop()
        let station = try await shop.open()
        let till = try Till(port: try #require(station.ports["front"]))
        till.send(Array("CARD 622848".utf8))
        try await Task.sleep(for: .milliseconds(60))
        till.send(Array("0402564890018\n".utf8) + [0x1D, 0x56, 0x00])
        #expect(try await PrintShop.until { shop.register.now.jobs.count == 1 })
        let job = try #require(shop.register.now.jobs.values.first)
        #expect(job.maskedNumbers == 1)
        #expect(!String(decoding: job.bytes, as: UTF8.self).contains("6228480402564890018"))
        #expect(job.bytes.count == Array("CARD 6228480402564890018\n".utf8).count + 3)
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `who is not in the list of senders is hung up on`() async throws {
        let shop = try await PrintShop()
        let rule = try #require(SenderRule("10.0.0.0/8"))
        let station = try await shop.open(try shop.settings(allowed: [rule]))
        let till = try Till(port: try #require(station.ports["front"]))
        till.send(PrintShop.slip("E1"))
        #expect(till.receive(1).isEmpty)
        #expect(shop.register.now.jobs.isEmpty)
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `one process holds the spool, and a printer that stops listening is noticed`() async throws {
        let shop = try await PrintShop()
        let station = try await shop.open()
        await #expect(throws: PrintStationError.inUse(shop.folder)) { _ = try await shop.open() }
        #expect(try await PrintShop.until { await station.printers.first?.proof == .processID })
        try await shop.printer.with { $0.set(.frozen) }
        #expect(try await PrintShop.until { await station.printers.first?.isReady == false })
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a spool whose work is done is dropped at the next start, what the printer can prove is not`()
        async throws
    {
        let shop = try await PrintShop()
        var station = try await shop.open()
        try Till(port: try #require(station.ports["front"])).send(PrintShop.slip("F1"))
        #expect(try await PrintShop.until { await station.jobs().first?.level == .confirmed })
        try await Task.sleep(for: .milliseconds(200))
        await station.stop()
        station = try await shop.open()
        #expect(await station.jobs().isEmpty)
        #expect(await station.printers.first?.proof == .processID)
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a copy nobody may order is not printed, and its order comes before its bytes`() async throws {
        let shop = try await PrintShop()
        let station = try await shop.open()
        #expect(try await PrintShop.until { await station.printers.first?.proof == .processID })
        try await shop.printer.with { $0.cyclePower(afterBytes: 60) }
        try Till(port: try #require(station.ports["front"])).send(PrintShop.slip("D2"))
        #expect(try await PrintShop.until { await station.printers.first?.unconfirmed == 1 })
        let job = try #require(await station.jobs().first)
        shop.register.mayOrder.withLock { $0 = false }
        await #expect(throws: PrintStationError.self) { try await station.decide(job.id, .printAgain, by: "li") }
        #expect(await station.jobs().first?.state == job.state)
        shop.register.mayOrder.withLock { $0 = true }
        try await station.decide(job.id, .printAgain, by: "li")
        #expect(try await PrintShop.until { PrintShop.count("D2", on: try await shop.tape) == 1 })
        let order = try #require(shop.register.orders.withLock { $0.first })
        #expect(order.by == "li" && order.of == job.id && order.reason.contains("not known to be on paper"))
        #expect(shop.register.now.jobs[order.job]?.copy == 7)
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a spool that has grown is written anew at work, and a start finds what is left`() async throws {
        let shop = try await PrintShop()
        var settings = try shop.settings()
        settings.renewalBytes = 20_000
        let station = try await shop.open(settings)
        let port = try #require(station.ports["front"])
        for number in 0..<40 { try Till(port: port).send(PrintShop.slip("N\(number)", lines: 40)) }
        #expect(try await PrintShop.until { shop.register.now.jobs.count == 40 })
        let isDone = try await PrintShop.until {
            await station.jobs().allSatisfy(\.isSettled)
        }
        #expect(isDone)
        try await shop.printer.with { $0.switchOff() }
        #expect(try await PrintShop.until { await station.printers.first?.link == .down })
        try Till(port: port).send(PrintShop.slip("last", lines: 40))
        #expect(try await PrintShop.until { shop.register.now.jobs.count == 41 })
        // The old file may still lie beside its renewal for a moment.
        #expect(try await PrintShop.until { try shop.spoolBytes < 60_000 })
        await station.stop()
        let again = try await shop.open()
        #expect(await again.jobs().contains { $0.captured.bytes == PrintShop.slip("last", lines: 40) })
        await again.stop()
        await shop.printer.stop()
    }

    @Test func `people reach a proxy that runs alone through its folder`() async throws {
        let shop = try await PrintShop()
        let station = try await shop.open()
        #expect(try await PrintShop.until { await station.printers.first?.proof == .processID })
        try await shop.printer.with { $0.cyclePower(afterBytes: 60) }
        try Till(port: try #require(station.ports["front"])).send(PrintShop.slip("D3"))
        #expect(try await PrintShop.until { await station.printers.first?.unconfirmed == 1 })
        let job = try #require(await station.jobs().first)
        let box = try DecisionBox(folder: shop.folder + "/decisions")
        let name = { (number: UInt64) in PrintJobID(milliseconds: 1, high: 0, low: number) }
        #expect(try await box.ask("list", id: name(1), waitMilliseconds: 100) == nil)
        let desk = Task { await box.serve(station) }
        let list = try #require(try await box.ask("list", id: name(2)))
        #expect(list.hasPrefix("open 1\n\(job.id) unconfirmed("))
        #expect(try await box.ask("\(job.id) dance li", id: name(3))?.hasPrefix("refused") == true)
        #expect(try await box.ask("\(job.id) onPaper li", id: name(4)) == "done \(job.id) onPaper")
        #expect(try await box.ask("\(job.id) skip li", id: name(5))?.hasPrefix("refused") == true)
        #expect(try await box.ask("list", id: name(6)) == "open 0")
        #expect(try FileManager.default.contentsOfDirectory(atPath: shop.folder + "/decisions").isEmpty)
        desk.cancel()
        await desk.value
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a till that vanishes in the middle of a slip leaves its half, and others print on`() async throws {
        var limits = CaptureLimits()
        limits.idleMilliseconds = 300
        let shop = try await PrintShop(limits: limits)
        let station = try await shop.open()
        let port = try #require(station.ports["front"])
        // Its wire stays open and silent: no goodbye ever comes.
        let ghost = try Till(port: port)
        ghost.send(Array(PrintShop.slip("ghost").prefix(40)))
        try Till(port: port).send(PrintShop.slip("alive"))
        #expect(try await PrintShop.until { PrintShop.count("alive", on: try await shop.tape) == 1 })
        #expect(try await PrintShop.until { shop.register.now.jobs.values.contains { $0.ending == .idle } })
        await station.stop()
        await shop.printer.stop()
        _ = ghost
    }
}
