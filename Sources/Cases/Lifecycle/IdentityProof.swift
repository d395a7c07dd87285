// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// What somebody shows before a lost slip is given out again, graded by its amount (S38).
///
///     below 200.00      two facts
///     below 2,000.00    two facts, a screenshot
///     from there on     two facts, a screenshot, a document, and a manager does it
public enum IdentityProof: String, CaseIterable, Hashable, Sendable {
    /// Two facts that only who paid knows: amount, time, last four digits, what was bought.
    case facts
    /// The payment in the bank's or the wallet's own application.
    case screenshot
    /// An identity document, looked at and not copied.
    case document

    private static let small: Int64 = 20_000
    private static let large: Int64 = 200_000

    /// What is needed for a slip of this amount; all of it where the amount is not known.
    public static func needed(for amount: Money?) -> [IdentityProof] {
        guard let amount else { return allCases }
        if amount.minor < small { return [.facts] }
        return amount.minor < large ? [.facts, .screenshot] : allCases
    }

    /// Whether a manager must do it.
    public static func needsManager(for amount: Money?) -> Bool { needed(for: amount).contains(.document) }

    public var label: Bilingual {
        switch self {
        case .facts:
            Bilingual(zh: "两项事实相符：金额、时间、卡尾号或所购商品", en: "Two facts fit: amount, time, last four digits, goods")
        case .screenshot:
            Bilingual(zh: "看过银行或钱包里的这笔付款", en: "Saw this payment in the bank's or wallet's app")
        case .document: Bilingual(zh: "看过身份证件（不留复印件）", en: "Saw an identity document (no copy kept)")
        }
    }
}
