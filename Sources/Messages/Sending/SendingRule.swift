// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why a message is not queued. Nothing was recorded.
public enum SendingRefusal: Error, Hashable, Sendable {
    /// Only a person may write to a contact that is remembered from an earlier time.
    case rememberedContact
    /// The contact said that the receipt is not theirs, or does not want messages.
    case blocked
    case noConsent
    /// This case has another contact already.
    case otherContact(ContactID)
    /// The channel has not said what the message claims.
    case refundNotProved(TemplateName.RefundProof)
    case tooManyToday(limit: Int)
    /// The template, a value or a provider's rule stands against it.
    case text(String)

    /// What to tell the person who asked, and what to do instead.
    public var words: Bilingual {
        switch self {
        case .rememberedContact:
            Bilingual(
                zh: "系统不会自动发给以前留下的联系方式。请与顾客当面确认后由店员发送。",
                en:
                    "Nothing is sent by itself to a contact from an earlier time. Confirm it with the customer and send it yourself."
            )
        case .blocked:
            Bilingual(
                zh: "对方说过这不是他的小票，或不愿再收消息。请向顾客另要一个联系方式。",
                en:
                    "They said that the receipt is not theirs, or want no messages. Ask the customer for another contact."
            )
        case .noConsent:
            Bilingual(zh: "推广消息要先得到顾客同意。", en: "A promotion needs the customer's consent first.")
        case .otherContact(let contact):
            Bilingual(
                zh: "此工单已有联系人 \(contact.text)。一个工单只联系一处；要换，请先停用原联系人。",
                en:
                    "This case has the contact \(contact.text). One case writes to one place; to change it, end the other first."
            )
        case .refundNotProved(let proof):
            proof == .succeeded
                ? Bilingual(zh: "渠道尚未回报退款成功，不能发这条。", en: "The channel has not said that the refund succeeded.")
                : Bilingual(zh: "渠道尚未受理退款，不能发这条。", en: "The channel has not accepted the refund yet.")
        case .tooManyToday(let limit):
            Bilingual(
                zh: "同一号码同一模板今天已发 \(limit) 条，运营商会拦截。",
                en: "\(limit) of this template went to this number today; networks stop more.")
        case .text(let why): Bilingual(zh: "内容不行：\(why)", en: "The text does not pass: \(why)")
        }
    }
}

/// Decides whether a message may be queued. Pure: the shell gathers what is known.
public struct SendingRule: Hashable, Sendable {
    /// What is known when somebody asks for a message.
    public struct Circumstances: Hashable, Sendable {
        /// Asked for by a part of the program and not by a person.
        public var isAutomatic = false
        /// The contact was given before this case or this visit.
        public var isRemembered = false
        public var isBlocked = false
        public var hasConsent = false
        /// The contact that the case wrote to before, if another.
        public var caseContact: ContactID?
        public var contact: ContactID?
        /// The best that the channel said of the refund that the message is about.
        public var refund = TemplateName.RefundProof.none
        /// How many of this template went to this address today.
        public var sentToday = 0
        /// How many of one template may go to one address in a day.
        public var dailyLimit = SendingRule.dailyLimit

        public init() {}
    }

    /// What networks let through, where the shop sets no less.
    public static let dailyLimit = 50

    /// - Throws: the first rule that stands against it.
    public static func check(
        _ template: TemplateName, _ purpose: MessagePurpose, _ known: Circumstances
    ) throws(SendingRefusal) {
        if known.isAutomatic, known.isRemembered { throw .rememberedContact }
        if known.isBlocked { throw .blocked }
        if purpose == .promotion, !known.hasConsent { throw .noConsent }
        if let other = known.caseContact, other != known.contact { throw .otherContact(other) }
        switch (template.needs, known.refund) {
        case (.none, _), (.accepted, .accepted), (.accepted, .succeeded), (.succeeded, .succeeded): break
        default: throw .refundNotProved(template.needs)
        }
        if known.sentToday >= known.dailyLimit { throw .tooManyToday(limit: known.dailyLimit) }
    }
}
