// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import Logging
import Printing
import Store
import Tender

/// One request at the receipt page's door, with the ticket its browser holds.
struct Knock: Sendable {
    static let cookieName = "counterfoil_receipt"

    let request: Request
    let visit: Visit
    /// nil without one, and when it ended.
    let ticket: (name: String, ticket: ReceiptTickets.Ticket)?

    init(_ request: Request, _ visit: Visit) {
        self.request = request
        self.visit = visit
        let name = request.cookies[Self.cookieName]?.value ?? ""
        let ticket = visit.site.tickets.ticket(name, now: visit.site.options.clock.now())
        self.ticket = ticket.map { (name, $0) }
    }

    var site: Site { visit.site }
    var address: String { Knocker.network(of: visit.peer) }

    /// The posted form; nil when it is stale or the browser keeps no cookies.
    func form() async throws -> Form? {
        do {
            return try await Form.read(request, visit: visit, upTo: 16_384)
        } catch Refusal.forgedForm {
            return nil
        }
    }

    /// Records what the customer did, once under this ticket.
    ///
    /// - Returns: false when it could not be recorded; the customer goes on reading all the same.
    @discardableResult
    func note(_ act: DeliveryEvent.Kind, of receipt: PrintJobID, under name: String) async -> Bool {
        guard site.tickets.begin(act, under: name) else { return true }
        do {
            try await visit.shop.customer(act, on: receipt)
            return true
        } catch {
            site.tickets.takeBack(act, under: name)
            site.logger.error("receipt page", metadata: ["error": "\(type(of: error))"])
            return false
        }
    }

    /// What was done before the door closed.
    var notice: String? {
        switch visit.parameter("left") {
        case "1": visit.words["public.left"]
        case "2": visit.words["public.word.notMine.answer"]
        default: nil
        }
    }

    // MARK: Answers

    func door(
        _ problem: DoorPage.Problem? = nil, code: String? = nil, notice: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = DoorPage(code: code, problem: problem, notice: notice, words: visit.words)
        return try await visit.render("public/door", page, status: status)
    }

    func page(
        _ picked: PickedReceipt, _ ticket: ReceiptTickets.Ticket, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let zone = try await Clockwork(site).zone(of: picked.record.store)
        var page = PublicReceiptPage(picked, ticket: ticket, zone: zone, words: visit.words, problem: problem)
        page.opinion = try await PublicOpinion.about(picked, visit)
        return try await visit.render("public/receipt", page, status: status)
    }

    /// Closes the ticket, and takes it from the browser.
    func leave(to path: String) -> Response {
        if let ticket { site.tickets.close(ticket.name) }
        var response = Response.see(path)
        response.setCookie(cookie("", maxAge: 0))
        return response
    }

    /// No script can read it, no other site's form can send it, and nothing beyond `/r` is told of it. It goes
    /// when the browser closes; the ticket ends before.
    func cookie(_ name: String, maxAge: Int? = nil) -> Cookie {
        Cookie(
            name: Self.cookieName, value: name, maxAge: maxAge, path: ReceiptLink.path,
            secure: site.options.secureCookies, httpOnly: true, sameSite: .lax)
    }
}
