// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Looks through a template with a provider's eyes.
///
///     template ─▶ its own words: forbidden words, signs, characters, links, telephones
///              ─▶ its longest message: length, parts
public struct TemplateCheck: Hashable, Sendable {
    public let rule: ProviderRule
    public let complaints: [TextComplaint]
    /// Of the example and of the longest message, with the sign.
    public let sample: SegmentCount
    public let longest: SegmentCount

    /// Whether the provider would take it.
    public var isAcceptable: Bool { complaints.allSatisfy(\.isWarning) }

    /// - Parameters:
    ///   - shop: the shop's own sign, site and telephone; examples stand in for what it does not name.
    ///   - region: nil for where messages in this language go: Chinese to China, English abroad.
    public init(
        _ template: TemplateText, in language: MessageLanguage, by rule: ProviderRule,
        shop: MessageValues = MessageValues(), region: SegmentCount.Region? = nil
    ) {
        let region = region ?? (language == .chinese ? .china : .abroad)
        let longestText = template.longest(in: language, shop: shop)
        self.rule = rule
        sample = SegmentCount(template.sample(in: language, shop: shop), to: region)
        longest = SegmentCount(longestText, to: region)
        let body = Self.withoutSign(template.fixedText, language: language)
        var found = Self.words(in: body.text, rule)
        if language == .chinese, rule.addsSign, !body.isSigned { found.append(TextComplaint(.badSign)) }
        found += Self.signs(in: body.text, rule) + Self.links(in: body.text, rule)
        found += Self.phones(in: Self.withShop(template, shop, language), rule)
        for variable in template.openVariables
        where region == .china && variable.longest(in: language).count > rule.valueLimit {
            found.append(TextComplaint(.longVariable(variable, limit: rule.valueLimit)))
        }
        if longest.isTooLong {
            let limit = region == .china ? SegmentCount.chineseLimit : 0
            found.append(TextComplaint(.tooLong(length: longest.length, limit: limit)))
        } else if longest.parts > 1 {
            found.append(TextComplaint(.parts(longest.parts)))
        }
        complaints = found
    }

    /// The text after its sign 【…】.
    private static func withoutSign(
        _ text: String, language: MessageLanguage
    ) -> (text: String, isSigned: Bool) {
        guard text.hasPrefix("【\u{0}】") else { return (text, false) }
        return (String(text.dropFirst(3)), true)
    }

    private static func words(in text: String, _ rule: ProviderRule) -> [TextComplaint] {
        let folded = text.lowercased()
        return rule.words.filter { folded.contains($0.lowercased()) }.map { TextComplaint(.word($0)) }
    }

    private static func signs(in text: String, _ rule: ProviderRule) -> [TextComplaint] {
        var found: [TextComplaint] = []
        for sign in text {
            var complaint: TextComplaint?
            if rule.signs.contains(sign) { complaint = TextComplaint(.sign(String(sign))) }
            if rule.wantsSimplified, TraditionalCharacters.contains(sign) {
                complaint = TextComplaint(.traditional(String(sign)))
            }
            if let complaint, !found.contains(complaint) { found.append(complaint) }
        }
        return found
    }

    /// Addresses with a scheme, and the names of services that shorten them.
    private static func links(in text: String, _ rule: ProviderRule) -> [TextComplaint] {
        guard rule.refusesLinks else { return [] }
        let marks = ["http://", "https://", "t.cn/", "bit.ly/", "dwz.cn/", "url.cn/", "suo.im/"]
        let folded = text.lowercased()
        return marks.filter { folded.contains($0) }.map { TextComplaint(.link($0)) }
    }

    private static func withShop(_ template: TemplateText, _ shop: MessageValues, _ language: MessageLanguage) -> String
    {
        template.parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(let variable): variable == .phone ? shop[.phone] ?? variable.sample(in: language) : "\u{0}"
            }
        }.joined()
    }

    /// Runs of seven digits or more with their hyphens are telephones.
    private static func phones(in text: String, _ rule: ProviderRule) -> [TextComplaint] {
        var runs: [String] = []
        var run = ""
        for character in text + "\u{0}" {
            if character.isASCII, character.isNumber || (character == "-" && !run.isEmpty) {
                run.append(character)
            } else {
                if run.filter(\.isNumber).count >= 5 { runs.append(run) }
                run = ""
            }
        }
        let phones = runs.filter { $0.filter(\.isNumber).count >= 7 || $0.hasPrefix("95") }
        let refused = rule.wantsOfficePhones ? phones.filter { !isOfficePhone($0) } : []
        let tooMany = phones.count > rule.phoneLimit ? phones[rule.phoneLimit...] : []
        return (refused + tooMany.filter { !refused.contains($0) }).map { TextComplaint(.phone($0)) }
    }

    /// A landline (0 and an area), a 400 or 800 number, or a short number that begins with 95 or 96; no mobile.
    static func isOfficePhone(_ text: String) -> Bool {
        let digits = text.filter(\.isNumber)
        if digits.hasPrefix("400") || digits.hasPrefix("800") { return digits.count == 10 }
        if digits.hasPrefix("95") || digits.hasPrefix("96") { return (5...8).contains(digits.count) }
        if digits.hasPrefix("0") { return (10...12).contains(digits.count) }
        return (7...8).contains(digits.count)
    }
}
