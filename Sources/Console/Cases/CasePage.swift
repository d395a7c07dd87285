// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// One case: what it is about, what to do next and why, and what was done.
struct CasePage: Sendable {
    struct Playing: Sendable {
        let code: String
        let name: String
        let say: String
        let steps: [CaseStepLine]
    }

    struct Subject: Sendable {
        let text: String
        let href: String
    }

    struct Move: Sendable {
        let value: String
        let text: String
    }

    struct Told: Sendable {
        let when: String
        let by: String
        let text: String
    }

    let title: String
    let line: CaseLine
    let explanation: String?
    let transactionHref: String?
    /// What a watched case is about, and where it is seen; nil for others.
    let subject: Subject?
    let money: Mark?
    /// Nobody may charge again; nil once it is proved that nothing was charged.
    let lock: String?
    let playbooks: [Playing]
    /// The first step that nobody ticked off.
    let next: CaseStepLine?
    let moves: [Move]
    let causes: [Move]
    let mayWork: Bool
    let mayNote: Bool
    let mayTake: Bool
    let mayResolve: Bool
    let mayClose: Bool
    let mayReopen: Bool
    let isHeld: Bool
    let mayHold: Bool
    let followUp: String?
    let cause: String?
    let proof: String?
    let escalation: String?
    let mayAcknowledge: Bool
    let level: String
    let opinion: String?
    let events: [Told]
    let sheets: [CaseStepLine.Act]
    let hasSheets: Bool
    let contacts: [ContactLink]
    let hasContacts: Bool
    let problem: String?
    let macros: [Move]
    let hasMacros: Bool
    /// Who reads it, for what they half wrote.
    let reader: String
    /// The attempts that its transaction rests on; nil where there are none.
    var payments: PaymentPanel?
    /// What to do now; nil where this person does nothing.
    var desk: CaseDesk?
    /// What its customer was told, by messages.
    var told: [MessageLine] = []
    var hasTold = false

    init(
        _ detail: CaseDetail, about found: TransactionDetail?, receipt: String? = nil, contacts: [ContactLink] = [],
        rules: DeadlineRules, call: Call, problem: String?, view: Viewpoint, clocks: Clockwork, now: Instant
    ) {
        let (words, file, summary) = (view.words, detail.file, detail.summary)
        line = CaseLine(summary, from: view, clocks: clocks, now: now)
        title = words.text("cases.oneTitle", ["number": summary.id.text, "name": line.name])
        explanation = found.map { words.pick($0.verdict.explanation) }
        transactionHref = summary.transaction.map { "/transactions/\($0)" }
        subject = summary.subject.flatMap { Subject($0, may: { call.may($0) }) }
        money = found.map { Mark(money: $0.verdict.money, words) }
        lock = found.flatMap { Playbook.lock(for: $0.verdict.money) }.map(words.pick)
        let links = CaseLinks(
            id: summary.id, transaction: summary.transaction, receipt: receipt, may: { call.may($0) })
        let isLocked = lock != nil
        let zone = clocks.zone(of: summary.store)
        playbooks = summary.codes.compactMap { code in
            Playbook.of(code).map { book in
                Playing(
                    code: code.text, name: words.name(of: code), say: words.pick(book.say),
                    steps: book.steps.enumerated().map { index, step in
                        CaseStepLine(
                            step, number: index + 1, of: code, in: file, links: links, isLocked: isLocked, words: words,
                            zone: zone)
                    })
            }
        }
        next = file.state.isOpen ? playbooks.flatMap(\.steps).first { $0.isOpen } : nil
        mayWork = CaseActs.mayWork(call, detail)
        mayNote = mayWork || call.may(.noteCases)
        moves = mayWork ? file.state.moves.map { Move(value: $0.text, text: words.pick($0.label)) } : []
        causes = CaseCause.allCases.map { Move(value: $0.rawValue, text: words.pick($0.label)) }
        mayTake = mayWork && file.state != .closed && file.assignee != call.person.name
        mayResolve = mayWork && file.state.canResolve
        mayClose = mayWork && file.state.canClose
        mayReopen = mayWork && file.state.canReopen
        isHeld = file.isHeld
        mayHold = mayWork && call.person.role != .cashier
        followUp = file.followUpOn.map { "\($0)" }
        cause = file.cause.map { words.pick($0.label) }
        proof = file.proof.isEmpty ? nil : CaseTelling.said(file.proof, words)
        let risen = rules.escalation(of: file, at: now)
        escalation = risen.level.rawValue > 0 ? words.pick(risen.level.label) : nil
        level = String(risen.reached.rawValue)
        mayAcknowledge =
            mayWork && risen.level.rawValue > file.acknowledged
            && risen.reached.rawValue <= CaseActs.highestLevel(call.person.role)
        opinion = file.opinion.map { "\($0.score)/5 \($0.words)" }
        events = detail.events.reversed().map { event in
            Told(
                when: words.moment(zone.civil(at: event.at)), by: CaseTelling.name(event.by, words),
                text: CaseTelling.text(event, words))
        }
        sheets = CaseLinks.sheets(summary, words, call)
        hasSheets = !sheets.isEmpty
        self.contacts = contacts
        hasContacts = !contacts.isEmpty
        self.problem = problem
        reader = call.person.name
        hasMacros = mayWork && file.state.isOpen
        macros =
            mayWork && file.state.isOpen
            ? CaseMacro.allCases.map { Move(value: $0.rawValue, text: words.pick($0.label)) } : []
    }

}

