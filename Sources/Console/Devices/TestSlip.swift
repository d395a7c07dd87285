// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Logging
import Printing
import Store
import Tender

/// A slip that says nothing but that the printer prints: for after a repair, and for a technician.
struct TestSlip: Sendable {
    let site: Site

    /// - Throws: `Refusal` when there is no such printer, or it did not take the slip.
    func print(on name: String, by person: Person, in scope: StoreScope) async throws {
        guard let desk = site.options.printDesk else { throw Refusal.conflict("no printer is connected here") }
        let state = try await site.shop.printerStates(in: scope).first { $0.record.name == name }
        guard let record = state?.record, !record.address.isEmpty else { throw Refusal.notFound }
        let now = site.options.clock.now()
        let zone = try await Clockwork(site).zone(of: record.store)
        let bytes = try Self.bytes(printer: name, at: zone.civil(at: now), by: person.displayName)
        let job = CapturedJob(
            id: CopyPrinting.newJob(at: now), printer: name, sender: "", startedAt: now, endedAt: now, ending: .closed,
            bytes: bytes, maskedNumbers: 0, copy: 1, original: nil)
        do {
            try await desk.submit(job)
        } catch {
            site.logger.error("test slip refused", metadata: ["printer": "\(name)", "error": "\(type(of: error))"])
            throw Refusal.busy("printer \(name) did not take the test slip; nothing was printed")
        }
    }

    /// Every printer prints it: letters and digits alone, and a cut.
    static func bytes(printer: String, at time: CivilTime, by person: String) throws -> [UInt8] {
        var slip = Encoder()
        slip.initialise()
        slip.text("TEST SLIP - NOT A RECEIPT\n".utf8)
        slip.text("PRINTER \(ascii(printer))\n\(time.date) \(time.clock)\nBY \(ascii(person))\n".utf8)
        slip.text("0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ\n\n\n\n".utf8)
        slip.cut(.partial)
        return slip.bytes
    }

    private static func ascii(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.isASCII && $0.value >= 32 ? Character($0) : "?" })
    }
}
