// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import ESCPOS
import Foundation
import Logging
import Printing
import Receipts
import Store
import Tender

/// Prints a copy with the shop's printers, in a process that holds the shop for itself.
struct CopyAtHand {
    let shop: Shop
    let data: String

    func print(_ id: String, on printer: String, reason: String, wait: Int) async throws -> CopyOutcome {
        let receipt = try await receipt(id)
        let asked = try await shop.receipt(receipt, in: .all)
        let original =
            if let first = asked.record.original { try await shop.receipt(first, in: .all) } else { asked }
        guard let target = try await shop.printerRecords().first(where: { $0.name == printer }),
            !target.address.isEmpty
        else { throw StoreError.invalid("--printer: there is none of this name in use") }
        let clock = SystemClock()
        let zone = try await shop.calendar(of: original.record.store ?? target.store).zone
        let profile = try await profile(of: original.record.printer)
        let mark = { (number: Int) throws -> [UInt8] in
            do {
                return try DuplicateMark.apply(
                    to: original.bytes, copy: number, at: "\(zone.civil(at: clock.now()))",
                    by: Actor.commandLine.name, profile: profile)
            } catch {
                throw StoreError.invalid("copy: \(error)")
            }
        }
        // A request that could only fail is not kept.
        _ = try mark(2)
        let job = PrintJobID(
            milliseconds: clock.now().milliseconds, high: UInt16.random(in: .min ... .max),
            low: UInt64.random(in: .min ... .max))
        let copy = try await shop.askForCopy(
            of: original.record.id, job: job, printer: printer, reason: reason, in: .all, by: .commandLine)
        let floor = PrintFloor(
            shop: shop, folder: "\(data)/prints", clock: clock, logger: Logger(label: "counterfoil"),
            onFatal: { exit(ExitReason.unreachable.rawValue) }, isListening: false)
        await floor.open()
        do {
            try await floor.submit(
                CapturedJob(
                    id: job, printer: printer, sender: "", startedAt: clock.now(), endedAt: clock.now(),
                    ending: .closed, bytes: try mark(copy.copy), maskedNumbers: original.record.maskedNumbers,
                    copy: copy.copy, original: original.record.id))
        } catch {
            await floor.close()
            throw StoreError.unreachable("printer \(printer) did not take the copy; nothing was printed: \(error)")
        }
        let outcome = await watch(job, copy.copy, wait: wait)
        await floor.close()
        return outcome
    }

    /// Looks every tenth of a second until it is known, or the time is over.
    private func watch(_ job: PrintJobID, _ copy: Int, wait: Int) async -> CopyOutcome {
        var outcome = CopyOutcome(job: job.text, copy: copy, report: .captured, level: "E0", fault: nil)
        for _ in 0...(wait * 10) {
            if let record = try? await shop.receipt(job, in: .all).record {
                outcome = CopyOutcome(
                    job: job.text, copy: copy, report: record.report, level: record.level.name,
                    fault: record.fault?.rawValue)
                let isOneWay = (try? await shop.printerStates(in: .all))?
                    .contains { $0.record.name == record.printer && $0.condition?.proof == .oneWay }
                if outcome.isSettled || (record.level >= .accepted && isOneWay == true) { return outcome }
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return outcome
    }

    private func receipt(_ id: String) async throws -> PrintJobID {
        if let receipt = PrintJobID(id.uppercased()) { return receipt }
        guard id.hasPrefix("T") else { throw StoreError.invalid("‘\(id)’ is neither a receipt nor a transaction") }
        return try await shop.receiptRecord(of: id, in: .all, by: .commandLine)
    }

    private func profile(of printer: String) async throws -> Profile {
        let record = try await shop.printerRecords().first { $0.name == printer }
        return record.flatMap { Profile(named: $0.profile) } ?? .standard
    }
}
