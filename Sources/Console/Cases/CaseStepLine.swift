// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// A step of a playbook on the page of a case.
struct CaseStepLine: Sendable {
    struct Act: Sendable {
        let text: String
        let href: String
    }

    /// `RC-01 3`, as the form names it.
    let value: String
    let title: String
    let check: String
    let why: String
    let who: String
    let kind: String
    let acts: [Act]
    let hasActs: Bool
    /// What became of it; nil while nothing did.
    let mark: Mark?
    let doneBy: String?
    /// It begins a new charge, which is locked.
    let isLocked: Bool
    let isOpen: Bool

    init(
        _ step: PlaybookStep, number: Int, of code: FindingCode, in file: CaseFile, links: CaseLinks,
        isLocked: Bool, words: Words, zone: Zone
    ) {
        value = "\(code) \(number)"
        title = words.pick(step.title)
        check = words.pick(step.check)
        why = words.pick(step.why)
        who = words.pick(step.who.label)
        kind = words.pick(step.kind.label)
        self.isLocked = isLocked && step.startsCharge
        acts = self.isLocked ? [] : step.acts.compactMap { links.act($0, words) }
        hasActs = !acts.isEmpty
        let tick = file.ticks[CaseFile.StepName(code, number)]
        mark = tick.map { tick in
            switch tick.outcome {
            case .done: Mark(.ok, words["cases.step.done"])
            case .skipped: Mark(.mute, words["cases.step.skipped"])
            case .failed: Mark(.bad, words["cases.step.failed"])
            }
        }
        doneBy = tick.map {
            "\($0.by) · \(words.moment(zone.civil(at: $0.at)))" + ($0.reason.isEmpty ? "" : " · \($0.reason)")
        }
        isOpen = tick == nil && file.state != .closed
    }
}

/// Where the acts of a playbook are done, for one case.
struct CaseLinks: Sendable {
    let id: CaseID
    let transaction: String?
    let receipt: String?
    let may: @Sendable (Permission) -> Bool

    /// The place of an act; nil where it happens away from the pages, or this person may not do it.
    func act(_ act: PlaybookAct, _ words: Words) -> CaseStepLine.Act? {
        guard let href = href(act, words) else { return nil }
        return CaseStepLine.Act(text: words.pick(act.label), href: href)
    }

    private func href(_ act: PlaybookAct, _ words: Words) -> String? {
        let about = transaction.map { "&transaction=\($0)" } ?? ""
        switch act {
        case .askAcquirer, .compare, .restoreSale: return transaction.map { "/transactions/\($0)" }
        case .reprint, .showCode, .handwritten, .revokeCode:
            guard may(.handReceipts) else { return nil }
            return receipt.map { "/receipts/\($0)" } ?? transaction.map { "/transactions/\($0)" }
        case .sendMessage(let message):
            guard may(.sendMessages) else { return nil }
            let template = "\(message.rawValue).\(words.language == .chinese ? "zh" : "en")"
            return "/messages/new?case=\(id)&template=\(template)" + (transaction.map { "&about=\($0)" } ?? "")
        case .printers: return may(.viewPrinters) ? "/printers" : nil
        case .openDevice(let code): return may(.workCases) ? "/cases/new?code=\(code)\(about)" : nil
        case .voidOrRefund:
            guard may(.requestRefunds), let transaction else { return nil }
            return "/refunds/new?transaction=\(transaction)&case=\(id)"
        case .retryRefund, .approve, .proofSheet: return may(.viewRefunds) ? "/refunds" : nil
        case .tariffs: return may(.viewTariffs) ? "/tariffs" : nil
        case .settlement: return may(.viewFindings) ? "/findings?code=ST-07" : nil
        case .legalHold: return "#hold"
        case .noteCause: return "#resolve"
        case .follow: return "#follow"
        case .compensate: return may(.viewRefunds) ? "/refunds/compensation?case=\(id)\(about)" : nil
        case .slipRegister: return may(.viewRefunds) ? "/refunds/paper" : nil
        case .factSheet, .supplierTicket: return may(.viewEvidence) ? "/evidence/facts/\(transaction ?? id.text)" : nil
        case .directory: return may(.viewDirectory) ? "/directory" : nil
        case .evidencePack: return may(.viewEvidence) ? "/evidence?about=\(id)" : nil
        case .chargeAnew: return nil
        }
    }
}
