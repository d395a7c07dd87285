// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why an event does not fit a case. The case is as it was.
public enum CaseRefusal: Error, Hashable, Sendable {
    /// There is no way from one state to the other.
    case noWay(from: CaseState, to: CaseState)
    /// The case is over; it must be reopened first.
    case isOver(CaseState)
    /// It is work already, so there is nothing to reopen.
    case isOpen(CaseState)
    /// The first event of a case opens it, and no other does.
    case notTheBeginning
    /// A case about a transaction holds codes of one family only.
    case otherFamily(FindingCode)
    /// The case has no such code, so it has no such step.
    case unknownCode(FindingCode)
    case causeMissing
    case proofMissing
    case reasonMissing
    /// Nothing is written.
    case empty
    /// More bytes of UTF-8 than are kept.
    case tooLong(limit: Int)
    /// A number outside what its field allows.
    case outside(ClosedRange<Int>)

    /// What is wrong and what to do, in one sentence or two.
    public var words: Bilingual {
        switch self {
        case .noWay(let from, let to):
            Bilingual(
                zh: "不能从“\(from.label.chinese)”直接到“\(to.label.chinese)”。请按页面给出的下一步办理。",
                en: "A case does not go from “\(from.label.english)” to “\(to.label.english)” at once. "
                    + "Take one of the steps that the page offers.")
        case .isOver(let state):
            Bilingual(
                zh: "工单已“\(state.label.chinese)”。要继续处理，请先重新打开。",
                en: "The case is “\(state.label.english)”. Reopen it to go on.")
        case .isOpen(let state):
            Bilingual(
                zh: "工单正在处理（\(state.label.chinese)），不需要重新打开。",
                en: "The case is being worked on (“\(state.label.english)”); there is nothing to reopen.")
        case .notTheBeginning:
            Bilingual(zh: "工单已经开立，不能再开一次。", en: "The case is open already; it is not opened twice.")
        case .otherFamily(let code):
            Bilingual(
                zh: "\(code) 属于另一类，应另立工单。", en: "\(code) is of another family and has a case of its own.")
        case .unknownCode(let code):
            Bilingual(zh: "这张工单没有 \(code)。", en: "This case has no \(code).")
        case .causeMissing: Bilingual(zh: "办结前请填写原因。", en: "State the cause before it counts as resolved.")
        case .proofMissing:
            Bilingual(zh: "请写明凭什么认为已经办结。", en: "Say what shows that it is put right.")
        case .reasonMissing: Bilingual(zh: "请写明理由。", en: "Say why.")
        case .empty: Bilingual(zh: "内容是空的。", en: "Nothing is written.")
        case .tooLong(let limit):
            Bilingual(zh: "太长了，最多 \(limit) 字节。请写短一些。", en: "Too long: at most \(limit) bytes. Make it shorter.")
        case .outside(let range):
            Bilingual(
                zh: "请填 \(range.lowerBound) 到 \(range.upperBound) 之间的数。",
                en: "Give a number from \(range.lowerBound) to \(range.upperBound).")
        }
    }
}

extension CaseState {
    public var label: Bilingual {
        switch self {
        case .open: Bilingual(zh: "待处理", en: "open")
        case .confirming: Bilingual(zh: "核实中", en: "confirming")
        case .acting: Bilingual(zh: "处理中", en: "acting")
        case .waiting(let party): Bilingual(zh: "等\(party.label.chinese)", en: "waiting for \(party.label.english)")
        case .resolved: Bilingual(zh: "已办结", en: "resolved")
        case .followedUp: Bilingual(zh: "已回访", en: "followed up")
        case .closed: Bilingual(zh: "已关闭", en: "closed")
        }
    }
}

extension CaseState.Party {
    public var label: Bilingual {
        switch self {
        case .customer: Bilingual(zh: "顾客", en: "the customer")
        case .acquirer: Bilingual(zh: "收单机构", en: "the acquirer")
        case .supplier: Bilingual(zh: "供应商", en: "the supplier")
        case .bank: Bilingual(zh: "银行", en: "the bank")
        case .authority: Bilingual(zh: "主管部门", en: "the authority")
        }
    }
}
