// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// CS: what somebody outside the shop demands, and by when.
extension Judgement {
    private func open(_ kind: Notice.Kind) -> Demands.Open? { demands.notices.first { $0.kind == kind } }

    /// Whether the customer's bank is taking the money back.
    var dispute: Demands.Open? { open(.chargeback) }

    /// A complaint or a letter whose day has passed without an answer.
    func complaintOverdue() -> Finding? {
        let late = waiting.filter { $0.deadline < today }
        guard let first = late.min(by: { ($0.deadline, $0.kind.rawValue) < ($1.deadline, $1.kind.rawValue) }) else {
            return nil
        }
        let (what, day) = (first.kind.label, Words.day(first.deadline))
        return finding(
            .cs01, field: "deadline", expected: first.deadline.description, actual: today.description,
            evidence: late.map(\.witness.origin.reference),
            zh: "\(what.chinese)应在\(day.zh)前答复，已经超时，请上报负责人。",
            en: "\(what.english.capitalisedFirst) was to be answered by \(day.en) and is overdue: tell the person in "
                + "charge.")
    }

    func retrieval() -> Finding? {
        // Answered is all that a retrieval asks for.
        guard let notice = open(.retrieval), notice.step == .received else { return nil }
        return demand(
            notice, .cs02, zh: "收单机构调单：要这笔\(type.label.chinese)的签购单和交付证明。",
            en: "The acquirer asks for the slip and the proof of delivery of this \(type.label.english).")
    }

    func chargeback() -> Finding? {
        guard let notice = dispute else { return nil }
        let what = words.amount
        return demand(
            notice, .cs03, difference: believed.amount,
            zh: "顾客的银行拒付 \(what.zh)。凭证据抗辩或接受，二选一；期间不要退款，否则会付两次。",
            en: "The customer's bank takes back \(what.en). Defend it with evidence or accept it; do not refund "
                + "meanwhile, or the money goes out twice.")
    }

    func regulator() -> Finding? {
        guard let notice = open(.regulator) else { return nil }
        return demand(
            notice, .cs04, zh: "监管部门（12315）就这笔交易来函或来电。准备完整证据包，并配合调解。",
            en: "The consumer authority (12315) asks about this transaction. Prepare the full pack and mediate.")
    }

    func lawsuit() -> Finding? {
        guard let notice = open(.lawsuit) else { return nil }
        return demand(
            notice, .cs05, zh: "就这笔交易收到起诉。停止删除任何相关资料，交律师处理。",
            en: "A claim was served about this transaction. Delete nothing that bears on it, and hand it to the lawyer."
        )
    }

    private func demand(
        _ notice: Demands.Open, _ code: FindingCode, difference: Money? = nil, zh: String, en: String
    ) -> Finding {
        let ending: Phrase
        if notice.step == .answered {
            ending = Phrase(zh: "已答复，等对方决定。", en: " It was answered; the other side has yet to decide.")
        } else if let day = deadline(of: notice).map({ Words.day($0) }) {
            ending = Phrase(zh: "\(day.zh)前答复。", en: " Answer by \(day.en).")
        } else {
            ending = Phrase(zh: "先问清答复期限。", en: " Ask by which date it wants an answer.")
        }
        return finding(
            code, field: "notice", expected: (deadline(of: notice))?.description ?? "", actual: notice.step.rawValue,
            difference: difference, evidence: [notice.witness.origin.reference], zh: zh + ending.zh, en: en + ending.en)
    }
}

extension Notice.Kind {
    /// What people call it; in English with its article.
    public var label: Bilingual {
        switch self {
        case .complaint: Bilingual("顾客投诉", "the customer's complaint")
        case .retrieval: Bilingual("调单", "the acquirer's request for the slip")
        case .chargeback: Bilingual("拒付", "the chargeback")
        case .regulator: Bilingual("监管来函", "the authority's letter")
        case .lawsuit: Bilingual("诉讼", "the lawsuit")
        }
    }
}

extension Notice.Step {
    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .received: Bilingual("已收到", "received")
        case .answered: Bilingual("已答复", "answered")
        case .closed: Bilingual("已了结", "closed")
        }
    }
}
