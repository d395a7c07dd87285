// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Logging
import Printing
import Receipts
import Store
import Tender

/// Prints a marked copy of a receipt (重打印): the one way to one, for pages and for programs.
///
///     original's bytes ─▶ request, durable ─▶ mark n, time, person ─▶ print desk ─▶ told by the register
///
/// A request is kept before the first byte leaves, so two clicks can never give two unmarked or equal copies.
struct CopyPrinting: Sendable {
    /// A copy that was handed to the printers.
    struct Copy: Sendable, Equatable {
        let job: PrintJobID
        /// 2 for the first copy.
        let number: Int
    }

    let site: Site

    /// Prints a copy of a receipt, of its original when it is a copy itself.
    ///
    /// - Parameters:
    ///   - printer: name of one of the printers in reach.
    ///   - reason: why; kept for ever.
    ///   - person: who asks: name in the journal, and on the paper.
    ///   - language: of the mark's small words; the mark itself carries both.
    /// - Throws: `StoreError.conflict` that names the copy under way; `Refusal` when there is no printer or it
    ///   could not take the slip, in which case nothing comes out.
    func print(
        copyOf receipt: PrintJobID, on printer: String, reason: String, by person: Person, in scope: StoreScope,
        language: Language
    ) async throws -> Copy {
        guard let desk = site.options.printDesk else { throw Refusal.conflict("no printer is connected here") }
        let asked = try await site.shop.receipt(receipt, in: scope)
        let record = try await self.printer(printer, in: scope)
        let original =
            if let id = asked.record.original { try await site.shop.receipt(id, in: scope) } else { asked }
        let now = site.options.clock.now()
        let zone = try await Clockwork(site).zone(of: original.record.store ?? record.store)
        let profile = try await site.profile(of: original.record.printer)
        let mark = { (copy: Int) in
            try CopyMark.apply(
                to: original.bytes, profile: profile, copy: copy, at: "\(zone.civil(at: now))", by: person.displayName,
                language: language)
        }
        // A request that could only fail is not kept.
        _ = try mark(2)
        let job = Self.newJob(at: now)
        let copy = try await site.shop.askForCopy(
            of: original.record.id, job: job, printer: record.name, reason: reason, in: scope,
            by: Actor(name: person.name))
        let bytes = try mark(copy.copy)
        let captured = CapturedJob(
            id: job, printer: record.name, sender: "", startedAt: now, endedAt: now, ending: .closed, bytes: bytes,
            maskedNumbers: original.record.maskedNumbers, copy: copy.copy, original: original.record.id)
        do {
            try await desk.submit(captured)
        } catch {
            site.logger.error("copy refused", metadata: ["printer": "\(record.name)", "error": "\(type(of: error))"])
            throw Refusal.busy("printer \(record.name) did not take the copy; nothing was printed")
        }
        return Copy(job: job, number: copy.copy)
    }

    /// A printer in reach that is in use.
    private func printer(_ name: String, in scope: StoreScope) async throws -> PrinterRecord {
        let found = try await site.shop.printerStates(in: scope).first { $0.record.name == name }?.record
        guard let found, !found.address.isEmpty else { throw Refusal.invalid("printer: there is none of this name") }
        return found
    }

    /// A name for a job that begins now.
    static func newJob(at now: Instant) -> PrintJobID {
        PrintJobID(
            milliseconds: now.milliseconds, high: UInt16.random(in: .min ... .max),
            low: UInt64.random(in: .min ... .max))
    }
}
