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

    /// What must be true of a refund before it may be sent.
    public enum RefundProof: Hashable, Sendable { case none, accepted, succeeded }

    public var needs: RefundProof {
        switch self {
        case .n4, .n6: .accepted
        case .n5: .succeeded
        case .n1, .n2, .n3, .n7: .none
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
        }
    }

    /// The message that fits a finding; nil where nothing is to be told yet.
    public static func fitting(_ code: FindingCode) -> TemplateName? {
        switch code {
        case .rc01, .rc02, .rc03, .rc06, .rc07, .rc08: .n1
        case .py01, .py13: .n2
        case .py03, .py14: .n3
        case .py06: .n4
        case .rf02: .n5
        case .py09: .n6
        case .rc04, .rc05, .rc09: .n7
        default: nil
        }
    }
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

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
