// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// One case on one line of the terminal.
enum CaseLine {
    static func headings(_ tongue: Tongue) -> [TextTable.Heading] {
        [
            .init(tongue.choose(zh: "工单", en: "case")), .init(tongue.choose(zh: "差异", en: "codes")),
            .init(tongue.choose(zh: "状态", en: "state")), .init(tongue.choose(zh: "办结期限", en: "due")),
            .init(tongue.choose(zh: "经办", en: "who")), .init(tongue.choose(zh: "金额", en: "amount"), number: true),
        ]
    }

    static func cells(
        of one: CaseSummary, now: Instant, _ clock: CaseClock, _ tongue: Tongue
    ) async throws -> [String] {
        let zone = try await clock.zone(of: one.store)
        let due = one.due.map { zone.civil(at: $0).description } ?? "–"
        let isLate = one.state.isOpen && one.due.map { $0 < now } ?? false
        return [
            one.id.text, one.codes.map(\.text).joined(separator: " "), tongue.choose(one.state.label),
            isLate ? due + " !" : due, one.assignee ?? tongue.choose(one.owner.label),
            one.amount?.grouped ?? "–",
        ]
    }
}

/// One case with all that was done, for a person at the terminal.
struct CaseSheet {
    let detail: CaseDetail
    let clock: CaseClock
    let tongue: Tongue

    func write() async throws {
        let (summary, file) = (detail.summary, detail.file)
        let zone = try await clock.zone(of: summary.store)
        let heading = "\(summary.id)  \(summary.code)  \(tongue.choose(summary.code.name))"
        Terminal.write(Terminal.paint(heading, .bold))
        Terminal.write(tongue.choose(summary.state.label))
        if !file.words.isEmpty { Terminal.write(file.words) }
        if let due = summary.due {
            Terminal.write(tongue.choose(zh: "办结期限 ", en: "due ") + zone.civil(at: due).description)
        }
        if !file.proof.isEmpty { Terminal.write(tongue.choose(zh: "凭据 ", en: "proof ") + file.proof) }
        if file.state.isOpen { writePlaybook(summary.code, file) }
        Terminal.write("")
        for event in detail.events {
            let words = Self.words(of: event.kind, tongue)
            let said = [words.act, words.text, event.reason].filter { !$0.isEmpty }.joined(separator: "  ")
            Terminal.write("\(zone.civil(at: event.at))  \(event.by)  \(said)")
        }
    }

    private func writePlaybook(_ code: FindingCode, _ file: CaseFile) {
        guard let playbook = Playbook.of(code) else { return }
        Terminal.write("")
        for (index, step) in playbook.steps.enumerated() {
            let tick = file.ticks[CaseFile.StepName(code, index + 1)]
            let mark: String
            switch tick?.outcome {
            case nil: mark = "[ ]"
            case .done: mark = "[x]"
            case .skipped: mark = "[-]"
            case .failed: mark = "[!]"
            }
            Terminal.write("\(mark) \(index + 1). \(tongue.choose(step.title))")
        }
    }

    /// The act's word, and what belongs to it.
    static func words(of kind: CaseEvent.Kind, _ tongue: Tongue) -> (act: String, text: String) {
        switch kind {
        case .opened(let code): ("open", code.text)
        case .joined(let code): ("join", code.text)
        case .assigned(let person): ("assign", person ?? "")
        case .moved(let state): ("move", tongue == .zh ? tongue.choose(state.label) : state.text)
        case .step(let code, let number, let outcome): ("step", "\(code) \(number) \(outcome.rawValue)")
        case .note(let text): ("note", text)
        case .cause(let cause): ("cause", tongue == .zh ? tongue.choose(cause.label) : cause.rawValue)
        case .resolved(let cause, let proof):
            ("resolve", "\(tongue == .zh ? tongue.choose(cause.label) : cause.rawValue): \(proof)")
        case .followUp(let day): ("follow", day.description)
        case .satisfaction(let score, let words): ("satisfaction", "\(score) \(words)")
        case .acknowledged(let level): ("acknowledge", String(level))
        case .reopened: ("reopen", "")
        case .held: ("hold", "")
        case .released: ("release", "")
        case .outsideDate(let day): ("outside", day.description)
        case .proved(let proof): ("prove", proof)
        case .cleared(let code, let proof): ("clear", "\(code) \(proof)")
        case .closed(let proof): ("close", proof)
        }
    }
}
