// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Something in a template that a provider would refuse, or that costs more than it need.
public struct TextComplaint: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A word that stands for a forbidden topic.
        case word(String)
        /// A sign that is refused anywhere in the text.
        case sign(String)
        /// A traditional character where only simplified ones are taken.
        case traditional(String)
        /// An address in a variable, a short link, or any link with a scheme.
        case link(String)
        /// The sign 【…】 does not stand first, or stands twice.
        case badSign
        /// A value may be longer than the provider takes.
        case longVariable(MessageVariable, limit: Int)
        /// More telephone numbers than are taken, or one of a kind that is not.
        case phone(String)
        /// More characters than are taken.
        case tooLong(length: Int, limit: Int)
        /// With the longest values it takes more than one part.
        case parts(Int)
        /// It says what must not be said in a message of service.
        case unsaid(MessageVariable)
    }

    public let kind: Kind

    public init(_ kind: Kind) { self.kind = kind }

    /// Whether the message can be sent all the same.
    public var isWarning: Bool {
        if case .parts = kind { return true }
        return false
    }

    /// What it is about, to be marked in the text; empty when it is about the whole.
    public var excerpt: String {
        switch kind {
        case .word(let text), .sign(let text), .traditional(let text), .link(let text), .phone(let text): text
        case .longVariable(let variable, _), .unsaid(let variable): "{\(variable.rawValue)}"
        case .badSign, .tooLong, .parts: ""
        }
    }

    /// What is wrong, for the person at the editor.
    public var words: Bilingual {
        switch kind {
        case .word(let word): Bilingual(zh: "不能出现“\(word)”", en: "“\(word)” is a forbidden word")
        case .sign(let sign): Bilingual(zh: "不能出现符号“\(sign)”", en: "the sign “\(sign)” is refused")
        case .traditional(let text): Bilingual(zh: "“\(text)”是繁体字", en: "“\(text)” is a traditional character")
        case .link(let text): Bilingual(zh: "不能带链接“\(text)”", en: "the link “\(text)” is refused")
        case .badSign:
            Bilingual(zh: "签名【…】须在最前且只出现一次", en: "the sign 【…】 must stand first and only once")
        case .longVariable(let variable, let limit):
            Bilingual(
                zh: "变量 \(variable.rawValue) 可能超过 \(limit) 字", en: "\(variable.rawValue) may exceed \(limit) characters"
            )
        case .phone(let text):
            Bilingual(
                zh: "号码“\(text)”不行：只能写固话、400 或 95 号码，最多两个",
                en: "“\(text)”: only landline, 400 or 95 numbers are taken, two at most")
        case .tooLong(let length, let limit):
            Bilingual(zh: "共 \(length) 字，最多 \(limit) 字", en: "\(length) characters, \(limit) at most")
        case .parts(let parts):
            Bilingual(zh: "最长时按 \(parts) 条计费", en: "charged as \(parts) parts when it is longest")
        case .unsaid(let variable):
            Bilingual(zh: "缺少变量 \(variable.rawValue)", en: "\(variable.rawValue) is missing")
        }
    }
}
