// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Messages
import Store

/// The templates, and the one at hand in its editor with what each provider would say of it.
struct TemplatesPage: Sendable {
    struct Item: Sendable, Equatable {
        let href: String
        let code: String
        let text: String
        let tongue: String
        let isCurrent: Bool
        let isEdited: Bool
    }

    /// A stretch of the text, marked where a provider refuses it.
    struct Piece: Sendable, Equatable {
        let text: String
        let isRefused: Bool
    }

    struct Judgement: Sendable, Equatable {
        let provider: String
        let mark: Mark
        let complaints: [String]
        let hasComplaints: Bool
        let pieces: [Piece]
        let isOurs: Bool
    }

    let title: String
    let items: [Item]
    let key: String
    let name: String
    let text: String
    let language: String
    let isEdited: Bool
    let changed: String?
    let mayChange: Bool
    let problem: String?
    let sample: String
    let sampleLength: String
    let longest: String
    let longestLength: String
    let isLong: Bool
    let places: String
    let judgements: [Judgement]
    let mustProve: String?
    /// Codes whose playbook sends it.
    let usedBy: String

    init(
        _ key: TemplateKey, wordings: [MessageWording], draft: String?, problem: String?, mayChange: Bool,
        settings: MessagingSettings, words: Words
    ) {
        let wording = wordings.first { $0.key == key }
        let source = draft ?? wording?.text ?? StandardTemplates.source(of: key)
        title = words["messages.templates.title"]
        items = wordings.map {
            Item(
                href: "/messages/templates?key=\($0.key.text)",
                code: $0.key.name.rawValue, text: words.pick($0.key.name.label),
                tongue: words["messages.language.\($0.key.language.rawValue)"],
                isCurrent: $0.key == key, isEdited: $0.isEdited)
        }
        self.key = key.text
        name = words.pick(key.name.label)
        text = source
        language = key.language == .chinese ? "zh-CN" : "en"
        isEdited = wording?.isEdited ?? false
        changed =
            wording.flatMap { $0.isEdited ? words.text("messages.templates.changedBy", ["who": $0.changedBy]) : nil }
        self.mayChange = mayChange
        places = MessageVariable.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
        let codes = TemplateUse.codes(of: key.name).map(\.description)
        usedBy = words.text(
            "messages.templates.usedBy", ["codes": codes.joined(separator: words.language == .chinese ? "、" : ", ")])
        mustProve =
            key.name.needs == .none
            ? nil : words["messages.templates.\(key.name.needs == .accepted ? "needsAccepted" : "needsSucceeded")"]
        guard let template = try? TemplateText(source) else {
            self.problem = problem ?? words["messages.templates.broken"]
            (sample, sampleLength, longest, longestLength) = (source, "", source, "")
            isLong = false
            judgements = []
            return
        }
        self.problem = problem
        let shop = settings.shopValues
        sample = template.sample(in: key.language, shop: shop)
        longest = template.longest(in: key.language, shop: shop)
        let check = TemplateCheck(template, in: key.language, by: .of(.generic), shop: shop)
        sampleLength = Self.length(check.sample, words)
        longestLength = Self.length(check.longest, words)
        isLong = check.longest.parts > 1
        judgements = ProviderRule.Provider.allCases.map {
            Self.judgement(template, key.language, $0, settings, words)
        }
    }

    private static func length(_ count: SegmentCount, _ words: Words) -> String {
        words.text("messages.length", ["length": String(count.length), "parts": String(count.parts)])
    }

    private static func judgement(
        _ template: TemplateText, _ language: MessageLanguage, _ provider: ProviderRule.Provider,
        _ settings: MessagingSettings, _ words: Words
    ) -> Judgement {
        let rule = ProviderRule.of(provider)
        let check = TemplateCheck(template, in: language, by: rule, shop: settings.shopValues)
        let tone: Mark.Tone = check.isAcceptable ? (check.complaints.isEmpty ? .ok : .warn) : .bad
        let verdict = check.isAcceptable ? "messages.templates.taken" : "messages.templates.refused"
        let refused = check.complaints.filter { !$0.isWarning }.map(\.excerpt).filter { !$0.isEmpty }
        return Judgement(
            provider: rule.name, mark: Mark(tone, words[verdict]),
            complaints: check.complaints.map { words.pick($0.words) },
            hasComplaints: !check.complaints.isEmpty,
            pieces: refused.isEmpty ? [] : pieces(of: template.source, marking: refused),
            isOurs: settings.texts.provider == provider)
    }

    /// The text cut where a refused word stands; capitals and small letters count alike.
    static func pieces(of text: String, marking words: [String]) -> [Piece] {
        let characters = Array(text)
        let folded = characters.map { Character($0.lowercased().first.map(String.init) ?? "") }
        let needles = words.map { Array($0.lowercased()) }.filter { !$0.isEmpty }
        var pieces: [Piece] = []
        var plain = ""
        var index = 0
        while index < characters.count {
            let found = needles.first { folded[index...].starts(with: $0) }
            if let found {
                if !plain.isEmpty { pieces.append(Piece(text: plain, isRefused: false)) }
                plain = ""
                pieces.append(
                    Piece(text: String(characters[index..<(index + found.count)]), isRefused: true))
                index += found.count
            } else {
                plain.append(characters[index])
                index += 1
            }
        }
        if !plain.isEmpty { pieces.append(Piece(text: plain, isRefused: false)) }
        return pieces
    }

    /// Why a text may not be kept; nil when it may.
    static func problem(
        _ text: String, _ key: TemplateKey, _ provider: ProviderRule.Provider, _ call: Call
    ) -> String? {
        guard let template = try? TemplateText(text) else { return call.words["messages.templates.broken"] }
        let check = TemplateCheck(
            template, in: key.language, by: .of(provider), shop: call.site.options.messaging.shopValues)
        guard let wrong = check.complaints.first(where: { !$0.isWarning }) else { return nil }
        return call.words.pick(wrong.words)
    }
}
