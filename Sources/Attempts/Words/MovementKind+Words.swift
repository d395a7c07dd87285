// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

extension MovementKind {
    /// Stable name in the API.
    public var name: String {
        switch self {
        case .sale: "sale"
        case .void: "void"
        case .refund: "refund"
        case .preauth: "preauth"
        case .addition: "addition"
        case .preauthVoid: "preauth_void"
        case .completion: "completion"
        case .completionAdvice: "completion_advice"
        case .completionVoid: "completion_void"
        case .offlineSale: "offline_sale"
        }
    }

    public init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .sale: Bilingual(zh: "消费", en: "sale")
        case .void: Bilingual(zh: "撤销", en: "void")
        case .refund: Bilingual(zh: "退货", en: "refund")
        case .preauth: Bilingual(zh: "预授权", en: "pre-authorisation")
        case .addition: Bilingual(zh: "预授权追加", en: "addition to a pre-authorisation")
        case .preauthVoid: Bilingual(zh: "预授权撤销", en: "void of a pre-authorisation")
        case .completion: Bilingual(zh: "预授权完成", en: "completion")
        case .completionAdvice: Bilingual(zh: "预授权完成通知", en: "completion by advice")
        case .completionVoid: Bilingual(zh: "预授权完成撤销", en: "void of a completion")
        case .offlineSale: Bilingual(zh: "离线消费", en: "offline sale")
        }
    }
}

extension LinkKind {
    /// Stable name in the API.
    public var name: String {
        switch self {
        case .terminal: "terminal"
        case .acquirer: "acquirer"
        case .wallet: "wallet"
        }
    }
}
