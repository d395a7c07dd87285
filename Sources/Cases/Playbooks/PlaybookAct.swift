// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// What a page can offer for a step: a button, a form or a link.
public enum PlaybookAct: Hashable, Sendable {
    /// Ask the acquirer for the outcome, and note its answer.
    case askAcquirer
    /// The two or more records side by side.
    case compare
    /// Print the slip once more, marked as a copy.
    case reprint
    /// The pick-up code and its QR code on the screen.
    case showCode
    case sendMessage(PlaybookMessage)
    /// Enter a receipt written by hand with its number.
    case handwritten
    /// The printers: lamp, paper, queue, fail-over.
    case printers
    /// Open a device case of this code with the facts filled in.
    case openDevice(FindingCode)
    /// The register of slips left behind.
    case slipRegister
    /// Make the pick-up code of a receipt worthless.
    case revokeCode
    /// Write the sale that the till lost.
    case restoreSale
    /// Give money back: void or refund, chosen by the system.
    case voidOrRefund
    /// Ask again for a refund with the same number.
    case retryRefund
    /// A second person's yes.
    case approve
    /// What the customer takes home as proof of a refund.
    case proofSheet
    /// Coupon, gift or discount within the limits.
    case compensate
    /// The one page for the acquirer.
    case factSheet
    /// The ticket for who supplied the device.
    case supplierTicket
    /// Official numbers of those to call.
    case directory
    case evidencePack
    /// Nothing of this case is deleted until it is lifted.
    case legalHold
    /// Why it happened.
    case noteCause
    /// Look again after so many working days.
    case follow(workingDays: Int)
    /// Contracts and fees.
    case tariffs
    /// What was due and what arrived, day by day.
    case settlement
    /// Begin a new charge. Locked until the first one is proved not charged.
    case chargeAnew

    /// A stable word for pages and programs; parameters are not part of it.
    public var name: String {
        switch self {
        case .askAcquirer: "ask-acquirer"
        case .compare: "compare"
        case .reprint: "reprint"
        case .showCode: "show-code"
        case .sendMessage: "send-message"
        case .handwritten: "handwritten"
        case .printers: "printers"
        case .openDevice: "open-device"
        case .slipRegister: "slip-register"
        case .revokeCode: "revoke-code"
        case .restoreSale: "restore-sale"
        case .voidOrRefund: "void-or-refund"
        case .retryRefund: "retry-refund"
        case .approve: "approve"
        case .proofSheet: "proof-sheet"
        case .compensate: "compensate"
        case .factSheet: "fact-sheet"
        case .supplierTicket: "supplier-ticket"
        case .directory: "directory"
        case .evidencePack: "evidence-pack"
        case .legalHold: "legal-hold"
        case .noteCause: "note-cause"
        case .follow: "follow"
        case .tariffs: "tariffs"
        case .settlement: "settlement"
        case .chargeAnew: "charge-anew"
        }
    }

    /// What stands on the button.
    public var label: Bilingual {
        switch self {
        case .askAcquirer: Bilingual(zh: "向收单机构查询", en: "Ask the acquirer")
        case .compare: Bilingual(zh: "并排核对", en: "Compare side by side")
        case .reprint: Bilingual(zh: "补打小票", en: "Reprint the slip")
        case .showCode: Bilingual(zh: "出示取单码", en: "Show the pick-up code")
        case .sendMessage(let message): Bilingual(zh: "发短信 \(message.rawValue)", en: "Send message \(message.rawValue)")
        case .handwritten: Bilingual(zh: "登记手工收据", en: "Enter a hand-written receipt")
        case .printers: Bilingual(zh: "查看打印机", en: "Look at the printers")
        case .openDevice(let code): Bilingual(zh: "开设备工单 \(code)", en: "Open a device case \(code)")
        case .slipRegister: Bilingual(zh: "查遗留小票登记", en: "Look in the found-slip register")
        case .revokeCode: Bilingual(zh: "作废取单码", en: "Revoke the pick-up code")
        case .restoreSale: Bilingual(zh: "补记销售", en: "Restore the sale")
        case .voidOrRefund: Bilingual(zh: "撤销或退款", en: "Void or refund")
        case .retryRefund: Bilingual(zh: "用原退款号重试", en: "Retry with the same refund number")
        case .approve: Bilingual(zh: "第二人审批", en: "Second person approves")
        case .proofSheet: Bilingual(zh: "打印退款证明", en: "Print the proof of refund")
        case .compensate: Bilingual(zh: "登记补偿", en: "Offer compensation")
        case .factSheet: Bilingual(zh: "打印情况说明", en: "Print the fact sheet")
        case .supplierTicket: Bilingual(zh: "向供应商报修", en: "Open a supplier ticket")
        case .directory: Bilingual(zh: "查官方电话", en: "Find the official number")
        case .evidencePack: Bilingual(zh: "生成证据包", en: "Build the evidence pack")
        case .legalHold: Bilingual(zh: "冻结资料", en: "Set the legal hold")
        case .noteCause: Bilingual(zh: "填写原因", en: "State the cause")
        case .follow(let days): Bilingual(zh: "\(days) 个工作日后回访", en: "Follow up in \(Self.days(days))")
        case .tariffs: Bilingual(zh: "查看费率", en: "Look at the tariffs")
        case .settlement: Bilingual(zh: "查看到账", en: "Look at the deposits")
        case .chargeAnew: Bilingual(zh: "重新收款", en: "Collect anew")
        }
    }

    private static func days(_ count: Int) -> String { count == 1 ? "1 working day" : "\(count) working days" }
}

/// The messages that a playbook sends, by the names of their templates.
public enum PlaybookMessage: String, CaseIterable, Hashable, Sendable {
    case n1 = "N1"
    case n2 = "N2"
    case n3 = "N3"
    case n4 = "N4"
    case n5 = "N5"
    case n6 = "N6"
    case n7 = "N7"
    case n8 = "N8"
    case n9 = "N9"
    case n10 = "N10"
    case n11 = "N11"
    case n12 = "N12"
    case n13 = "N13"
    case n14 = "N14"
    case n15 = "N15"
    case n16 = "N16"
    case n17 = "N17"
}
