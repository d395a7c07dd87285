// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import Hummingbird
import Store
import Tender

/// The desk where packs are made, and the register of those that were.
struct EvidencePage: Sendable {
    /// What the form holds.
    struct Draft: Sendable {
        var subject = ""
        var variant = PackVariant.acquirer.rawValue
        var reason = ""
        var recipient = ""
        /// Number whose lines alone are shown.
        var about: String?

        init(_ form: Form) {
            subject = form["subject"] ?? ""
            variant = form["variant"] ?? ""
            reason = form["reason"] ?? ""
            recipient = form["recipient"] ?? ""
        }

        init(_ call: Call) {
            about = call.visit.parameter("about")
            subject = about ?? ""
        }
    }

    struct Choice: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Line: Sendable {
        let number: String
        let when: String
        let by: String
        let what: String
        let subject: String
        let reason: String
        let recipient: String
        let hash: String
        /// nil for what cannot be fetched.
        let href: String?
    }

    let title: String
    let subject: String
    let reason: String
    let recipient: String
    let choices: [Choice]
    let once: String
    let mayMake: Bool
    let mayAsk: Bool
    let button: String
    let problem: String?
    let lines: [Line]
    let hasLines: Bool

    init(
        _ draft: Draft, _ register: [RegisterLine], problem: FormProblem?, mayMake: Bool, mayAsk: Bool, zone: Zone,
        words: Words
    ) {
        title = words["evidence.title"]
        subject = draft.subject
        reason = draft.reason
        recipient = draft.recipient
        choices = PackVariant.allCases.map { variant in
            Choice(
                value: variant.rawValue, text: words.pick(PackRules.of(variant).name),
                isChosen: variant.rawValue == draft.variant)
        }
        once = Secret.make()
        self.mayMake = mayMake
        self.mayAsk = mayAsk
        button = words[mayMake ? "evidence.make" : "evidence.ask"]
        self.problem = problem.map { words[$0.key] }
        lines = register.compactMap { line in Self.line(line, mayMake: mayMake, zone: zone, words) }
        hasLines = !lines.isEmpty
    }

    private static func line(_ line: RegisterLine, mayMake: Bool, zone: Zone, _ words: Words) -> Line? {
        let when = words.moment(zone.civil(at: line.at))
        switch line.content {
        case .handedOver(let handOver):
            let name = PackVariant(rawValue: handOver.variant).map { words.pick(PackRules.of($0).name) }
            return Line(
                number: String(line.id), when: when, by: line.by,
                what: words.text("evidence.packFor", ["variant": name ?? handOver.variant]), subject: handOver.subject,
                reason: handOver.reason, recipient: handOver.recipient, hash: String(handOver.sha256.prefix(16)),
                href: mayMake ? "/evidence/packs/\(handOver.sha256)" : nil)
        case .audit(let note) where note.act == .requested:
            return Line(
                number: String(line.id), when: when, by: line.by, what: words["evidence.requested"],
                subject: note.subject, reason: note.reason, recipient: "", hash: "", href: nil)
        case .audit: return nil
        }
    }
}
