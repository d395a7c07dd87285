// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The messages that the shop sends, each in both languages.
public enum TemplateName: String, CaseIterable, Hashable, Sendable {
    /// Charged, and the slip was not printed: where to read it.
    case n1 = "N1"
    /// The outcome is being asked for: do not pay again.
    case n2 = "N2"
    /// It was not charged.
    case n3 = "N3"
    /// Charged twice, and one goes back. Only when the channel said *accepted*.
    case n4 = "N4"
    /// The refund went through. Only when the channel said *succeeded*.
    case n5 = "N5"
    /// A wrong amount was charged, and the difference goes back. Only when the channel said *accepted*.
    case n6 = "N6"
    /// The case is solved, and the customer may say what they think on the receipt page.
    case n7 = "N7"
    /// The slip was misprinted, and where to read the right one.
    case n8 = "N8"
    /// A sale that is not paid: whoever has paid shall not pay again, but call.
    case n9 = "N9"
    /// A hold and not a charge: it ends by itself.
    case n10 = "N10"
    /// Recorded wrongly, and being corrected.
    case n11 = "N11"
    /// Paid after the order had closed: the customer chooses.
    case n12 = "N12"
    /// The refund went out twice, by our mistake. Only when the channel said *succeeded*.
    case n13 = "N13"
    /// The bank is still working on the refund. Only when the channel said *accepted*.
    case n14 = "N14"
    /// The refund cannot go back the way it came.
    case n15 = "N15"
    /// A complaint that takes longer than promised.
    case n16 = "N16"
    /// The customer's bank moves the money, so that the shop holds its refund.
    case n17 = "N17"

    /// What must be true of a refund before it may be sent.
    public enum RefundProof: Hashable, Sendable { case none, accepted, succeeded }

    public var needs: RefundProof {
        switch self {
        case .n4, .n6, .n14: .accepted
        case .n5, .n13: .succeeded
        case .n1, .n2, .n3, .n7, .n8, .n9, .n10, .n11, .n12, .n15, .n16, .n17: .none
        }
    }

    /// What it is about, in few words.
    public var label: Bilingual {
        switch self {
        case .n1: Bilingual(zh: "已扣款未出票", en: "Charged, no slip")
        case .n2: Bilingual(zh: "结果核实中", en: "Outcome being asked for")
        case .n3: Bilingual(zh: "未扣款成功", en: "Not charged")
        case .n4: Bilingual(zh: "多扣已退回", en: "Charged twice, one goes back")
        case .n5: Bilingual(zh: "退款成功", en: "Refund went through")
        case .n6: Bilingual(zh: "金额有误已退差额", en: "Wrong amount, difference goes back")
        case .n7: Bilingual(zh: "已办结，可留言", en: "Solved, tell us more")
        case .n8: Bilingual(zh: "小票有误，已更正", en: "Slip misprinted, the right one")
        case .n9: Bilingual(zh: "尚未付款，请核对", en: "Not paid yet, please check")
        case .n10: Bilingual(zh: "银行冻结，未扣款", en: "A hold, not a charge")
        case .n11: Bilingual(zh: "登记有误，更正中", en: "Recorded wrongly, being corrected")
        case .n12: Bilingual(zh: "关单后到账，请选择", en: "Paid after close, please choose")
        case .n13: Bilingual(zh: "退款误退两笔", en: "Refund went out twice")
        case .n14: Bilingual(zh: "退款处理中", en: "Refund under way")
        case .n15: Bilingual(zh: "退款改为转账", en: "Refund by transfer instead")
        case .n16: Bilingual(zh: "投诉处理中", en: "Still working on it")
        case .n17: Bilingual(zh: "由银行退款", en: "The bank settles it")
        }
    }

    /// Where it stands in the list: N2 before N10.
    var position: Int { Int(rawValue.dropFirst()) ?? 0 }

    /// The message that a finding asks for first; nil where the customer is told nothing.
    public static func fitting(_ code: FindingCode) -> TemplateName? { TemplateUse.of(code)?.names.first }
}

/// A template in one language: its name for lists, journals and programs is `N1.zh`.
public struct TemplateKey: Hashable, Sendable, Comparable {
    public let name: TemplateName
    public let language: MessageLanguage

    public init(_ name: TemplateName, _ language: MessageLanguage) {
        self.name = name
        self.language = language
    }

    /// nil for a text that names none.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let name = TemplateName(rawValue: String(parts[0])),
            let language = MessageLanguage(rawValue: String(parts[1]))
        else { return nil }
        self.init(name, language)
    }

    public var text: String { "\(name.rawValue).\(language.rawValue)" }

    /// All of them, Chinese before English.
    public static let all = TemplateName.allCases.flatMap { name in
        MessageLanguage.allCases.map { TemplateKey(name, $0) }
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.name.position, left.language.rawValue) < (right.name.position, right.language.rawValue)
    }
}
