// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Hummingbird
import Logging
import Printing
import Store

/// What the staff do with a receipt: print a copy, hand it over electronically, say what became of it.
enum ReceiptDesk {
    static func route(_ gate: inout Gate) {
        gate.form("/receipts/{id}/copies", needs: .handReceipts) { call, form in try await copy(call, form) }
        gate.form("/receipts/{id}/decision", needs: .handReceipts) { call, form in try await decide(call, form) }
        gate.form("/receipts/{id}/code", needs: .handReceipts) { call, form in
            let detail = try await detail(call)
            guard detail.record.transaction != nil else {
                return try await refuse("receipts.noCode", detail, .unprocessableContent, call)
            }
            // The shop gives the code it has, so this is the same act however often it is done.
            _ = try await call.shop.pickupCode(for: detail.record.id, in: call.stores, by: call.actor)
            return .see("/receipts/\(detail.record.id)?done=code-made#code")
        }
        gate.form("/receipts/{id}/revocation", needs: .handReceipts) { call, form in
            let detail = try await detail(call)
            if let code = form["code"].flatMap({ PickupCode($0) }), detail.codes.contains(code.text) {
                try await call.shop.revoke(code, of: detail.record.id, in: call.stores, by: call.actor)
            }
            return .see("/receipts/\(detail.record.id)?done=code-revoked")
        }
        gate.form("/receipts/{id}/report", needs: .handReceipts) { call, form in
            let word = form["what"].flatMap { DeliveryEvent.CustomerWord(rawValue: $0) }
            guard let word, word == .noSlip || word == .lost else { throw Refusal.invalid("what: noSlip or lost") }
            return try await report(.reported(word), call, form)
        }
        gate.form("/receipts/{id}/handwritten", needs: .handReceipts) { call, form in
            guard let number = form["number"], number.utf8.count <= 40 else {
                return try await refuse("receipts.noNumber", detail(call), .unprocessableContent, call)
            }
            return try await report(.handwritten(number), call, form)
        }
    }

    private static func detail(_ call: Call) async throws -> ReceiptDetail {
        try await ReceiptLookup(call).detail(call.parameters.require("id"))
    }

    private static func refuse(
        _ key: String, _ detail: ReceiptDetail, _ status: HTTPResponse.Status, _ call: Call
    ) async throws -> Response {
        try await ReceiptsController.show(detail, problem: .init(text: call.words[key]), status: status, call)
    }

    private static func report(_ kind: DeliveryEvent.Kind, _ call: Call, _ form: Form) async throws -> Response {
        let id = try await detail(call).record.id
        let page = try await FormOnce(call, form).see("/receipts/\(id)?done=receipt-reported") {
            try await call.shop.report(kind, of: id, in: call.stores, by: call.actor)
        }
        return .see(page)
    }
}

extension ReceiptDesk {
    /// Prints a copy. Pressed twice, the second answer is 409 and names the first copy.
    private static func copy(_ call: Call, _ form: Form) async throws -> Response {
        let detail = try await detail(call)
        let once = try FormOnce(call, form)
        if let before = try await once.before() { return try await underway(before, detail, call) }
        guard let reason = reason(form, call.words) else {
            return try await refuse("receipts.noReason", detail, .unprocessableContent, call)
        }
        let printing = CopyPrinting(site: call.site)
        do {
            let copy = try await printing.print(
                copyOf: detail.record.id, on: form["printer"] ?? "", reason: reason, by: call.person, in: call.stores,
                language: call.visit.language)
            try await once.keep("\(copy.number) \(copy.job)")
            return .see("/receipts/\(detail.record.id)?done=copy-asked")
        } catch StoreError.conflict(let text) {
            return try await underway(text, try await self.detail(call), call)
        } catch Refusal.invalid(let rule) where rule.hasPrefix("copy:") {
            return try await refuse("receipts.cannotMark", detail, .unprocessableContent, call)
        } catch Refusal.busy {
            let problem = ReceiptPage.Problem(text: call.words["receipts.notTaken"])
            return try await ReceiptsController.show(
                try await self.detail(call), problem: problem, status: .serviceUnavailable, call)
        }
    }

    /// The reason as it is kept: what was typed, else the words of the one that was picked.
    private static func reason(_ form: Form, _ words: Words) -> String? {
        if let typed = form["other"] {
            return typed.utf8.count <= 200 ? typed : nil
        }
        guard let name = form["reason"], ReceiptActs.reasonNames.contains(name) else { return nil }
        return words["receipts.reason.\(name)"]
    }

    /// The page that names the copy which was asked for first.
    ///
    /// - Parameter text: holds the name of its job.
    private static func underway(_ text: String, _ detail: ReceiptDetail, _ call: Call) async throws -> Response {
        let parts = text.split { !$0.isLetter && !$0.isNumber }
        let job = parts.lazy.compactMap { PrintJobID(String($0)) }.first
        let number = parts.lazy.compactMap { Int($0) }.first
        let values = ["number": number.map(String.init) ?? "?", "job": job?.text ?? ""]
        let isKept = detail.others.contains { $0.id == job }
        let problem = ReceiptPage.Problem(
            text: call.words.text("receipts.copyUnderway", values), href: isKept ? job.map { "/receipts/\($0)" } : nil)
        return try await ReceiptsController.show(detail, problem: problem, status: .conflict, call)
    }

    /// What a person saw or wants of a slip that nobody can vouch for. The print desk carries it out: a marked copy
    /// where bytes may have reached the printer, the slip itself where none did.
    private static func decide(_ call: Call, _ form: Form) async throws -> Response {
        let detail = try await detail(call)
        let id = detail.record.id
        guard let decision = form["choice"].flatMap({ PrintEvent.Decision(rawValue: $0) }) else {
            throw Refusal.invalid("choice: onPaper, printAgain, skip or electronic")
        }
        guard let desk = call.site.options.printDesk else {
            return try await refuse("receipts.noDesk", detail, .conflict, call)
        }
        let once = try FormOnce(call, form)
        do {
            let back = form["case"].flatMap { CaseID($0) }.map { "/cases/\($0)" } ?? "/receipts/\(id)"
            let page = try await once.see("\(back)?done=receipt-decided") {
                try await desk.decide(decision, on: id, by: call.person.name)
            }
            guard decision == .electronic, detail.record.transaction != nil else { return .see(page) }
            _ = try await call.shop.pickupCode(for: id, in: call.stores, by: call.actor)
            return .see("\(back)?done=code-made#\(back.hasPrefix("/cases/") ? "paper" : "code")")
        } catch let error as StoreError {
            throw error
        } catch {
            call.site.logger.warning("decision refused", metadata: ["job": "\(id)", "error": "\(type(of: error))"])
            return try await refuse("receipts.notDecided", detail, .conflict, call)
        }
    }
}
