// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store

/// Shapes of the API's values, for its OpenAPI document. A test holds real answers against them.
enum Schemas {
    static func reference(_ name: String) -> JSON { ["$ref": .text("#/components/schemas/\(name)")] }

    static func names(of values: [String]) -> JSON { ["type": "string", "enum": .list(values.map { .text($0) })] }

    static var all: [(String, JSON)] {
        values + transactions + shop + receipts + refunds + payments + bills + comparisons + batches + amends + gaps
            + cases
    }

    private static let text: JSON = ["type": "string"]
    private static let integer: JSON = ["type": "integer", "format": "int64"]
    private static let nullableText: JSON = ["type": ["string", "null"]]
    private static let time: JSON = ["type": "string", "format": "date-time"]
    private static let date: JSON = ["type": "string", "format": "date"]
    private static let money = reference("Money")
    private static let nullableMoney: JSON = ["oneOf": [reference("Money"), ["type": "null"]]]
    private static let bilingual = reference("Bilingual")

    /// An object with these properties, all of them required but those that are `optional`.
    static func object(_ properties: [(String, JSON)], optional: Set<String> = []) -> JSON {
        .object([
            ("type", "object"),
            ("required", .list(properties.map(\.0).filter { !optional.contains($0) }.map { .text($0) })),
            ("properties", .object(properties)),
        ])
    }

    private static func object(_ required: [String], _ properties: [(String, JSON)]) -> JSON {
        .object([
            ("type", "object"), ("required", .list(required.map { .text($0) })), ("properties", .object(properties)),
        ])
    }

    private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

