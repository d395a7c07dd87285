// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Printing
import SimKit
import Testing

@testable import Links

/// The spool's folder, as a crash may leave it.
@Suite(.serialized) struct SpoolFolderTests {
    /// A shop whose printer is off, with one slip waiting, and the station stopped.
    static func waiting() async throws -> PrintShop {
        let shop = try await PrintShop()
        try await shop.printer.with { $0.switchOff() }
        let station = try await shop.open()
        try Till(port: try #require(station.ports["front"])).send(PrintShop.slip("A"))
        #expect(try await PrintShop.until { await station.jobs().count == 1 })
        await station.stop()
        return shop
    }

    @Test func `a crash between the two renamings leaves the new spool, and it takes its name`() async throws {
        let shop = try await Self.waiting()
        try FileManager.default.moveItem(atPath: shop.folder + "/spool", toPath: shop.folder + "/spool-next")
        let station = try await shop.open()
        #expect(await station.jobs().map(\.captured.bytes) == [PrintShop.slip("A")])
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a crash before them leaves the old spool, and the unfinished one goes`() async throws {
        let shop = try await Self.waiting()
        try FileManager.default.createDirectory(atPath: shop.folder + "/spool-next", withIntermediateDirectories: true)
        try Data("torn".utf8).write(to: URL(filePath: shop.folder + "/spool-next/segment-0000000001.journal"))
        let station = try await shop.open()
        #expect(await station.jobs().map(\.captured.bytes) == [PrintShop.slip("A")])
        #expect(!FileManager.default.fileExists(atPath: shop.folder + "/spool-next"))
        await station.stop()
        await shop.printer.stop()
    }

    @Test func `a spool that was changed is refused, and nothing is printed from it`() async throws {
        let shop = try await Self.waiting()
        let path = shop.folder + "/spool/segment-0000000001.journal"
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[120] ^= 0x01
        try bytes.write(to: URL(filePath: path))
        let settings = try shop.settings()
        var refusal: PrintStationError?
        do throws(PrintStationError) {
            _ = try await PrintStation.start(settings, register: shop.register)
        } catch {
            refusal = error
        }
        if case .damaged = refusal {} else { Issue.record("\(String(describing: refusal))") }
        await shop.printer.stop()
    }
}
