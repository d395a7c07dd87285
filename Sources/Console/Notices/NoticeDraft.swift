// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Statements
import Store
import Tender

/// A notice from outside (来函), before its fields are known to be right.
///
///     kind, date, words ─▶ names a transaction ─▶ observation ─▶ verdict ─▶ case
///                      └─▶ names none ─────────────────────────────────────▶ case of the store
struct NoticeDraft: Sendable, Equatable, Decodable {
    var kind = ""
    var transaction: String?
    var store: String?
    /// `2026-12-01`.
    var dueOn: String?
    var words = ""

    /// What people tell of; a shown proof is a claim, the others are notices.
    enum Kind: String, CaseIterable, Sendable {
        case complaint, retrieval, chargeback, regulator, lawsuit, proofShown

        /// The code of a case about no transaction.
        var code: FindingCode {
            switch self {
            case .complaint: .cs01
            case .retrieval: .cs02
            case .chargeback: .cs03
            case .regulator: .cs04
            case .lawsuit: .cs05
            case .proofShown: .py15
            }
        }

        fileprivate func fill(_ facts: inout Facts, dueOn: CivilDate?) {
            switch self {
            case .complaint: facts.notice = Notice(.complaint, dueOn: dueOn)
            case .retrieval: facts.notice = Notice(.retrieval, dueOn: dueOn)
            case .chargeback: facts.notice = Notice(.chargeback, dueOn: dueOn)
            case .regulator: facts.notice = Notice(.regulator, dueOn: dueOn)
            case .lawsuit: facts.notice = Notice(.lawsuit, dueOn: dueOn)
            case .proofShown: facts.claim = .proofShown
            }
        }
    }

    init() {}

    init(_ form: Form) {
        kind = form["kind"] ?? ""
        transaction = form["transaction"]
        store = form["store"]
        dueOn = form["dueOn"]
        words = form["words"] ?? ""
    }

    init(_ query: Query) {
        kind = query["kind"] ?? ""
        transaction = query["transaction"]
    }

    /// A draft whose fields are right.
    struct Checked: Sendable {
        let kind: Kind
        let dueOn: CivilDate?
        let words: String
        let transaction: TransactionDetail?
        let store: StoreID?
    }

    /// - Throws: `FormProblem` that names the text to show.
    func checked(_ call: Call) async throws -> Checked {
        guard let kind = Kind(rawValue: kind) else { throw FormProblem("notices.noKind") }
        guard words.contains(where: { !$0.isWhitespace }), words.utf8.count <= 800 else {
            throw FormProblem("notices.noWords")
        }
        let day = dueOn.map { CivilDate(text: $0) }
        if case .some(nil) = day { throw FormProblem("notices.badDate") }
        if let transaction {
            guard let detail = try? await call.shop.transaction(transaction, in: call.stores) else {
                throw FormProblem("notices.noTransaction")
            }
            return Checked(
                kind: kind, dueOn: day ?? nil, words: words, transaction: detail,
                store: detail.summary.believed.store)
        }
        let known = try await call.storesInReach().first { $0.id.text == store }
        guard let known else { throw FormProblem("notices.noStore") }
        return Checked(kind: kind, dueOn: day ?? nil, words: words, transaction: nil, store: known.id)
    }
}

extension NoticeDraft.Checked {
    /// Enters it: durable, and its case is open when this returns.
    ///
    /// - Returns: the case; nil where the words against a transaction raise none now.
    func enter(_ call: Call) async throws -> CaseID? {
        guard let transaction else {
            let id = try await call.shop.openCase(
                kind.code, about: nil, store: store, words: words, in: call.stores, by: call.actor)
            try await setDate(of: id, call)
            return id
        }
        var facts = transaction.summary.believed.identity
        facts.remark = CardScrubber.scrub(words)
        kind.fill(&facts, dueOn: dueOn)
        let now = call.site.instant()
        // The same words said again later are other words: the second they were said in tells them apart.
        let observation = Observation(
            source: .person, origin: Origin(name: "person:\(call.person.name)"), recordedAt: now, facts: facts,
            occurrence: Int(clamping: max(1, now.milliseconds / 1_000)))
        _ = try await call.shop.record([observation], by: call.actor)
        guard let family = CodeTable.row(for: kind.code)?.family,
            let one = try await call.shop.cases(of: transaction.summary.id, in: call.stores).first(where: {
                $0.family == family && $0.state.isOpen
            })
        else { return nil }
        try await setDate(of: one.id, call)
        return one.id
    }

    private func setDate(of id: CaseID, _ call: Call) async throws {
        guard let dueOn else { return }
        try await call.shop.act(on: id, .outsideDate(dueOn), reason: words, in: call.stores, by: call.actor)
    }
}
