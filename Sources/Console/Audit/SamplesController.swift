// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/audit/samples`: random samples of money that went back: drawn, printed, checked off one by one.
enum SamplesController {
    static func route(_ gate: inout Gate) {
        gate.get("/audit/samples", needs: .viewAudit) { call in
            try await list(SampleDraft(Query(call.visit.query)), problem: nil, call)
        }
        gate.form("/audit/samples", needs: .drawSamples) { call, form in
            let draft = SampleDraft(form)
            guard let wish = draft.wish else {
                return try await list(draft, problem: call.words["samples.wrong"], call)
            }
            let once = try FormOnce(call, form)
            if let made = try await once.before() { return .see(made) }
            do {
                let number = try await draw(wish, call)
                let location = "/audit/samples/\(number)"
                try await once.keep(location)
                return .see(location)
            } catch StoreError.refused(let words) {
                return try await list(draft, problem: call.words.pick(words), call)
            }
        }
        gate.get("/audit/samples/{id}", needs: .viewAudit) { call in try await show(problem: nil, call) }
        gate.get("/audit/samples/{id}/list.csv", needs: .viewAudit) { call in
            let number = try number(call)
            let (sample, records) = try await call.shop.sample(number, in: call.stores)
            let zone = try await call.site.zone()
            try await call.shop.audit(
                AuditNote(act: .exported, subject: "sample \(number)", reason: "", detail: "\(records.count) rows"),
                by: call.actor)
            let rows = records.map { SamplePage.cells($0, sample, zone: zone) }
            return CommaText.response("sample-\(number).csv", header: SamplePage.header) { _ in (rows, nil) }
        }
        gate.form("/audit/samples/{id}/checks", needs: .drawSamples) { call, form in
            let number = try number(call)
            do {
                try await call.shop.checkSample(
                    number, item: form["item"] ?? "", isInOrder: form["verdict"] == "ok", note: form["note"] ?? "",
                    by: call.actor)
            } catch StoreError.refused(let words) {
                return try await show(problem: call.words.pick(words), call)
            }
            return .see("/audit/samples/\(number)?done=sample-noted")
        }
        ApiSamples.route(&gate)
    }

    static func number(_ call: Call) throws -> UInt64 {
        guard let id = UInt64(try call.parameters.require("id")) else { throw Refusal.notFound }
        return id
    }

    static func draw(_ wish: SampleDraft.Wish, _ call: Call) async throws -> UInt64 {
        try await call.shop.drawSample(
            of: wish.population, from: wish.from, to: wish.to, count: wish.count, seed: wish.seed, in: call.stores,
            by: call.actor)
    }

    private static func list(_ draft: SampleDraft, problem: String?, _ call: Call) async throws -> Response {
        let page = SamplesPage(
            try await call.shop.samples(), draft: draft, problem: problem, today: try await call.site.today(),
            zone: try await call.site.zone(), words: call.words)
        return try await call.visit.render(
            "evidence/samples", page, current: .audit, status: problem == nil ? .ok : .unprocessableContent)
    }

    private static func show(problem: String?, _ call: Call) async throws -> Response {
        let (sample, records) = try await call.shop.sample(try number(call), in: call.stores)
        let page = SamplePage(
            sample, records, problem: problem, mayCheck: call.may(.drawSamples), zone: try await call.site.zone(),
            words: call.words)
        return try await call.visit.render(
            "evidence/sample", page, current: .audit, status: problem == nil ? .ok : .unprocessableContent)
    }
}

/// What somebody wants drawn, as an address or a form says it.
struct SampleDraft: Sendable {
    struct Wish: Sendable {
        let population: AuditSample.Population
        let from: CivilDate
        let to: CivilDate
        let count: Int
        let seed: UInt64?
    }

    let population: String
    let from: String
    let to: String
    let count: String
    let seed: String

    init(_ query: Query) { self.init { query[$0] } }
    init(_ form: Form) { self.init { form[$0] } }

    init(_ field: (String) -> String?) {
        population = String((field("population") ?? AuditSample.Population.refunds.rawValue).prefix(20))
        from = String((field("from") ?? "").prefix(10))
        to = String((field("to") ?? "").prefix(10))
        count = String((field("count") ?? "10").prefix(4))
        seed = String((field("seed") ?? "").prefix(20))
    }

    /// nil where a field cannot be read.
    var wish: Wish? {
        guard let population = AuditSample.Population(rawValue: population), let from = CivilDate(text: from),
            let to = CivilDate(text: to), from <= to, let count = Int(count), (1...200).contains(count)
        else { return nil }
        guard seed.isEmpty || UInt64(seed) != nil else { return nil }
        return Wish(population: population, from: from, to: to, count: count, seed: UInt64(seed))
    }
}
