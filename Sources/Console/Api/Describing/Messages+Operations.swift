// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Messages
import Store

/// What the routes of messages take and give.
extension ApiMessages {
    private static let id = Operation.Parameter.path("id", "Number of the message, for example M0000001234.")
    private static let key = Operation.Parameter.path("key", "Name of the template, for example N1.zh.")
    private static let text: JSON = ["type": "string"]
    private static let flag: JSON = ["type": "boolean"]

    private static func names(_ names: [String]) -> JSON {
        ["type": "string", "enum": .list(names.map { .text($0) })]
    }

    private static func page(of item: JSON) -> Operation.Content {
        .json([
            "type": "object", "required": ["items", "next"],
            "properties": ["items": ["type": "array", "items": item], "next": ["type": ["string", "null"]]],
        ])
    }

    private static let message = Schemas.object([
        ("id", text), ("template", text), ("route", names(MessageRoute.allCases.map(\.rawValue))),
        ("to", ["type": "string", "description": "The address in part; the whole is never given out."]),
        ("contact", text), ("text", text), ("state", names(MessageState.allCases.map(\.rawValue))),
        ("isUndeliverable", flag), ("isOverdue", flag), ("isWithdrawn", flag), ("attempts", ["type": "integer"]),
        ("reference", text), ("fault", text), ("case", ["type": ["string", "null"]]),
        ("transaction", ["type": ["string", "null"]]), ("queuedAt", ["type": "string", "format": "date-time"]),
        ("changedAt", ["type": "string", "format": "date-time"]),
        ("dueAt", ["type": ["string", "null"], "format": "date-time"]), ("by", text),
    ])

    static let list = Operation(
        "listMessages", "Messages to customers, newest first",
        parameters: [
            .query("state", "Only in this state.", names(MessageState.allCases.map(\.rawValue))),
            .query("undeliverable", "Only those that somebody must look after: 1."),
            .query("route", "Only by this way.", names(MessageRoute.allCases.map(\.rawValue))),
            .query("template", "Only of this template.", names(TemplateName.allCases.map(\.rawValue))),
            .query("case", "Only about this case."), .query("transaction", "Only about this transaction."),
        ] + Operation.paging,
        answer: page(of: message), problems: [422])

    static let one = Operation(
        "getMessage", "One message and what happened with it", parameters: [id],
        answer: .json(
            Schemas.object([
                ("message", message),
                (
                    "steps",
                    [
                        "type": "array",
                        "items": Schemas.object([
                            ("at", text), ("kind", text), ("detail", text), ("by", text),
                            ("journalNumber", ["type": "integer"]),
                        ]),
                    ]
                ),
            ])), problems: [404])

    static let send = Operation(
        "sendMessage",
        "Queue a message; the same matter, template and contact is the same message, however often it is asked for",
        body: .json([
            "type": "object", "required": ["template"],
            "properties": [
                "template": names(TemplateKey.all.map(\.text)), "transaction": text, "case": text,
                "contact": ["type": "string", "description": "A contact that the matter has."],
                "to": ["type": "string", "description": "Telephone or e-mail address."],
                "values": ["type": "object", "additionalProperties": text],
            ],
        ]),
        status: 201, answer: .json(Schemas.object([("id", text), ("isNew", flag)])), problems: [404, 409, 415, 422])

    static let again = Operation(
        "sendMessageAgain", "Send once more what failed, or of which nobody knows whether it went out",
        parameters: [id],
        body: .json(Schemas.object([("reason", ["type": "string", "minLength": 1, "maxLength": 200])])), status: 202,
        answer: .json(Schemas.object([("id", text)])), problems: [404, 409, 415, 422])

    static let withdrawal = Operation(
        "withdrawMessage", "Take back a message that did not go out yet", parameters: [id],
        body: .json(Schemas.object([("reason", ["type": "string", "minLength": 1, "maxLength": 200])])),
        answer: .json(Schemas.object([("id", text)])), problems: [404, 409, 415, 422])

    static let templates = Operation(
        "listMessageTemplates", "Templates in both languages as they stand",
        answer: page(
            of: Schemas.object([
                ("key", text), ("text", text), ("isEdited", flag), ("label", ["type": "object"]),
            ])))

    static let putTemplate = Operation(
        "putMessageTemplate", "Change a template; the provider in use must take it", parameters: [key],
        body: .json(Schemas.object([("text", ["type": "string", "minLength": 1, "maxLength": 2_000])])),
        answer: .json(Schemas.object([("key", text)])), problems: [404, 415, 422])

    static let check = Operation(
        "checkMessageTemplate", "Length, parts and what each provider would say of a wording", parameters: [key],
        body: .json(Schemas.object([("text", ["type": "string", "maxLength": 2_000])])),
        answer: .json(Schemas.object([("checks", ["type": "array", "items": ["type": "object"]])])),
        problems: [404, 415, 422])

    static let contacts = Operation(
        "listContacts", "Who was written to, without their addresses", parameters: Operation.paging,
        answer: page(
            of: Schemas.object([
                ("id", text), ("route", text), ("hint", text), ("matter", text), ("keptAt", text), ("by", text),
                ("hasConsent", flag), ("isNotTheirs", flag), ("isEnded", flag), ("isErased", flag),
            ])))

    static let contactEvent = Operation(
        "noteContact", "Record consent, that a contact is not theirs, or erase it for good",
        parameters: [.path("id", "Number of the contact, for example P12.")],
        body: .json(Schemas.object([("event", names(ContactEvent.allCases.map(\.rawValue)))])),
        answer: .json(Schemas.object([("id", text)])), problems: [404, 415, 422])
}
