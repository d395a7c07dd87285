// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Several acts on a case by one press: take it, note what was done, and say who is waited for.
public enum CaseMacro: String, CaseIterable, Hashable, Sendable {
    case customerTold, acquirerAsked, supplierCalled

    /// Who the case waits for afterwards.
    public var party: CaseState.Party {
        switch self {
        case .customerTold: .customer
        case .acquirerAsked: .acquirer
        case .supplierCalled: .supplier
        }
    }

    /// What stands on the button.
    public var label: Bilingual {
        switch self {
        case .customerTold: Bilingual(zh: "已告知顾客，等顾客", en: "Customer told, wait for them")
        case .acquirerAsked: Bilingual(zh: "已问收单机构，等答复", en: "Acquirer asked, wait for it")
        case .supplierCalled: Bilingual(zh: "已报修，等供应商", en: "Supplier called, wait for them")
        }
    }

    /// Kept as the note where nothing else was typed.
    public var note: Bilingual {
        switch self {
        case .customerTold: Bilingual(zh: "已告知顾客情况和下一步。", en: "The customer knows how it stands and what comes next.")
        case .acquirerAsked: Bilingual(zh: "已书面询问收单机构。", en: "The acquirer was asked in writing.")
        case .supplierCalled: Bilingual(zh: "已向供应商报修。", en: "The supplier was called.")
        }
    }

    /// The acts, in their order.
    ///
    /// - Parameters:
    ///   - person: sign-in name of whoever pressed it.
    ///   - note: what is kept.
    public func acts(by person: String, note: String) -> [CaseEvent.Kind] {
        [.assigned(to: person), .note(note), .moved(.waiting(party))]
    }
}
