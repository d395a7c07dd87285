// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Store
import Synchronization
import Tender

extension Stage {
    static let receipt = PrintJobID(milliseconds: 1_795_161_000_000, high: 0, low: 1)

    /// Keeps a slip of the sale of ``sell``, as a print proxy would.
    @discardableResult
    func keepSlip(
        _ id: PrintJobID = Stage.receipt, amount: String = "58.00", store: StoreID = "N1",
        reference: String = "115888880001", text: String = Stage.slip, bytes: [UInt8]? = nil, speaks: Bool = true
    ) async throws -> PrintJobID {
        if try await !shop.printerRecords().contains(where: { $0.name == "front-\(store)" }) {
            try await shop.putPrinter(
                PrinterRecord(name: "front-\(store)", store: store, address: "192.0.2.7:9100"), by: .system)
        }
        var facts = Facts(type: .sale)
        facts.amount = try Money(text: amount)
        facts.store = store
        facts.terminal = "T0000001"
        facts.reference = ReferenceNumber(reference)
        facts.voucher = "004321"
        facts.card = MaskedPAN(bin: "622200", last4: "1234")
        facts.occurredAt = CivilTime(text: "2026-11-20 15:03:00")
        let job = CapturedJob(
            id: id, printer: "front-\(store)", sender: "192.0.2.20", startedAt: clock.now(), endedAt: clock.now(),
            ending: .cut, bytes: bytes ?? Array("\u{1B}@\(text)\u{1D}V\u{0}".utf8))
        let reading = SlipReading(
            text: text, encoding: "utf-8", confidence: 96, isCutShort: false, facts: speaks ? facts : nil,
            factsConfidence: 95)
        try await shop.keepReceipt(job, reading: reading, by: .system)
        return id
    }

    /// A sale with its slip and the code under which its customer finds it.
    func soldWithCode(_ amount: String = "58.00") async throws -> String {
        try await sell(amount, store: "N1", reference: "115888880001")
        return try await shop.pickupCode(for: keepSlip(amount: amount), in: .all, by: .system).text
    }

    static let slip = """
        North
        MERCHANT NAME: NORTH MART
        TERMINAL: T0000001
        AMOUNT: RMB 58.00
        <script>alert(1)</script> & "thanks"

        """

    /// What became of a receipt's slip, by the names of its steps.
    func steps(_ id: PrintJobID = Stage.receipt) async throws -> [ReceiptStep.Kind] {
        try await shop.receipt(id, in: .all).steps.map(\.kind)
    }
}

/// A print desk that only remembers.
final class QuietDesk: PrintDesk {
    struct OutOfOrder: Error {}

    private struct Memory {
        var jobs: [CapturedJob] = []
        var decisions: [(PrintEvent.Decision, PrintJobID, String)] = []
    }

    private let memory = Mutex(Memory())
    let isBroken: Bool

    init(isBroken: Bool = false) { self.isBroken = isBroken }

    func submit(_ job: CapturedJob) async throws {
        if isBroken { throw OutOfOrder() }
        memory.withLock { $0.jobs.append(job) }
    }

    func decide(_ decision: PrintEvent.Decision, on job: PrintJobID, by person: String) async throws {
        if isBroken { throw OutOfOrder() }
        memory.withLock { $0.decisions.append((decision, job, person)) }
    }

    var jobs: [CapturedJob] { memory.withLock { $0.jobs } }
    var decisions: [(PrintEvent.Decision, PrintJobID, String)] { memory.withLock { $0.decisions } }
}
