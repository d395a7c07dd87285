// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import ESCPOS
import Foundation
import Links
import Printing
import Receipts
import Rendering
import SimKit
import Store
import Tender
import Testing

/// From a sale without a slip to paper, with a name that printers do not have.
@Suite struct `A shop whose name printers lack` {
    @Test func `gets its composed slip with the name as dots, on paper`() async throws {
        let tape = try await Self.print(dots: ReceiptRenderer())
        #expect(!Self.lines(tape).contains { $0.contains("□") })
        #expect(Self.bands(tape) == 1)
        #expect(Self.lines(tape).contains { $0.contains("58.00") })
    }

    @Test func `still gets a slip where nothing can draw, with a box in the name`() async throws {
        let tape = try await Self.print(dots: nil)
        #expect(Self.lines(tape).contains { $0.contains("□野家") })
        #expect(Self.bands(tape) == 0)
    }

    /// Sells, composes, hands the slip to the station, and gives back what came out of the printer.
    private static func print(dots: (any SlipDots)?) async throws -> PaperTape {
        let folder = FileManager.default.temporaryDirectory.appending(path: "counterfoil-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        var options = ShopOptions()
        options.slipDots = dots
        let shop = try await Shop.open(directory: path, clock: TestClock(), options: options)
        let north = StoreRecord(id: "N1", name: "𠮷野家(人民路店)", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(north, by: .system)
        var facts = Facts(type: .sale)
        (facts.status, facts.printed, facts.store) = (.approved, true, "N1")
        facts.amount = try Money(text: "58.00")
        facts.reference = ReferenceNumber("123456789012")
        facts.occurredAt = CivilTime(text: "2026-11-20 15:03:00")
        let sold = Observation(
            source: .till, origin: Origin(name: "test"), recordedAt: TestClock.start, facts: facts)
        let number = try #require(try await shop.record([sold], by: .system).transactions.first)
        let receipt = try await shop.receiptRecord(of: number, in: .all, by: .system)
        let bytes = try await shop.receipt(receipt, in: .all).bytes
        await shop.close()
        return try await onPaper(bytes, receipt, folder: path)
    }

    private static func onPaper(_ bytes: [UInt8], _ receipt: PrintJobID, folder: String) async throws -> PaperTape {
        let printer = try await VirtualPrinterServer.start(SimulatedPrinter(instant), port: 0)
        let address = try #require(ListenAddress("127.0.0.1:\(printer.port)"))
        let front = PrinterSettings(name: "front", listen: [], address: address)
        let clock = TestClock()
        let station = try await PrintStation.start(
            PrintSettings(folder: "\(folder)/prints", printers: [front], now: { clock.now() }), register: NoRegister())
        try await station.submit(bytes, printer: "front", id: receipt, copy: 1, original: nil)
        for _ in 0..<1_000 where try await printer.with({ $0.tape.cutCount }) == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        let tape = try await printer.with { $0.tape }
        await station.stop()
        await printer.stop()
        return tape
    }

    private static var instant: PrinterMake {
        var make = PrinterMake()
        make.startMilliseconds = 0
        return make
    }

    private static func lines(_ tape: PaperTape) -> [String] { Printout.read(tape.bytes, profile: .standard).lines }

    private static func bands(_ tape: PaperTape) -> Int {
        tape.pieces.count { if case .image = $0 { true } else { false } }
    }
}

/// Keeps nothing: the paper alone is looked at.
private struct NoRegister: PrintRegister {
    func keep(_ job: CapturedJob) async throws {}
    func note(_ event: PrintEvent) async throws {}
    func show(_ condition: PrinterCondition) async {}
}
