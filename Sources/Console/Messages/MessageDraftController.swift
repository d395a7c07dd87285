// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Messages
import Store

/// `/messages/new`: from a transaction or a case to a message in two presses.
enum MessageDraftController {
    static func route(_ gate: inout Gate) {
        gate.get("/messages/new", needs: .sendMessages) { call in
            let query = Query(call.visit.query)
            var wish = MessageDesk.Wish()
            wish.transaction = query["about"] ?? ""
            wish.caseID = query["case"].flatMap { $0.utf8.count <= 40 ? $0 : nil } ?? ""
            wish.contact = query["contact"].flatMap { ContactID($0) }
            let named = query["template"].flatMap { TemplateKey($0) }
            return try await show(wish, named: named, problem: nil, call)
        }
        gate.form("/messages/new", needs: .sendMessages) { call, form in
            let wish = wish(form)
            // The button beside the list of templates only shows another one.
            guard form["act"] != "show" else { return try await show(wish, named: wish.template, problem: nil, call) }
            var answer: MessageAnswer?
            do {
                _ = try await FormOnce(call, form).see("/messages") {
                    answer = try await MessageDesk(call).queue(wish)
                    // A refusal is no act: the same page may be sent again when it is put right.
                    if case .refused(let refusal)? = answer { throw refusal }
                }
            } catch let refusal as SendingRefusal {
                return try await show(wish, named: wish.template, problem: call.words.pick(refusal.words), call)
            } catch Refusal.invalid(let rule) where rule.hasPrefix("to:") {
                return try await show(wish, named: wish.template, problem: call.words["messages.new.badAddress"], call)
            }
            if form["back"] != nil, let id = CaseID(wish.caseID) {
                // Who was told how it ended has been answered.
                if [.n3, .n5, .n7].contains(wish.template.name) {
                    try await CaseActs.answer(try await call.shop.caseDetail(id, in: call.stores), call)
                }
                return .see("/cases/\(id)?done=message-queued#told")
            }
            switch answer {
            case .queued(let id)?: return .see("/messages/\(id)?done=message-queued")
            case .known(let id)?: return .see("/messages/\(id)?done=message-known")
            case .refused?, nil: return .see("/messages")
            }
        }
    }

    private static func wish(_ form: Form) -> MessageDesk.Wish {
        var wish = MessageDesk.Wish()
        wish.transaction = form["about"] ?? ""
        wish.caseID = form["case"].flatMap { $0.utf8.count <= 40 ? $0 : nil } ?? ""
        wish.template = form["template"].flatMap { TemplateKey($0) } ?? wish.template
        wish.contact = form["contact"].flatMap { ContactID($0) }
        wish.address = form["to"] ?? ""
        for variable in MessageVariable.allCases where !variable.isFixed {
            wish.typed[variable] = form["v-\(variable.rawValue)"]
        }
        return wish
    }

    private static func show(
        _ wish: MessageDesk.Wish, named: TemplateKey?, problem: String?, _ call: Call
    ) async throws -> Response {
        let page = try await page(wish, named: named, problem: problem, call)
        return try await call.visit.render(
            "messages/new", page, current: .messages, status: problem == nil ? .ok : .unprocessableContent)
    }

    /// The message as any page shows it before it is sent.
    static func page(
        _ wish: MessageDesk.Wish, named: TemplateKey?, problem: String?, _ call: Call
    ) async throws -> DraftPage {
        var wish = wish
        let desk = try await MessageDesk(call)
        let detail = try await Lookup(call).detail(wish.transaction)
        let language: MessageLanguage = call.visit.language == .chinese ? .chinese : .english
        wish.template = named ?? TemplateKey(MessageDesk.fitting(detail), language)
        let code = try await desk.receipt(of: detail.summary.id)?.codes.first
        let matter = wish.caseID.isEmpty ? detail.summary.id : wish.caseID
        return DraftPage(
            wish, detail: detail, wording: try await call.shop.wording(wish.template),
            values: try await desk.values(for: wish.template, of: detail, code: code, typed: wish.typed),
            contacts: try await call.shop.contacts(of: matter, in: call.stores), problem: problem,
            settings: call.site.options.messaging, words: call.words)
    }
}
