// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/printers`: which printers there are, and what each says of itself.
enum ApiPrinters {
    private struct PrinterBody: Decodable {
        let store: String
        let address: String
        let listenPort: Int?
        let profile: String?
        let ageLimitMinutes: Int?
        let failOver: String?
        let senders: [String]?
    }

    static func route(_ gate: inout Gate) {
        gate.api(
            "/api/v1/printers", needs: .viewPrinters,
            Operation(
                "listPrinters", "Printers with their lamps and what waits before each",
                answer: Operation.page(of: "Printer"))
        ) { call in
            let shape = ReceiptShape(clock: try await Clockwork(call.site))
            let states = try await call.shop.printerStates(in: call.stores)
            return .json(ShopShape.list(states.map(shape.printer), next: nil))
        }
        gate.apiWrite(
            .put, "/api/v1/printers/{name}", needs: .changePrinters,
            Operation(
                "putPrinter", "Set a printer up, or change the one of this name",
                parameters: [.path("name", "Letters, digits, - _ .")], body: .json(Schemas.reference("NewPrinter")),
                answer: .json(Schemas.reference("Printer")), problems: [404, 415, 422])
        ) { call, body in
            let printer = try await record(call.parameters.require("name"), body.decode(PrinterBody.self), call)
            try await call.shop.putPrinter(printer, by: call.actor)
            let states = try await call.shop.printerStates(in: call.stores)
            guard let state = states.first(where: { $0.record.name == printer.name }) else { throw Refusal.notFound }
            return (.ok, ReceiptShape(clock: try await Clockwork(call.site)).printer(state))
        }
    }

    /// Nobody sets up or takes away a printer of a store that is not theirs.
    private static func record(_ name: String, _ body: PrinterBody, _ call: Call) async throws -> PrinterRecord {
        guard let store = try await call.storesInReach().first(where: { $0.id.text == body.store }) else {
            throw Refusal.invalid("store: there is no such store")
        }
        let known = try await call.shop.printerRecords()
        if let present = known.first(where: { $0.name == name }), !call.reach.covers(present.store) {
            throw Refusal.notFound
        }
        guard body.address.isEmpty || isEndpoint(body.address) else { throw Refusal.invalid("address: HOST:PORT") }
        let profile = body.profile ?? "standard"
        guard Profile(named: profile) != nil else { throw Refusal.invalid("profile: there is none of this name") }
        let other = body.failOver ?? ""
        guard other.isEmpty || known.contains(where: { $0.name == other && $0.name != name }) else {
            throw Refusal.invalid("failOver: there is no such printer")
        }
        return PrinterRecord(
            name: name, store: store.id, address: body.address, listenPort: body.listenPort ?? 0, profile: profile,
            ageLimitMinutes: body.ageLimitMinutes ?? 10, failOver: other, senders: body.senders ?? [])
    }

    /// `HOST:PORT` with a port from 1 to 65535.
    static func isEndpoint(_ address: String) -> Bool {
        let isPlain = address.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:[]".contains($0)) }
        guard isPlain, let name = HostName.name(of: address), name.utf8.count < address.utf8.count - 1,
            let port = address.split(separator: ":").last.flatMap({ UInt16($0) })
        else { return false }
        return port > 0
    }
}
