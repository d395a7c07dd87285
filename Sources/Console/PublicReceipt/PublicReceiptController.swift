// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Store
import Tender

/// `/r`: the customer's door to a receipt. No sign-in; a pick-up code and a second fact open it, a ticket in the
/// browser keeps it open for a while. The second fact stands in no address, no cookie and no log.
///
///     GET /r?c=CODE ─▶ form ─POST /r─▶ ticket ─▶ GET /r the receipt ─▶ GET /r/receipt.pdf, .png
///                        ▲                              │
///                        └── leave, not mine, 30 min ───┴─▶ POST /r/word "charged twice" …
enum PublicReceiptController {
    static func route(_ gate: inout Gate) {
        gate.open(.get, ReceiptLink.path) { request, visit, _ in try await show(Knock(request, visit)) }
        gate.open(.post, ReceiptLink.path) { request, visit, _ in
            let knock = Knock(request, visit)
            guard let form = try await knock.form() else { return try await knock.door(.stale, status: .forbidden) }
            return try await open(form, knock)
        }
        gate.open(.post, "/r/word") { request, visit, _ in
            let knock = Knock(request, visit)
            guard let form = try await knock.form() else { return try await knock.door(.stale, status: .forbidden) }
            return try await say(form, knock)
        }
        PublicOpinion.route(&gate)
        gate.open(.post, "/r/leave") { request, visit, _ in
            let knock = Knock(request, visit)
            guard try await knock.form() != nil else { return try await knock.door(.stale, status: .forbidden) }
            return knock.leave(to: "/r?left=1")
        }
        for form in SlipPictures.Form.allCases {
            gate.open(.get, "/r/receipt.\(form.rawValue)") { request, visit, _ in
                try await save(form, Knock(request, visit))
            }
        }
    }

    /// Milliseconds before anybody learns that a try was wrong: how long we looked tells nothing.
    private static let refusalPause = 200

    private static func show(_ knock: Knock) async throws -> Response {
        let asked = knock.visit.parameter("c")
        guard let open = knock.ticket, asked == nil || asked.flatMap({ PickupCode($0) }) == open.ticket.code else {
            return try await knock.door(code: asked, notice: knock.notice)
        }
        guard let picked = try await knock.visit.shop.receipt(under: open.ticket.code) else {
            knock.site.tickets.close(open.name)
            return try await knock.door(code: asked)
        }
        return try await knock.page(picked, open.ticket)
    }

    private static func open(_ form: Form, _ knock: Knock) async throws -> Response {
        let start = ContinuousClock.now
        guard let code = form["code"], let fact = form["fact"] else {
            return try await knock.door(.incomplete, code: form["code"], status: .unprocessableContent)
        }
        let shop = knock.visit.shop
        switch try await shop.open(code: code, fact: fact, from: knock.address) {
        case .refused:
            try await Task.sleep(until: start.advanced(by: .milliseconds(refusalPause)), clock: .continuous)
            return try await knock.door(.refused, code: code, status: .forbidden)
        case .mustWait(let seconds):
            var response = try await knock.door(.mustWait(seconds: seconds), code: code, status: .tooManyRequests)
            response.headers[.retryAfter] = String(max(1, seconds))
            return response
        case .opened(let picked):
            guard let code = PickupCode(code) else { return try await knock.door(.refused, status: .forbidden) }
            if let before = knock.ticket { knock.site.tickets.close(before.name) }
            let name = knock.site.tickets.issue(
                code: code, receipt: picked.record.id, now: knock.site.options.clock.now())
            await knock.note(.viewed, of: picked.record.id, under: name)
            var response = Response.see(ReceiptLink.path)
            response.setCookie(knock.cookie(name))
            return response
        }
    }

    private static func say(_ form: Form, _ knock: Knock) async throws -> Response {
        guard let open = knock.ticket else { return .see(ReceiptLink.path) }
        let offered = PublicReceiptPage.offered + [.notMine]
        guard let word = form["word"].flatMap({ DeliveryEvent.CustomerWord(rawValue: $0) }), offered.contains(word)
        else { throw Refusal.malformed("word") }
        guard await knock.note(.said(word), of: open.ticket.receipt, under: open.name) else {
            guard let picked = try await knock.visit.shop.receipt(under: open.ticket.code) else {
                return knock.leave(to: ReceiptLink.path)
            }
            let problem = knock.visit.words["public.notNoted"]
            return try await knock.page(picked, open.ticket, problem: problem, status: .serviceUnavailable)
        }
        return word == .notMine ? knock.leave(to: "/r?left=2") : .see("/r#answers")
    }

    private static func save(_ form: SlipPictures.Form, _ knock: Knock) async throws -> Response {
        guard let open = knock.ticket, let picked = try await knock.visit.shop.receipt(under: open.ticket.code) else {
            return .see(ReceiptLink.path)
        }
        let day = picked.facts.occurredAt.map { "\($0.date)" } ?? ""
        let picture: [UInt8]
        do {
            picture = try await knock.site.pictures.picture(
                of: picked.bytes, digest: picked.record.digest,
                profile: try await knock.site.profile(of: picked.record.printer), as: form,
                title: knock.visit.words["public.title"])
        } catch {
            knock.site.logger.error("slip not drawn", metadata: ["error": "\(type(of: error))"])
            let problem = knock.visit.words["public.notDrawn"]
            return try await knock.page(picked, open.ticket, problem: problem, status: .serviceUnavailable)
        }
        // A browser that only looks ahead has saved nothing.
        if knock.request.method == .get {
            await knock.note(.saved(form.rawValue), of: picked.record.id, under: open.name)
        }
        let name = day.isEmpty ? "receipt.\(form.rawValue)" : "receipt-\(day).\(form.rawValue)"
        return Response(
            status: .ok,
            headers: [.contentType: form.mediaType, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: picture)))
    }
}
