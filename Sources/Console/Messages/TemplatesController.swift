// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Links
import Messages
import Store

/// `/messages/templates`: the templates and their editor. The check runs on the server and needs no script.
enum TemplatesController {
    static func route(_ gate: inout Gate) {
        gate.get("/messages/templates", needs: .viewMessages) { call in
            let key = Query(call.visit.query)["key"].flatMap { TemplateKey($0) } ?? TemplateKey(.n1, .chinese)
            return try await show(key, draft: nil, problem: nil, call)
        }
        gate.form("/messages/templates", needs: .changeTemplates) { call, form in
            guard let key = form["key"].flatMap({ TemplateKey($0) }) else { throw Refusal.notFound }
            let text = form.verbatim("text").replacing("\r\n", with: "\n")
            switch form["act"] {
            case "standard":
                try await call.shop.putWording(key, StandardTemplates.source(of: key), by: call.actor)
                return .see("/messages/templates?key=\(key.text)&done=template-kept")
            case "keep":
                let provider = call.site.options.messaging.texts.provider ?? .generic
                guard let problem = TemplatesPage.problem(text, key, provider, call) else {
                    try await call.shop.putWording(key, text, by: call.actor)
                    return .see("/messages/templates?key=\(key.text)&done=template-kept")
                }
                return try await show(key, draft: text, problem: problem, call)
            default: return try await show(key, draft: text, problem: nil, call)
            }
        }
    }

    private static func show(
        _ key: TemplateKey, draft: String?, problem: String?, _ call: Call
    ) async throws -> Response {
        let page = TemplatesPage(
            key, wordings: try await call.shop.wordings(), draft: draft, problem: problem,
            mayChange: call.may(.changeTemplates), settings: call.site.options.messaging, words: call.words)
        return try await call.visit.render(
            "messages/templates", page, current: .messages, status: problem == nil ? .ok : .unprocessableContent)
    }
}