    private static let values: [(String, JSON)] = [
        (
            "Money",
            object(
                ["amount", "currency"],
                [
                    ("amount", ["type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "examples": ["58.00"]]),
                    ("currency", ["type": "string", "pattern": "^[A-Z]{3}$"]),
                ])
        ),
        ("Bilingual", object(["zh-CN", "en"], [("zh-CN", text), ("en", text)])),
        (
            "Problem",
            object(
                ["type", "title", "status"],
                [
                    ("type", ["type": "string", "format": "uri"]), ("title", text),
                    ("status", ["type": "integer"]), ("detail", text), ("instance", text), ("code", text),
                    ("what_to_do", ["type": "object", "properties": ["zh": text, "en": text]]),
                    ("attempt", reference("Attempt")),
                ])
        ),
        ("Counts", ["type": "object", "additionalProperties": ["type": "integer"]]),
    ]

    private static var factProperties: [(String, JSON)] {
        let words = [
            "store", "merchant", "terminal", "batch", "voucher", "reference", "authorisation", "order",
            "channelOrder", "card", "product", "channel", "acquirer", "operator", "original", "remark",
        ]
        return [
            ("type", names(of: TransactionType.allCases.map(\.rawValue))),
            ("status", names(of: ReportedStatus.allCases.map(\.rawValue))),
            ("amount", money), ("fee", money), ("net", money), ("occurredAt", time), ("settledOn", date),
            ("printed", ["type": "boolean"]), ("offline", ["type": "boolean"]), ("expiresAt", time),
            ("claim", names(of: CustomerClaim.allCases.map(\.rawValue))), ("notice", notice),
        ] + words.map { ($0, text) }
    }

    /// What somebody outside the shop demands, and how far that has come.
    private static var notice: JSON {
        object(
            ["kind"],
            [
                ("kind", names(of: Notice.Kind.allCases.map(\.rawValue))),
                ("step", names(of: Notice.Step.allCases.map(\.rawValue))), ("dueOn", date),
            ])
    }

    private static var transactions: [(String, JSON)] {
        [
            ("Facts", object(["type"], factProperties)),
            (
                "NewObservation",
                object(
                    ["source", "type"],
                    factProperties + [
                        ("source", names(of: Source.allCases.map(\.name))), ("device", text),
                        ("occurrence", ["type": "integer", "minimum": 1, "maximum": 1_000, "default": 1]),
                    ])
            ),
            (
                "Recorded",
                object(
                    ["added", "alreadyKnown", "transactions"],
                    [("added", integer), ("alreadyKnown", integer), ("transactions", list(text))])
            ),
            (
                "Transaction",
                object(
                    ["id", "facts", "money", "slip", "codes", "sources"],
                    [
                        ("id", text), ("facts", reference("Facts")), ("money", names(of: ListFilter.moneyNames)),
                        ("slip", text), ("codes", list(text)), ("sources", list(text)),
                    ])
            ),
            (
                "TransactionDetail",
                object(
                    ["transaction", "verdict", "observations", "related"],
                    [
                        ("transaction", reference("Transaction")), ("verdict", reference("Verdict")),
                        ("observations", list(reference("Observation"))),
                        ("related", list(reference("Transaction"))),
                    ])
            ),
            ("Observation", observation), ("Verdict", verdict), ("Finding", finding),
            (
                "FindingRow",
                object(
                    ["finding", "transaction", "since"],
                    [("finding", reference("Finding")), ("transaction", reference("Transaction")), ("since", time)])
            ),
            ("FindAnswer", findAnswer),
        ]
    }

    private static var observation: JSON {
        object(
            ["source", "origin", "recordedAt", "journalNumber", "join", "facts"],
            [
                ("source", names(of: Source.allCases.map(\.name))), ("origin", text), ("recordedAt", time),
                ("journalNumber", integer), ("facts", reference("Facts")),
                ("join", object(["key", "confidence"], [("key", text), ("confidence", integer)])),
            ])
    }

    private static var verdict: JSON {
        object(
            ["money", "slip", "settlement", "fee", "findings", "explanation"],
            [
                (
                    "money",
                    object(
                        ["state"],
                        [
                            ("state", names(of: ListFilter.moneyNames)), ("refunded", money),
                            ("isFull", ["type": "boolean"]), ("since", nullableText),
                        ])
                ),
                ("slip", text),
                ("settlement", object(["state"], [("state", text), ("day", nullableText)])),
                ("fee", object(["state"], [("state", text), ("by", money)])),
                ("findings", list(reference("Finding"))), ("reviewOn", nullableText), ("explanation", bilingual),
            ])
    }

    private static var finding: JSON {
        object(
            ["code", "field", "expected", "actual", "difference", "evidence", "explanation", "nextAction"],
            [
                ("code", text), ("field", text), ("expected", text), ("actual", text),
                ("difference", nullableMoney), ("evidence", list(text)), ("explanation", bilingual),
                ("nextAction", bilingual),
            ])
    }

    private static var findAnswer: JSON {
        object(
            ["query", "chips", "hits", "suggestions"],
            [
                ("query", text),
                ("chips", list(object(["kind", "label"], [("kind", text), ("label", bilingual)]))),
                (
                    "hits",
                    list(
                        object(
                            ["transaction", "score", "reasons"],
                            [
                                ("transaction", reference("Transaction")), ("score", integer),
                                ("reasons", list(bilingual)),
                            ]))
                ),
                (
                    "suggestions",
                    list(
                        object(
                            ["kind", "label", "text", "code"],
                            [("kind", text), ("label", bilingual), ("text", text), ("code", nullableText)]))
                ),
            ])
    }

    private static var shop: [(String, JSON)] {
        [
            (
                "Day",
                object(
                    ["day", "payments", "charged", "refunded", "unknown", "slipsIssued", "slipsExpected", "findings"],
                    [
                        ("day", date), ("payments", integer), ("charged", money), ("refunded", money),
                        ("unknown", integer), ("slipsIssued", integer), ("slipsExpected", integer),
                        ("findings", reference("Counts")),
                    ])
            ),
            (
                "Store",
                object(
                    ["id", "name", "zone", "cutOff"],
                    [
                        ("id", text), ("name", text), ("zone", ["type": "string", "examples": ["Asia/Shanghai"]]),
                        ("cutOff", ["type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"]),
                        ("address", ["type": "string", "maxLength": 200]),
                        ("telephone", ["type": "string", "maxLength": 40]),
                        ("taxNumber", ["type": "string", "maxLength": 40]),
                        (
                            "statementName",
                            ["type": "string", "maxLength": 100, "description": "How a payment appears at the bank."]
                        ),
                    ])
            ),
            (
                "Terminal",
                object(
                    ["terminal", "store"], [("terminal", text), ("merchant", nullableText), ("store", text)])
            ),
            (
                "Person",
                object(
                    ["id", "name", "displayName", "role", "stores", "language", "isDisabled"],
                    [
                        ("id", integer), ("name", text), ("displayName", text),
                        ("role", names(of: Role.allCases.map(\.rawValue))), ("stores", list(text)),
                        ("language", names(of: Language.allCases.map(\.rawValue))),
                        ("isDisabled", ["type": "boolean"]),
                    ])
            ),
            (
                "Session",
                object(
                    ["person", "csrf", "version"],
                    [("person", reference("Person")), ("csrf", text), ("version", text)])
            ),
            (
                "Tariff",
                object(
                    ["version", "at", "by", "source"],
                    [("version", text), ("at", time), ("by", text), ("source", text)])
            ),
            (
                "TariffAnswer",
                object(["version", "warnings"], [("version", text), ("warnings", list(bilingual))])
            ),
            ("File", file), ("Import", upload),
        ]
    }

    private static var file: JSON {
        object(
            [
                "id", "name", "digest", "byteCount", "format", "source", "importedAt", "importedBy", "isComplete",
                "rowsRead", "rowsAdded", "rowsAlreadyKnown", "rowsQuarantined", "findings",
            ],
            [
                ("id", text), ("name", text), ("digest", text), ("byteCount", integer), ("format", text),
                ("source", text), ("importedAt", time), ("importedBy", text), ("isComplete", ["type": "boolean"]),
                ("rowsRead", integer), ("rowsAdded", integer), ("rowsAlreadyKnown", integer),
                ("rowsQuarantined", integer), ("findings", reference("Counts")),
            ])
    }

    private static var upload: JSON {
        object(
            ["id", "name", "state", "percent"],
            [
                ("id", text), ("name", text),
                ("state", names(of: UploadView.Phase.allCases.map(\.rawValue))), ("percent", integer),
                ("format", text), ("rowCount", integer), ("quarantinedCount", integer),
                ("problem", ["oneOf": [reference("Bilingual"), ["type": "null"]]]),
                ("file", nullableText),
            ])
    }
}