extension CasePage.Subject {
    /// nil for a place that this person may not open.
    init?(_ subject: WatchSubject, may: (Permission) -> Bool) {
        let place: (permission: Permission, href: String) =
            switch subject.kind {
            case .terminal, .batch:
                (.viewDevices, "/devices/\(PercentText.encode(subject.terminal ?? ""))")
            case .printer, .store, .shop: (.viewDevices, "/devices")
            case .settlement: (.viewFindings, "/findings")
            case .gap: (.viewReceipts, "/receipts/gaps")
            case .bill: (.viewImports, "/bills")
            }
        guard may(place.permission) else { return nil }
        (text, href) = (subject.name.isEmpty ? subject.kind.rawValue : subject.name, place.href)
    }
}

extension CaseLinks {
    /// What can be made from any case, whatever its playbook says.
    static func sheets(_ summary: CaseSummary, _ words: Words, _ call: Call) -> [CaseStepLine.Act] {
        let links = CaseLinks(
            id: summary.id, transaction: summary.transaction, receipt: nil, may: { call.may($0) })
        let acts: [PlaybookAct] = [
            .sendMessage(.n7), .voidOrRefund, .compensate, .factSheet, .evidencePack, .directory,
        ]
        return acts.compactMap { links.act($0, words) }
    }
}

/// What happened with a case, as its page tells it.
enum CaseTelling {
    static func name(_ by: String, _ words: Words) -> String {
        switch by {
        case CaseEvent.system: words["cases.by.system"]
        case CaseEvent.customer: words["cases.by.customer"]
        default: by
        }
    }

    static func text(_ event: CaseEvent, _ words: Words) -> String {
        let said = told(event.kind, words)
        return event.reason.isEmpty ? said : "\(said): \(Self.said(event.reason, words))"
    }

    /// What the system wrote in both languages, in the reader's; any other text as it is.
    static func said(_ text: String, _ words: Words) -> String { WatchWords.read(text).map(words.pick) ?? text }

    private static func told(_ kind: CaseEvent.Kind, _ words: Words) -> String {
        func text(_ name: String, _ what: String = "") -> String {
            words.text("cases.event.\(name)", ["what": what])
        }
        switch kind {
        case .opened(let code): return text("opened", "\(code) \(words.name(of: code))")
        case .joined(let code): return text("joined", "\(code) \(words.name(of: code))")
        case .assigned(let person?): return text("assigned", person)
        case .assigned(nil): return text("returned")
        case .moved(let state): return text("moved", words.pick(state.label))
        case .step(let code, let number, let outcome):
            let title = Playbook.of(code)?.step(number).map { words.pick($0.title) } ?? ""
            return text(outcome.rawValue, "\(code) \(number). \(title)")
        case .note(let note): return text("note", note)
        case .cause(let cause): return text("cause", words.pick(cause.label))
        case .resolved(let cause, let proof): return text("resolved", "\(words.pick(cause.label)) · \(proof)")
        case .followUp(let day): return text("followUp", "\(day)")
        case .satisfaction(let score, let said): return text("satisfaction", "\(score)/5 \(said)")
        case .acknowledged(let level):
            return text("acknowledged", Escalation.Level(rawValue: level).map { words.pick($0.label) } ?? "\(level)")
        case .reopened: return text("reopened")
        case .held: return text("held")
        case .released: return text("released")
        case .outsideDate(let day): return text("outsideDate", "\(day)")
        case .proved(let proof): return text("proved", said(proof, words))
        case .cleared(let code, let proof): return text("cleared", "\(code) · \(said(proof, words))")
        case .closed(let proof): return text("closed", proof)
        }
    }
}
