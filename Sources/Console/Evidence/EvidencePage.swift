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

        init() {}

        init(_ form: Form) {
            subject = form["subject"] ?? ""
            variant = form["variant"] ?? ""
            reason = form["reason"] ?? ""
            recipient = form["recipient"] ?? ""
        }

        init(_ call: Call) {
            about = call.visit.parameter("about")
            subject = about ?? ""
            variant = call.visit.parameter("variant") ?? variant
            reason = call.visit.parameter("reason") ?? ""
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
        /// Where a pack that was asked for is made; nil for all else, and once it was.
        let makeHref: String?
    }

    struct Hold: Sendable {
        let number: String
        let subject: String
        let when: String
        let by: String
        let reason: String
        let mark: Mark
        let lifted: String
        let mayLift: Bool
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
    let holds: [Hold]
    let hasHolds: Bool
    let mayHold: Bool
    let stores: [StoreChoice]

    init(
        _ draft: Draft, _ register: [RegisterLine], holds: [LegalHold], stores: [StoreRecord], problem: String?,
        may: (Permission) -> Bool, zone: Zone, words: Words
    ) {
        let mayMake = may(.makeEvidence)
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
        mayAsk = may(.requestEvidence)
        button = words[mayMake ? "evidence.make" : "evidence.ask"]
        self.problem = problem
        let made = Self.newest(register)
        lines = register.compactMap { line in Self.line(line, made: made, mayMake: mayMake, zone: zone, words) }
        hasLines = !lines.isEmpty
        let mayHold = may(.holdEvidence)
        self.holds = holds.map { hold in
            let moment = { (time: Instant) in words.moment(zone.civil(at: time)) }
            return Hold(
                number: String(hold.id), subject: hold.subject.text, when: moment(hold.at), by: hold.by,
                reason: hold.reason,
                mark: hold.lifting == nil
                    ? Mark(.warn, words["evidence.holdStands"]) : Mark(.mute, words["evidence.holdLifted"]),
                lifted: hold.lifting.map { "\($0.by) · \(moment($0.at)) · \($0.reason)" } ?? "",
                mayLift: mayHold && hold.lifting == nil)
        }
        hasHolds = !holds.isEmpty
        self.mayHold = mayHold
        self.stores = StoreChoice.all(stores, chosen: [])
    }

    /// The record of the newest pack of each subject and variant: what was asked for before it is answered.
    private static func newest(_ register: [RegisterLine]) -> [String: UInt64] {
        var newest: [String: UInt64] = [:]
        for line in register {
            guard case .handedOver(let handOver) = line.content else { continue }
            let key = "\(handOver.subject) \(handOver.variant)"
            newest[key] = max(newest[key] ?? 0, line.id)
        }
        return newest
    }

    private static func line(
        _ line: RegisterLine, made: [String: UInt64], mayMake: Bool, zone: Zone, _ words: Words
    ) -> Line? {
        let when = words.moment(zone.civil(at: line.at))
        switch line.content {
        case .handedOver(let handOver):
            let name = PackVariant(rawValue: handOver.variant).map { words.pick(PackRules.of($0).name) }
            return Line(
                number: String(line.id), when: when, by: line.by,
                what: words.text("evidence.packFor", ["variant": name ?? handOver.variant]), subject: handOver.subject,
                reason: handOver.reason, recipient: handOver.recipient, hash: String(handOver.sha256.prefix(16)),
                href: mayMake ? "/evidence/packs/\(handOver.sha256)" : nil, makeHref: nil)
        case .audit(let note) where note.act == .requested:
            let isUnmasking = note.detail == "unmask"
            let isOpen = !isUnmasking && (made["\(note.subject) \(note.detail)"] ?? 0) < line.id
            let name = PackVariant(rawValue: note.detail).map { words.pick(PackRules.of($0).name) } ?? ""
            let here =
                "/evidence?about=\(PercentText.encode(note.subject))&variant=\(PercentText.encode(note.detail))"
                + "&reason=\(PercentText.encode(note.reason))"
            return Line(
                number: String(line.id), when: when, by: line.by,
                what: isUnmasking
                    ? words["unmask.asked"] : "\(words["evidence.requested"]) \(name)\(isOpen ? "" : " ✓")",
                subject: note.subject, reason: note.reason, recipient: "", hash: "", href: nil,
                makeHref: !mayMake
                    ? nil : isUnmasking ? "/messages/contacts/\(note.subject)" : isOpen ? here : nil)
        case .audit: return nil
        }
    }
}
