// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Who acts on money, by the same words as the roles of people who sign in.
public enum RefundRole: String, CaseIterable, Hashable, Sendable {
    case cashier, manager, service, finance, auditor, administrator, technician

    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .cashier: Bilingual(zh: "收银员", en: "cashier")
        case .manager: Bilingual(zh: "店长", en: "store manager")
        case .service: Bilingual(zh: "客服", en: "customer service")
        case .finance: Bilingual(zh: "财务", en: "finance")
        case .auditor: Bilingual(zh: "审计", en: "auditor")
        case .administrator: Bilingual(zh: "管理员", en: "administrator")
        case .technician: Bilingual(zh: "设备人员", en: "technician")
        }
    }
}

/// Who must agree before a refund is sent. Whoever it is, it is not who asked.
public enum RefundApproval: String, CaseIterable, Hashable, Sendable {
    /// Within what who asked may do alone.
    case none
    /// A manager within his limit, or finance.
    case manager
    case finance
    /// Two people of finance, one after the other.
    case financePair

    /// How many others must agree.
    public var count: Int {
        switch self {
        case .none: 0
        case .manager, .finance: 1
        case .financePair: 2
        }
    }
}
