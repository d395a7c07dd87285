// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Charges
import Printing
import Store
import Synchronization
import Tender

/// A print desk that remembers what was handed in, and refuses what a test wants refused.
final class RecordingDesk: PrintDesk {
    struct Refused: Error {}

    struct Decision: Sendable, Equatable {
        let choice: PrintEvent.Decision
        let job: PrintJobID
        let person: String
    }

    private let handed = Mutex<[CapturedJob]>([])
    private let made = Mutex<[Decision]>([])
    let takes: Bool

    init(takes: Bool = true) { self.takes = takes }

    var jobs: [CapturedJob] { handed.withLock { $0 } }
    var decisions: [Decision] { made.withLock { $0 } }

    func submit(_ job: CapturedJob) async throws {
        guard takes else { throw Refused() }
        handed.withLock { $0.append(job) }
    }

    func decide(_ decision: PrintEvent.Decision, on job: PrintJobID, by person: String) async throws {
        guard takes else { throw Refused() }
        made.withLock { $0.append(Decision(choice: decision, job: job, person: person)) }
    }
}

extension Stage {
    static func job(_ number: UInt64) -> PrintJobID {
        PrintJobID(milliseconds: TestClock.start.milliseconds, high: 0, low: number)
    }

    /// A printer in the northern store, and one in the southern.
    func printers() async throws {
        let all: [(String, StoreID, Int)] = [("north-1", "N1", 9_101), ("south-1", "S1", 9_102)]
        for (name, store, port) in all {
            try await shop.putPrinter(
                PrinterRecord(name: name, store: store, address: "192.0.2.7:9100", listenPort: port), by: .system)
        }
    }

    /// A captured slip of a card sale, or a kitchen ticket.
    @discardableResult
    func capture(
        _ number: UInt64, on printer: String = "north-1", amount: String = "58.00",
        reference: String = "112015030001", isPayment: Bool = true, copyOf original: PrintJobID? = nil, copy: Int = 1,
        text: String = "和平路店 <b>x</b>\n金额 RMB 58.00\n"
    ) async throws -> PrintJobID {
        let id = Self.job(number)
        let now = clock.now()
        let bytes = Array("\u{1B}@RMB 58.00\n".utf8)
        let job = CapturedJob(
            id: id, printer: printer, sender: "192.0.2.20", startedAt: now, endedAt: now, ending: .cut, bytes: bytes,
            maskedNumbers: 1, copy: copy, original: original)
        var facts = Facts(type: .sale)
        facts.amount = try Money(text: amount)
        facts.store = printer == "north-1" ? "N1" : "S1"
        facts.terminal = "T0000001"
        facts.reference = ReferenceNumber(reference)
        facts.occurredAt = CivilTime(text: "2026-11-20 15:03:07")
        let reading = SlipReading(
            text: text, encoding: "gb18030", confidence: 96, isCutShort: false, facts: isPayment ? facts : nil,
            factsConfidence: 95)
        try await shop.keepReceipt(job, reading: reading, by: .system)
        return id
    }

    func note(_ kind: PrintEvent.Kind, _ number: Int, on job: PrintJobID) async throws {
        try await shop.notePrint(
            PrintEvent(job: job, number: number, at: clock.now(), kind: kind), by: .system)
    }

    func show(_ printer: String, _ change: (inout PrinterCondition) -> Void) async throws {
        var condition = PrinterCondition(printer: printer, changedAt: clock.now())
        condition.link = .up
        change(&condition)
        try await shop.show(condition)
    }
}
