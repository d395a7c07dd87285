// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Messages
import Store

/// A message before it is sent: which template, to whom, and exactly what the customer will read.
struct DraftPage: Sendable {
    struct Option: Sendable, Equatable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Place: Sendable, Equatable {
        let name: String
        let label: String
        let value: String
        let limit: String
    }

    let title: String
    let transaction: String
    let transactionHref: String
    let caseID: String
    let amount: String
    let templates: [Option]
    let chosen: String
    let language: String
    let text: String
    let length: String
    /// It takes more than one part.
    let isLong: Bool
    /// Places that nobody knows yet, to be typed.
    let places: [Place]
    let hasPlaces: Bool
    let contacts: [Option]
    let hasContacts: Bool
    let address: String
    let problem: String?
    let once: String
    let rehearses: Bool

    init(
        _ wish: MessageDesk.Wish, detail: TransactionDetail, wording: MessageWording, values: MessageValues,
        contacts: [ContactRecord], problem: String?, settings: MessagingSettings, words: Words
    ) {
        title = words["messages.new.title"]
        transaction = detail.summary.id
        transactionHref = "/transactions/\(detail.summary.id)"
        caseID = wish.caseID
        amount = detail.summary.believed.amount.map(words.amount) ?? detail.summary.id
        templates = TemplateKey.all.map { key in
            let name = words["messages.language.\(key.language.rawValue)"]
            return Option(
                value: key.text, text: "\(key.name.rawValue) \(words.pick(key.name.label)) · \(name)",
                isChosen: key == wish.template)
        }
        chosen = wish.template.text
        language = wish.template.language == .chinese ? "zh-CN" : "en"
        let template = try? TemplateText(wording.text)
        text = Self.preview(template, values, in: wish.template.language) ?? wording.text
        let count = SegmentCount(text, to: wish.template.language == .chinese ? .china : .abroad)
        length = words.text("messages.length", ["length": String(count.length), "parts": String(count.parts)])
        isLong = count.parts > 1
        let open = template?.variables.filter { $0 != .code && values[$0] == nil } ?? []
        let typed = wish.typed.variables.filter { $0 != .code }
        places = (open + typed.filter { !open.contains($0) }).map { variable in
            Place(
                name: variable.rawValue, label: words["messages.place.\(variable.rawValue)"],
                value: wish.typed[variable] ?? "", limit: String(variable.limit))
        }
        hasPlaces = !places.isEmpty
        let serving = contacts.filter { !$0.isEnded && !$0.isErased && !$0.isNotTheirs }
        self.contacts = serving.map {
            Option(
                value: $0.id.text, text: "\(words.pick($0.route.label)) \($0.hint)",
                isChosen: $0.id == wish.contact || serving.count == 1)
        }
        hasContacts = !serving.isEmpty
        address = wish.address
        self.problem = problem
        once = Secret.make()
        rehearses = settings.isRehearsal
    }

    /// What is not known yet stands as its name in brackets.
    private static func preview(
        _ template: TemplateText?, _ values: MessageValues, in language: MessageLanguage
    ) -> String? {
        template?.parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(.code): values[.code] ?? MessageVariable.code.longest(in: language)
            case .variable(let variable): values[variable] ?? "[\(variable.rawValue)]"
            }
        }.joined()
    }
}
