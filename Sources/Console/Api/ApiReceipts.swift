// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import NIOCore
import Printing
import Store
import Tender

/// `/api/v1/receipts`: what was printed or should have been, and what becomes of it.
enum ApiReceipts {
    private struct CopyBody: Decodable {
        let printer: String
        let reason: String
    }

    private struct ReportBody: Decodable {
        let kind: String
        let number: String?
    }

    private struct DecisionBody: Decodable {
        let decision: String
    }

    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/receipts", needs: .viewReceipts, list) { call in
            let query = Query(call.visit.query)
            let page = try await ReceiptLookup(call).list(
                filter(query), cursor: query["cursor"], limit: limit(query))
            let shape = ReceiptShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(page.elements.map(shape.record), next: page.nextCursor))
        }
        gate.api("/api/v1/receipts/{id}", needs: .viewReceipts, one) { call in
            let detail = try await asked(call)
            return .json(ReceiptShape(clock: try await Clockwork(call.site)).detail(detail))
        }
        gate.api("/api/v1/receipts/{id}/content", needs: .viewReceipts, content) { call in
            try await content(of: asked(call), call)
        }
        routeHanding(&gate)
        routeCodes(&gate)
    }

    private static func routeHanding(_ gate: inout Gate) {
        gate.apiWrite(.post, "/api/v1/receipts/{id}/copies", needs: .handReceipts, copies) { call, body in
            let wish = try body.decode(CopyBody.self)
            let receipt = try await asked(call).record
            let copy = try await CopyPrinting(site: call.site).print(
                copyOf: receipt.id, on: wish.printer, reason: wish.reason, by: call.person, in: call.stores,
                language: call.visit.language)
            return (.created, ["job": .text(copy.job.text), "copy": .integer(Int64(copy.number))])
        }
        gate.apiWrite(.post, "/api/v1/receipts/{id}/reports", needs: .handReceipts, reports) { call, body in
            let told = try body.decode(ReportBody.self)
            let receipt = try await asked(call).record
            try await call.shop.report(kind(told), of: receipt.id, in: call.stores, by: call.actor)
            return (.created, ["transaction": JSON(receipt.transaction)])
        }
        gate.apiWrite(.post, "/api/v1/receipts/{id}/decision", needs: .handReceipts, decision) { call, body in
            let told = try body.decode(DecisionBody.self).decision
            guard let decision = PrintEvent.Decision(rawValue: told) else { throw Refusal.invalid("decision") }
            let receipt = try await asked(call).record
            guard receipt.needsPerson || receipt.isWaiting else {
                throw Refusal.conflict("nothing is to be decided: it is \(receipt.report.rawValue)")
            }
            guard let desk = call.site.options.printDesk else {
                throw Refusal.conflict("no printer is connected here")
            }
            do {
                try await desk.decide(decision, on: receipt.id, by: call.person.name)
            } catch {
                throw Refusal.conflict("the printers no longer wait for this slip")
            }
            return (.accepted, ["id": .text(receipt.id.text), "decision": .text(decision.rawValue)])
        }
    }

    private static func routeCodes(_ gate: inout Gate) {
        gate.apiWrite(.post, "/api/v1/receipts/{id}/code", needs: .handReceipts, code) { call, _ in
            let receipt = try await asked(call).record
            let code = try await call.shop.pickupCode(for: receipt.id, in: call.stores, by: call.actor)
            return (.created, ["code": .text(code.text), "address": .text(call.receiptAddress(of: code.text))])
        }
        gate.on(.delete, "/api/v1/receipts/{id}/code/{code}", needs: .handReceipts) { call in
            try Gate.checkProgram(call)
            let receipt = try await asked(call).record
            guard let code = PickupCode(try call.parameters.require("code")) else { throw Refusal.notFound }
            try await call.shop.revoke(code, of: receipt.id, in: call.stores, by: call.actor)
            return Response(status: .noContent)
        }
        gate.describe(revoke)
    }

    private static func asked(_ call: Call) async throws -> ReceiptDetail {
        try await ReceiptLookup(call).detail(call.parameters.require("id"))
    }

    private static func kind(_ told: ReportBody) throws -> DeliveryEvent.Kind {
        if told.kind == "handwritten" {
            guard let number = told.number else { throw Refusal.invalid("number: of the receipt written by hand") }
            return .handwritten(number)
        }
        guard let word = DeliveryEvent.CustomerWord(rawValue: told.kind) else { throw Refusal.invalid("kind") }
        return .reported(word)
    }
}

extension ApiReceipts {
    static let limitMax = 200

    private static func filter(_ query: Query) throws -> ReceiptFilter {
        guard !query.isBroken else { throw Refusal.malformed("a parameter is not UTF-8") }
        var filter = ReceiptFilter()
        filter.printer = query["printer"]
        filter.text = query["q"]
        if let store = query["store"] {
            guard let id = StoreID(store) else { throw Refusal.malformed("store is unknown") }
            filter.store = id
        }
        if let report = query["report"] {
            guard let known = SlipReport(rawValue: report) else { throw Refusal.malformed("report is unknown") }
            filter.report = known
        }
        switch query["open"] {
        case nil, "false": break
        case "true": filter.isOpenOnly = true
        default: throw Refusal.malformed("open: true or false")
        }
        guard (filter.text ?? "").utf8.count <= 400 else { throw Refusal.malformed("q: at most 400 bytes") }
        return filter
    }

    private static func limit(_ query: Query) throws -> Int {
        guard let text = query["limit"] else { return 50 }
        guard let limit = Int(text), (1...limitMax).contains(limit) else {
            throw Refusal.malformed("limit: 1 to \(limitMax)")
        }
        return limit
    }

    /// The slip's bytes, or the slip in a form for people.
    private static func content(of detail: ReceiptDetail, _ call: Call) async throws -> Response {
        let record = detail.record
        let body: [UInt8]
        let (name, type): (String, String)
        switch Query(call.visit.query)["as"] {
        case nil, "raw": (body, name, type) = (detail.bytes, "bin", "application/octet-stream")
        case "txt": (body, name, type) = (Array(record.text.utf8), "txt", "text/plain; charset=utf-8")
        case let form?:
            guard let form = SlipPictures.Form(rawValue: form) else {
                throw Refusal.malformed("as: raw, txt, png or pdf")
            }
            body = try await call.site.pictures.picture(
                of: detail.bytes, digest: record.digest,
                profile: try await call.site.profile(of: record.printer), as: form, title: record.id.text)
            (name, type) = (form.rawValue, form.mediaType)
        }
        return Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(record.id).\(name)\""],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
