// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Recall
import Store
import Tender

/// `/api/v1/transactions`, `find`, `findings` and `days`.
enum ApiTransactions {
    static func route(_ gate: inout Gate) {
        gate.api("/api/v1/transactions", needs: .viewTransactions, list) { call in
            let page = try await Lookup(call).list(filter(call), limit: limit(call))
            let shape = TransactionShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(page.elements.map(shape.summary), next: page.nextCursor))
        }
        gate.api("/api/v1/transactions/{id}", needs: .viewTransactions, one) { call in
            let detail = try await Lookup(call).detail(call.parameters.require("id"))
            return .json(TransactionShape(clock: try await Clockwork(call.site)).detail(detail))
        }
        gate.api("/api/v1/find", needs: .viewTransactions, find) { call in
            let query = Query(call.visit.query)
            guard !query.isBroken, let text = query["q"] else { throw Refusal.malformed("q is missing") }
            guard text.utf8.count <= TransactionsController.searchByteCountMax else {
                throw Refusal.invalid("q: at most 8,000 bytes")
            }
            let found = try await Lookup(call).find(text, limit: min(limit(call), 50))
            return .json(answer(found.answer, found.rows, TransactionShape(clock: try await Clockwork(call.site))))
        }
        gate.api("/api/v1/findings", needs: .viewFindings, findings) { call in
            let page = try await Lookup(call).findings(filter(call), limit: limit(call))
            let shape = TransactionShape(clock: try await Clockwork(call.site))
            return .json(ShopShape.list(page.elements.map(shape.findingRow), next: page.nextCursor))
        }
        gate.api("/api/v1/days/{day}", needs: .viewDay, day) { call in
            guard let day = CivilDate(text: try call.parameters.require("day")) else {
                throw Refusal.malformed("day: YYYY-MM-DD")
            }
            return .json(ShopShape.day(try await call.shop.day(day, in: call.stores)))
        }
    }

    /// The filter of the address. Unlike a page, a program is told when a value makes no sense.
    static func filter(_ call: Call) throws -> ListFilter {
        let query = Query(call.visit.query)
        guard !query.isBroken else { throw Refusal.malformed("a parameter is not UTF-8") }
        let filter = ListFilter(query)
        let read: [(String, Bool)] = [
            ("store", filter.store != nil), ("from", filter.from != nil), ("to", filter.to != nil),
            ("type", filter.type != nil), ("money", filter.money != nil), ("code", filter.code != nil),
            ("source", filter.source != nil), ("cursor", filter.cursor != nil),
        ]
        for (name, isRead) in read where query[name] != nil && !isRead { throw Refusal.malformed("\(name) is unknown") }
        return filter
    }

    static func limit(_ call: Call) throws -> Int {
        guard let text = Query(call.visit.query)["limit"] else { return 50 }
        guard let limit = Int(text), (1...500).contains(limit) else { throw Refusal.malformed("limit: 1 to 500") }
        return limit
    }

    static func answer(
        _ answer: RecallAnswer, _ rows: [TransactionSummary], _ shape: TransactionShape
    ) -> JSON {
        let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let hits: [JSON] = answer.hits.compactMap { hit in
            guard let row = byID[hit.candidate.id] else { return nil }
            return [
                "transaction": shape.summary(row), "score": .integer(Int64(hit.score)),
                "reasons": .list(hit.reasons.map { JSON($0) }),
            ]
        }
        let chips: [JSON] = answer.query.chips.map { ["kind": .text($0.kind), "label": JSON($0.label)] }
        let suggestions: [JSON] = answer.suggestions.map {
            [
                "kind": .text($0.kind.rawValue), "label": JSON($0.label), "text": .text($0.text),
                "code": JSON($0.code?.text),
            ]
        }
        return [
            "query": .text(answer.query.text), "chips": .list(chips), "hits": .list(hits),
            "suggestions": .list(suggestions),
        ]
    }
}

extension ApiTransactions {
    private static let filters: [Operation.Parameter] = [
        .query("store", "Only of this store."),
        .query("from", "First business day.", ["type": "string", "format": "date"]),
        .query("to", "Last business day.", ["type": "string", "format": "date"]),
        .query("code", "Only those with this finding.", ["type": "string", "pattern": "^[A-Z]{2}-[0-9]{2}$"]),
    ]

    private static let list = Operation(
        "listTransactions", "Transactions, newest first",
        parameters: filters + [
            .query("type", "Kind of movement.", Schemas.names(of: TransactionType.allCases.map(\.rawValue))),
            .query("money", "State of the money.", Schemas.names(of: ListFilter.moneyNames)),
            .query("source", "Only those this source spoke of.", Schemas.names(of: Source.allCases.map(\.name))),
        ] + Operation.paging,
        answer: Operation.page(of: "Transaction"))

    private static let one = Operation(
        "getTransaction", "One transaction: what each source says, the verdict, and why",
        parameters: [.path("id", "Number of the transaction, `T0000001234`.")],
        answer: .json(Schemas.reference("TransactionDetail")), problems: [404])

    private static let find = Operation(
        "findTransactions", "Transactions that fit what a person remembers: `58 昨天 15点 尾号1234`",
        parameters: [
            Operation.Parameter(
                name: "q", place: "query", isRequired: true, schema: ["type": "string", "maxLength": 8_000],
                summary: "Words, numbers, or a bank's message pasted whole."),
            .query("limit", "Most hits; at most 50 are given.", ["type": "integer", "minimum": 1, "maximum": 500]),
        ],
        answer: .json(Schemas.reference("FindAnswer")), problems: [422])

    private static let findings = Operation(
        "listFindings", "What is not in order", parameters: filters + Operation.paging,
        answer: Operation.page(of: "FindingRow"))

    private static let day = Operation(
        "getDay", "Figures of one business day", parameters: [.path("day", "YYYY-MM-DD")],
        answer: .json(Schemas.reference("Day")))
}
