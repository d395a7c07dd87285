// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A place in a template that is filled for each message: `{amount}`.
///
///     fixed by the shop     {sign} {site} {phone}                       part of what a provider approves
///     of each message       {day} {time} {amount} {due} {paid}
///                           {difference} {code} {refund} {promised}     what a provider calls a variable
public enum MessageVariable: String, CaseIterable, Hashable, Sendable {
    /// The shop's name as it stands before a message: 【示例超市】.
    case sign
    /// The site's name without a scheme, where a customer types the pick-up code.
    case site
    /// The shop's telephone.
    case phone
    /// Day of the payment: 11月20日, 20 Nov.
    case day
    /// Clock of the payment: 15:03.
    case time
    /// What was paid, or given back: 58.00元, CNY 58.00.
    case amount
    /// What should have been charged.
    case due
    /// What was charged instead.
    case paid
    /// What goes back of it.
    case difference
    /// Pick-up code of the receipt (取单码).
    case code
    /// Number of the refund.
    case refund
    /// When there will be news: 今日18:00前, by 18:00 today.
    case promised

    /// Part of the text that a provider approves, and therefore never sent as a value.
    public var isFixed: Bool { self == .sign || self == .site || self == .phone }

    /// Most characters of a value; providers refuse longer ones.
    public var limit: Int {
        switch self {
        case .sign: 20
        case .site: 40
        default: 20
        }
    }

    /// What stands in an example: the drafts of the standard templates are counted with these.
    public func sample(in language: MessageLanguage) -> String {
        let isChinese = language == .chinese
        return switch self {
        case .sign: isChinese ? "示例超市" : "Example Mart"
        case .site: "r.example.cn"
        case .phone: "400-000-0000"
        case .day: isChinese ? "11月20日" : "20 Nov"
        case .time: "15:03"
        case .amount, .due: isChinese ? "58.00元" : "CNY 58.00"
        case .paid: isChinese ? "85.00元" : "CNY 85.00"
        case .difference: isChinese ? "27.00元" : "CNY 27.00"
        case .code: "8K4P2Q"
        case .refund: "RF7Q2M"
        case .promised: isChinese ? "今日18:00前" : "by 18:00 today"
        }
    }

    /// The longest value that really occurs: a template must stay acceptable with it.
    public func longest(in language: MessageLanguage) -> String {
        let isChinese = language == .chinese
        return switch self {
        case .sign, .site, .phone: sample(in: language)
        case .day: isChinese ? "12月31日" : "31 Dec"
        case .time: "23:59"
        case .amount, .due, .paid, .difference: isChinese ? "100000.00元" : "CNY 100000.00"
        case .code: "8K4P2QTX"
        case .refund: "RF7Q2M8K"
        case .promised: isChinese ? "12月31日18:00前" : "by 18:00 on 31 Dec"
        }
    }
}
