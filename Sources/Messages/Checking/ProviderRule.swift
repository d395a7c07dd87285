// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What one provider of short messages takes, as data.
public struct ProviderRule: Hashable, Sendable {
    public enum Provider: String, CaseIterable, Hashable, Sendable {
        case alibaba, tencent, huawei, generic
    }

    public let provider: Provider
    public let name: String
    /// Words that stand for topics that are refused; small letters count like capitals.
    public let words: [String]
    /// Signs refused anywhere.
    public let signs: Set<Character>
    /// Whether traditional characters are refused.
    public let wantsSimplified: Bool
    /// Whether links with a scheme and short links are refused.
    public let refusesLinks: Bool
    /// Most characters of a value.
    public let valueLimit: Int
    /// Most telephone numbers, and whether each must be a landline, 400 or 95 number.
    public let phoneLimit: Int
    public let wantsOfficePhones: Bool
    /// Whether the message begins with 【sign】 that the provider puts there itself.
    public let addsSign: Bool
    /// Messages with one sign and template to one number in a day.
    public let dailyLimit: Int

    /// The rule of a provider.
    public static func of(_ provider: Provider) -> ProviderRule {
        switch provider {
        case .alibaba: alibaba
        case .tencent: tencent
        case .huawei: huawei
        case .generic: generic
        }
    }

    private static let refusedSigns: Set<Character> = [
        "¥", "￥", "①", "②", "③", "④", "⑤", "★", "☆", "→", "←", "※", "◆", "●", "√", "【", "】",
    ]
    /// Topics that the three name alike.
    private static let topics = [
        "POS机", "刷卡机", "问卷调查", "调查问卷", "好评", "调解", "法律维权", "返现", "积分兑换", "贷款", "催收", "投资", "股票",
        "彩票", "中奖", "抽奖", "博彩", "代开发票", "微信号", "加微信", "加群", "房产", "移民", "信用卡提额",
    ]

    private static let alibaba = ProviderRule(
        provider: .alibaba, name: "阿里云 Alibaba Cloud", words: topics, signs: refusedSigns, wantsSimplified: true,
        refusesLinks: true, valueLimit: 20, phoneLimit: 2, wantsOfficePhones: true, addsSign: true, dailyLimit: 50)
    private static let tencent = ProviderRule(
        provider: .tencent, name: "腾讯云 Tencent Cloud", words: topics, signs: refusedSigns, wantsSimplified: true,
        refusesLinks: true, valueLimit: 12, phoneLimit: 2, wantsOfficePhones: true, addsSign: true, dailyLimit: 50)
    private static let huawei = ProviderRule(
        provider: .huawei, name: "华为云 Huawei Cloud", words: topics, signs: refusedSigns, wantsSimplified: true,
        refusesLinks: true, valueLimit: 20, phoneLimit: 2, wantsOfficePhones: true, addsSign: true, dailyLimit: 50)
    private static let generic = ProviderRule(
        provider: .generic, name: "通用 Generic", words: [], signs: [], wantsSimplified: false, refusesLinks: false,
        valueLimit: 35, phoneLimit: 2, wantsOfficePhones: false, addsSign: false, dailyLimit: 50)
}
