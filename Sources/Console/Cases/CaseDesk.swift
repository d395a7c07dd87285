// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Messages
import Refunds
import Store
import Tender

/// What to do with a case now, on its own page: what to say, how the money stands, and the next act with everything
/// chosen.
///
///     slip missing, lost ─▶ print again · code on screen · message
///     charged twice      ─▶ both side by side, the one to give back chosen, the way and why
///     wrong amount       ─▶ right amount ─▶ difference ─▶ refund, or a note to collect
///     money went back    ─▶ tell the customer
struct CaseDesk: Sendable {
    /// The right amount of a charge, as it is typed.
    struct Right: Sendable {
        let href: String
        let value: String
        /// Too little was charged: what to ask the customer for. nil otherwise.
        let collect: String?
        /// Amount to collect, in digits; nil where nothing is.
        let due: String?
    }

    /// What is said first; nil once the case is over, when there is only somebody to tell.
    let say: String?
    /// When the sources were asked: now.
    let asked: String
    let money: Mark
    let by: String
    let paper: CasePaper?
    /// Whether something is to be handed over: paper, code or message.
    let hasHands: Bool
    let right: Right?
    let refund: RefundDraftPage?
    /// Only the customer says so: ask the acquirer first. nil otherwise.
    let askFirst: String?
    let factsHref: String?
    let refunds: [RefundLine]
    let hasRefunds: Bool
    let letter: DraftPage?

    /// The codes for which money goes back.
    static let moneyCodes: Set<FindingCode> = [.py06, .py09, .py12]

    /// The message that fits how the case stands; nil while there is nothing to tell.
    static func template(
        for family: CodeRow.Family, _ money: Verdict.MoneyState, after refund: RefundRecord?
    ) -> TemplateName? {
        if money.isOpen { return .n2 }
        switch refund?.file.state {
        case .accepted?: return refund?.order.reason == .wrongAmount ? .n6 : .n4
        case .succeeded?: return .n5
        case .requested?, .failed?, .unknown?, nil: return family == .receipts ? .n1 : nil
        }
    }
}

/// Gathers what the desk of a case needs.
struct CaseDeskMaking: Sendable {
    let call: Call
    let detail: CaseDetail
    let found: TransactionDetail
    private var words: Words { call.words }
    private var id: String { found.summary.id }

    /// nil for who does not work it, and for a case about no transaction.
    init?(_ detail: CaseDetail, _ found: TransactionDetail?, _ call: Call) {
        guard let found, CaseActs.mayWork(call, detail) else { return nil }
        (self.call, self.detail, self.found) = (call, detail, found)
    }

    /// The desk; of a case that is over only the money that went back and its message. nil where nothing is to be done.
    func desk() async throws -> CaseDesk? {
        guard detail.file.state.isOpen else { return try await over() }
        let clocks = try await Clockwork(call.site)
        let view = try await call.view()
        let refunds = try await call.shop.refunds(of: id, in: call.stores)
        let draft = try await draft(after: refunds)
        let form = try await draft.asyncMap { try await RefundDesk.page($0, problem: nil, call) }
        let lines = refunds.map { RefundLine($0, from: view, clocks: clocks) }
        let claim = found.verdict.findings.first { $0.code == .py06 && $0.field == "claim" }
        let source = found.entries.map(\.observation.source).max()
        // Who has left is told something else than who waits.
        let spoken = detail.summary.codes.contains(.rc03) ? .rc03 : detail.file.code
        let paper = try await paper(view, clocks)
        let letter = try await letter(after: refunds.last)
        return CaseDesk(
            say: Playbook.of(spoken).map { words.pick($0.say) } ?? "",
            asked: words.text("cases.desk.asked", ["time": "\(try await call.site.now().clock)"]),
            money: Mark(money: found.verdict.money, words), by: source.map(words.source) ?? "",
            paper: paper, hasHands: paper != nil || letter != nil, right: right(draft, form),
            refund: form?.collect == nil && draft?.isReady == true ? form : nil,
            askFirst: claim == nil || !refunds.isEmpty ? nil : words["cases.desk.askFirst"],
            factsHref: call.may(.viewEvidence) ? "/evidence/facts/\(id)" : nil, refunds: lines,
            hasRefunds: !lines.isEmpty, letter: letter)
    }

