// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Which messages the playbook of a code sends, in its order, or why the customer is told nothing.
public enum TemplateUse: Hashable, Sendable {
    case sends([TemplateName])
    case none(Bilingual)

    public var names: [TemplateName] {
        switch self {
        case .sends(let names): names
        case .none: []
        }
    }

    /// The use of a code; nil for one that is not in the table.
    public static func of(_ code: FindingCode) -> TemplateUse? { table[code] }

    /// Codes whose playbook sends a message, sorted.
    public static func codes(of name: TemplateName) -> [FindingCode] {
        table.filter { $0.value.names.contains(name) }.keys.sorted()
    }

    private static let table: [FindingCode: TemplateUse] = [
        .rc01: .sends([.n1]), .rc02: .sends([.n1]), .rc03: .sends([.n1]), .rc04: .sends([.n1]),
        .rc05: .none(copies), .rc06: .sends([.n1]), .rc07: .sends([.n8]), .rc08: .sends([.n1]),
        .rc09: .sends([.n1]), .rc10: .none(numbers),
        .py01: .sends([.n2, .n3]), .py02: .sends([.n1]), .py03: .sends([.n3]), .py04: .sends([.n5]),
        .py05: .sends([.n9]), .py06: .sends([.n4, .n5]), .py07: .none(bookedTwice), .py08: .sends([.n10]),
        .py09: .sends([.n6]), .py10: .sends([.n11]), .py11: .sends([.n11]), .py12: .sends([.n12, .n5]),
        .py13: .sends([.n2]), .py14: .sends([.n3]), .py15: .none(forged), .py16: .none(offline),
        .st01: .none(settlement), .st02: .none(settlement), .st03: .none(settlement), .st04: .none(settlement),
        .st05: .none(settlement), .st06: .none(settlement), .st07: .none(settlement), .st08: .none(settlement),
        .rf01: .sends([.n13]), .rf02: .sends([.n14, .n5]), .rf03: .sends([.n15, .n5]), .rf04: .sends([.n17]),
        .rf05: .sends([.n15]), .rf06: .sends([.n5]),
        .dv01: .none(device), .dv02: .none(device), .dv03: .none(device), .dv04: .none(device),
        .dv05: .none(device), .dv06: .none(device), .dv07: .none(device),
        .cs01: .sends([.n16, .n7]), .cs02: .none(bank), .cs03: .none(bank), .cs04: .none(authority),
        .cs05: .none(authority),
    ]

    // MARK: - Why nothing is said

    private static let copies = Bilingual(
        zh: "顾客已有小票，只查店内是谁补打", en: "The customer has the slip; who printed copies is a matter of the shop.")
    private static let numbers = Bilingual(
        zh: "断号只查店内记录，不涉及某位顾客", en: "A gap in the numbers is looked for in the shop and names no customer.")
    private static let bookedTwice = Bilingual(
        zh: "顾客只付了一次，改的是店内记录", en: "The customer paid once; only the shop's record changes.")
    private static let forged = Bilingual(
        zh: "当面处理，不给出示假凭证的人发短信", en: "Handled at the counter; whoever shows a forged proof is sent nothing.")
    private static let offline = Bilingual(
        zh: "款项会随上送到账，顾客手里已有小票", en: "The charge follows when the terminal uploads; the customer has the slip.")
    private static let settlement = Bilingual(
        zh: "商户与收单机构之间的款项，不涉及顾客", en: "Between the shop and its acquirer; no customer is concerned.")
    private static let device = Bilingual(
        zh: "设备问题；受影响的付款另有工单和短信", en: "About a device; a payment it harmed has a case and a message of its own.")
    private static let bank = Bilingual(
        zh: "由发卡行与持卡人联系，店里只答复收单机构", en: "The issuer speaks with the cardholder; the shop answers the acquirer.")
    private static let authority = Bilingual(
        zh: "由主管部门或律师沟通，不发短信", en: "The authority or the lawyers speak; nothing is sent by message.")
}
