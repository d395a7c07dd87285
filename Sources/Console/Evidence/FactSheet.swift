// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Evidence
import HTTPTypes
import Hummingbird
import Rendering
import Store
import Tender

/// One page for the acquirer: the numbers, what each source says, the question, and by when an answer is wanted.
enum FactSheet {
    static func route(_ gate: inout Gate) {
        gate.get("/evidence/facts/:number", needs: .viewEvidence) { call in
            let (parts, number) = try await parts(call)
            let page = PaperPage(
                title: call.words["evidence.factTitle"], lead: number,
                links: [.init(href: "/evidence/facts/\(number)/pdf", text: "PDF")], parts: parts.map { PaperPart($0) })
            return try await call.render("evidence/paper", page, current: .evidence)
        }
        gate.get("/evidence/facts/:number/pdf", needs: .viewEvidence) { call in
            let (parts, number) = try await parts(call)
            let title = "\(call.words["evidence.factTitle"]) \(number)"
            let sheet = Sheet(name: "facts", title: .init(zh: title, en: title), blocks: parts.flatMap(\.sheet))
            let document = Document(
                title: title, footer: title, blocks: [.heading(1, title)] + sheet.blocks(isFirst: true).dropFirst())
            return PackFile.response(
                try DocumentRenderer.pdf(document), type: "application/pdf", name: "facts-\(number).pdf", isKept: false)
        }
    }

    private static func parts(_ call: Call) async throws -> ([PaperPage.Part], String) {
        guard let asked = call.parameters.get("number") else { throw Refusal.notFound }
        let detail = try await call.shop.transaction(asked, in: call.stores)
        let (words, facts) = (call.words, detail.summary.believed)
        var numbers = PaperPage.Part(heading: words["evidence.numbers"])
        numbers.head = [words["reports.figure"], words["reports.value"]]
        let skipped: Set<String> = ["fee", "net", "remark", "operator", "printed"]
        numbers.rows = ComparedField.all.filter { !skipped.contains($0.key) }.compactMap { field in
            field.read(facts, words).map { PaperPage.Row(name: words["field.\(field.key)"], cells: [$0]) }
        }
        var said = PaperPage.Part(heading: words["evidence.said"])
        said.head = ["source", "status", "amount", "time"].map {
            words[$0 == "source" ? "evidence.source" : "field.\($0)"]
        }
        said.rows = detail.entries.sorted { $0.observation.source > $1.observation.source }.map { entry in
            let told = entry.observation.facts
            return PaperPage.Row(
                name: words.source(entry.observation.source),
                cells: [
                    told.status.map(words.status) ?? "–", told.amount.map(words.amount) ?? "–",
                    told.occurredAt?.description ?? told.settledOn?.description ?? "–",
                ])
        }
        var question = PaperPage.Part(heading: words["evidence.question"])
        question.words =
            [words.pick(detail.verdict.explanation)] + detail.verdict.findings.map { words.pick($0.explanation) }
        let day = try await call.site.today().adding(days: 3)
        let store = try await call.storesInReach().first { $0.id == facts.store }
        question.words += [
            words.text("evidence.wanted", ["day": "\(day)"]),
            words.text("evidence.contact", ["store": store?.name ?? "", "telephone": store?.contact.telephone ?? ""]),
        ]
        return ([numbers, said, question], detail.summary.id)
    }
}