    /// Money that went back may have closed the case by itself, and its customer does not know yet.
    private func over() async throws -> CaseDesk? {
        let refunds = try await call.shop.refunds(of: id, in: call.stores)
        guard let last = refunds.last, last.file.holdsMoney, let letter = try await letter(after: last) else {
            return nil
        }
        let view = try await call.view()
        let clocks = try await Clockwork(call.site)
        return CaseDesk(
            say: nil, asked: "", money: Mark(money: found.verdict.money, words), by: "", paper: nil, hasHands: true,
            right: nil,
            refund: nil, askFirst: nil, factsHref: nil,
            refunds: refunds.map { RefundLine($0, from: view, clocks: clocks) }, hasRefunds: true, letter: letter)
    }

    private func paper(_ view: Viewpoint, _ clocks: Clockwork) async throws -> CasePaper? {
        guard detail.summary.family == .receipts, call.may(.handReceipts), !found.verdict.money.isOpen else {
            return nil
        }
        let records = try await call.shop.receipts(of: id, in: call.stores).sorted { $0.copy > $1.copy }
        let printers = try await call.shop.printerStates(in: call.stores)
        let hasDesk = call.site.options.printDesk != nil
        let once = Secret.make()
        let shown = try await records.last.asyncMap { try await call.shop.receipt($0.id, in: call.stores) }
        // A copy that nobody can vouch for asks its question before the original's.
        let open = try await records.first { !ReceiptActs.decisions($0).isEmpty }.asyncMap {
            try await call.shop.receipt($0.id, in: call.stores)
        }
        func acts(_ detail: ReceiptDetail) -> ReceiptActs {
            ReceiptActs(
                detail, once: once, hasDesk: hasDesk, printers: printers, link: call.receiptAddress, words: words)
        }
        return CasePaper(
            detail, receipts: records.map { ReceiptLine($0, from: view, clocks: clocks) }, acts: shown.map(acts),
            open: open.map(acts), printers: printers, hasDesk: hasDesk, once: once, role: call.person.role,
            words: words)
    }

    /// What would be asked for; nil where no money goes back, or where it is on its way.
    private func draft(after refunds: [RefundRecord]) async throws -> RefundDraft? {
        let findings = found.verdict.findings.filter { CaseDesk.moneyCodes.contains($0.code) }
        let codes = Set(findings.map(\.code)).union(detail.summary.codes).intersection(CaseDesk.moneyCodes)
        guard call.may(.requestRefunds), let code = FindingCode.mostPressing(of: codes),
            !refunds.contains(where: \.file.holdsMoney)
        else { return nil }
        let finding = findings.first { $0.code == code }
        if code == .py06, finding?.field == "claim" || finding == nil { return nil }
        let right = Query(call.visit.query)["right"] ?? (finding?.field == "amount" ? finding?.expected : nil)
        let extra = code == .py06 ? finding?.difference.map { Money(minor: abs($0.minor), currency: $0.currency) } : nil
        let fields: [String: String?] = [
            "transaction": id, "case": detail.summary.id.text, "right": code == .py09 ? right : nil,
            "amount": extra?.text,
            "reason": code == .py09 ? RefundReason.wrongAmount.rawValue : RefundReason.doubleCharge.rawValue,
        ]
        return RefundDraft { fields[$0] ?? nil }
    }

    private func right(_ draft: RefundDraft?, _ form: RefundDraftPage?) -> CaseDesk.Right? {
        guard let draft, draft.reason == .wrongAmount else { return nil }
        let difference = draft.difference(from: found.summary.believed.amount)
        return CaseDesk.Right(
            href: "/cases/\(detail.summary.id)", value: draft.right, collect: form?.collect,
            due: difference.flatMap { $0.minor < 0 ? (-$0).text : nil })
    }

    private func letter(after refund: RefundRecord?) async throws -> DraftPage? {
        guard call.may(.sendMessages) else { return nil }
        let name = CaseDesk.template(for: detail.summary.family, found.verdict.money, after: refund)
        guard let name else { return nil }
        var wish = MessageDesk.Wish()
        (wish.transaction, wish.caseID) = (id, detail.summary.id.text)
        let language: MessageLanguage = call.visit.language == .chinese ? .chinese : .english
        return try await MessageDraftController.page(wish, named: TemplateKey(name, language), problem: nil, call)
    }
}

extension RefundDraft {
    /// Whether it is known how much goes back.
    fileprivate var isReady: Bool { reason != .wrongAmount || !right.isEmpty }
}

extension Optional where Wrapped: Sendable {
    /// `map` for what takes a while.
    func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
