// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import ESCPOS
import Printing
import Receipts
import Store
import Tender

/// The sample shop's printers, and the slips of its last day: most came out, a few tell what can go wrong.
enum SampleReceipts {
    /// Port on this machine at which a till can print to the sample shop.
    static let port = 19_100

    static let printers = [
        PrinterRecord(
            name: "front-1", store: "S01", address: PrintFloor.simulated + "confirming", listenPort: port,
            failOver: "front-2"),
        PrinterRecord(name: "front-2", store: "S01", address: PrintFloor.simulated + "one-way"),
        PrinterRecord(name: "bar-1", store: "S02", address: PrintFloor.simulated + "fence"),
        PrinterRecord(name: "bar-2", store: "S02", address: PrintFloor.simulated + "one-way"),
    ]

    /// What became of a slip, by its place among the day's.
    private enum Fate: CaseIterable {
        case paperOut, unknown, cutShort, copiedThrice, phone, tooOld, lost, notTheirs, byHand, fine
    }

    private static let slipsOfStore = 20

    static func load(into shop: Shop) async throws {
        for printer in printers {
            try await shop.putPrinter(printer, by: .sample)
            var condition = PrinterCondition(printer: printer.name, changedAt: Instant(milliseconds: 0))
            condition.link = .up
            condition.paper = .loaded
            condition.proof =
                switch printer.address.dropFirst(PrintFloor.simulated.count) {
                case "one-way": .oneWay
                case "fence": .fence
                default: .processID
                }
            try await shop.show(condition, by: .sample)
        }
        for store in try await shop.stores() where ["S01", "S02"].contains(store.id.text) {
            try await load(into: shop, store: store)
        }
    }

    /// The newest sales of a store that are in order and whose slip the till says it printed.
    private static func load(into shop: Shop, store: StoreRecord) async throws {
        var filter = TransactionFilter()
        filter.type = .sale
        filter.money = "charged"
        filter.store = store.id
        let page = try await shop.transactions(filter, in: .all, cursor: nil, limit: 200)
        let plain = page.elements.filter { $0.codes.isEmpty && $0.slip == .issued && $0.believed.occurredAt != nil }
        for (index, summary) in plain.prefix(slipsOfStore).enumerated() {
            // Fates are spread over both stores, one every other slip.
            let place = index / 2 + (store.id == "S01" ? 0 : Fate.allCases.count / 2)
            let fate = index % 2 == 1 && index / 2 < Fate.allCases.count / 2 ? Fate.allCases[place] : .fine
            try await print(summary.believed, fate, index, of: store, in: shop)
        }
    }

    private static func print(
        _ facts: Facts, _ fate: Fate, _ index: Int, of store: StoreRecord, in shop: Shop
    ) async throws {
        guard let slip = Slip(facts, shopName: store.name, contact: store.contact), let time = facts.occurredAt else {
            return
        }
        let printer = facts.store == "S02" ? (fate == .fine ? "bar-2" : "bar-1") : "front-1"
        let at = Zone.shanghai.instant(of: time).adding(milliseconds: 2_000)
        let id = PrintJobID(milliseconds: at.milliseconds, high: UInt16(clamping: index), low: 58)
        var bytes = slip.encode(copy: .cardholder, paper: .mm80)
        // A logo whose picture the till never finished.
        if fate == .cutShort {
            bytes = Array(bytes.dropLast(12)) + [0x1D, 0x76, 0x30, 0x00, 0x48, 0x00, 0x40, 0x00, 0xFF]
        }
        let job = CapturedJob(
            id: id, printer: printer, sender: "192.168.1.21", startedAt: at, endedAt: at.adding(milliseconds: 400),
            ending: fate == .cutShort ? .closed : .cut, bytes: bytes)
        let reading = SlipReading(bytes, profile: .standard, store: facts.store)
        try await shop.keepReceipt(job, reading: reading, by: .sample)
        let story = SampleSlipStory(job: job, reading: reading, shop: shop)
        switch fate {
        case .fine: try await story.printed(by: printer)
        case .paperOut: try await story.tell([.held(.paperOut)])
        case .unknown: try await story.tell([.reached(.accepted), .unconfirmed(.linkLost)])
        case .tooOld: try await story.tell([.held(.coverOpen), .expired])
        case .cutShort: try await story.tell([.reached(.accepted), .reached(.fenced)])
        case .copiedThrice:
            try await story.printed(by: printer)
            for copy in 2...4 { try await story.copied(copy) }
        case .lost:
            try await story.printed(by: printer)
            try await shop.report(.reported(.lost), of: id, in: .all, by: .sample)
        case .phone:
            try await story.tell([.held(.paperOut)])
            _ = try await shop.pickupCode(for: id, in: .all, by: .sample)
        case .notTheirs:
            try await story.printed(by: printer)
            _ = try await shop.pickupCode(for: id, in: .all, by: .sample)
            try await shop.report(.reported(.notMine), of: id, in: .all, by: .sample)
        case .byHand:
            try await story.tell([.held(.paperOut)])
            try await shop.report(.handwritten("HW0000017"), of: id, in: .all, by: .sample)
        }
    }
}

/// Tells what became of one slip of the sample.
private struct SampleSlipStory {
    let job: CapturedJob
    let reading: SlipReading
    let shop: Shop

    func tell(_ kinds: [PrintEvent.Kind], of id: PrintJobID? = nil) async throws {
        for (index, kind) in kinds.enumerated() {
            let at = job.endedAt.adding(milliseconds: Int64(index + 1) * 600)
            try await shop.notePrint(
                PrintEvent(job: id ?? job.id, number: index + 1, at: at, kind: kind), by: .sample)
        }
    }

    func printed(by printer: String) async throws {
        switch printer {
        case "front-1": try await tell([.reached(.accepted), .reached(.confirmed)])
        case "bar-1": try await tell([.reached(.accepted), .reached(.fenced)])
        default: try await tell([.reached(.accepted)])
        }
    }

    func copied(_ number: Int) async throws {
        let at = job.endedAt.adding(milliseconds: Int64(number) * 240_000)
        let id = PrintJobID(milliseconds: at.milliseconds, high: UInt16(clamping: number), low: 59)
        _ = try await shop.askForCopy(
            of: job.id, job: id, printer: job.printer, reason: "顾客说没拿到 customer has none", in: .all, by: .sample)
        let bytes = (try? DuplicateMark.apply(to: job.bytes, copy: number, at: "", by: "李婷")) ?? job.bytes
        try await shop.keepReceipt(
            CapturedJob(
                id: id, printer: job.printer, sender: "", startedAt: at, endedAt: at, ending: .closed, bytes: bytes,
                copy: number, original: job.id), reading: reading, by: .sample)
        try await tell([.reached(.accepted), .reached(.confirmed)], of: id)
    }
}
