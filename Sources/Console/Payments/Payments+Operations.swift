// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Store

/// What the routes of attempts take and give.
extension ApiPayments {
    private static let order = Operation.Parameter.path("order", "Number of the sale, percent-encoded.")
    private static let id = Operation.Parameter.path("id", "Number of the attempt.")
    private static let attempt = Operation.Content.json(Schemas.reference("Attempt"))
    private static let wait = Operation.Parameter.query(
        "wait", "Answer when the attempt is over, at the latest after so many seconds.",
        ["type": "integer", "minimum": 0, "maximum": .integer(Int64(PaymentCounter.patienceMax)), "default": 0])
    private static let key = Operation.Parameter(
        name: "Idempotency-Key", place: "header", isRequired: true, schema: ["type": "string", "maxLength": 128],
        summary: "The attempt's own: the same key and content give the same attempt (200) for ever; other content 409.")

    static let begin = Operation(
        "beginAttempt",
        "Charge a sale or give back. While it is unknown whether money moved every further attempt is 409 with `code`, "
            + "the `attempt` in the way and `what_to_do`",
        parameters: [order, key, wait],
        body: .json([
            "type": "object", "required": ["amount", "terminal"],
            "properties": [
                "kind": kinds, "amount": Schemas.reference("Money"), "terminal": ["type": "string", "maxLength": 64],
                "original": ["type": "string", "description": "The attempt whose money moves back or is completed."],
                "wallet_code": [
                    "type": "string", "pattern": "^[A-Za-z0-9]{10,64}$",
                    "description": "The code on the customer's telephone; it is never kept.",
                ],
                "card": card,
            ],
        ]),
        status: 201, answer: attempt, problems: [403, 404, 409, 415, 422, 503])

    private static let cardWords =
        "The card as the till's reader read it, for links to an acquirer with accepts_cards, from this machine or over "
        + "TLS alone. It lives in memory while the attempt is sent and is never kept, logged or given back; the "
        + "idempotency key does not cover it. `number` may be left out beside `track2`."

    private static let card: JSON = [
        "type": "object", "required": ["entry_mode"],
        "description": .text(cardWords),
        "properties": [
            "number": ["type": "string", "pattern": "^[0-9]{8,19}$"],
            "expiry": ["type": "string", "pattern": "^[0-9]{4}$", "description": "YYMM."],
            "track2": ["type": "string", "maxLength": 37],
            "entry_mode": Schemas.names(of: CardBody.modes.map(\.0)),
            "sequence": ["type": "string", "pattern": "^[0-9]{1,3}$"],
            "chip": ["type": "string", "maxLength": 510, "description": "Field 55 in hexadecimal."],
            "pin_block": [
                "type": "string", "pattern": "^[0-9A-Fa-f]{16}$",
                "description": "Encrypted under the terminal's PIN key.",
            ],
        ],
    ]

    static let ofSale = Operation(
        "listAttemptsOfSale", "Attempts of one sale, oldest first", parameters: [order],
        answer: Operation.page(of: "Attempt"), problems: [422])

    static let list = Operation(
        "listAttempts", "Attempts to charge or give back, newest change first",
        parameters: [
            .query("open", "Only those that are not over: 1."),
            .query("limit", "Most items.", ["type": "integer", "minimum": 1, "maximum": 500, "default": 50]),
        ],
        answer: Operation.page(of: "Attempt"))

    static let one = Operation(
        "getAttempt", "One attempt with all its steps", parameters: [id, wait], answer: attempt, problems: [404])

    static let settle = Operation(
        "settleAttempt", "Say what is true of an attempt that nothing else could end, and by what proof",
        parameters: [id],
        body: .json([
            "type": "object", "required": ["charged", "proof"],
            "properties": [
                "charged": ["type": "boolean"],
                "proof": ["type": "string", "minLength": 1, "maxLength": .integer(Int64(Attempt.wordsLimit))],
            ],
        ]),
        answer: attempt, problems: [404, 415, 422])

    private static let kinds = Schemas.names(
        of: MovementKind.allCases.filter { $0 != .offlineSale }.map(\.name))
}

/// Shapes of attempts.
extension Schemas {
    private static let text: JSON = ["type": "string"]
    private static let nullableText: JSON = ["type": ["string", "null"]]
    private static let flag: JSON = ["type": "boolean"]
    private static let count: JSON = ["type": "integer", "minimum": 0]
    private static let time: JSON = ["type": "string", "format": "date-time"]
    private static let words: JSON = object([("zh", text), ("en", text)])

    private static let states = names(of: AttemptState.allCases.map(\.name))

    static var payments: [(String, JSON)] {
        [
            (
                "Attempt",
                object([
                    ("id", text), ("order", text), ("kind", names(of: MovementKind.allCases.map(\.name))),
                    ("amount", reference("Money")), ("terminal", text), ("number", text),
                    ("link", names(of: LinkKind.allCases.map(\.name))), ("store", nullableText),
                    ("original", nullableText), ("refund", nullableText), ("state", states), ("is_over", flag),
                    ("charged", reference("Money")), ("may_charge_again", flag), ("what_to_do", words),
                    ("receipt", nullableText), ("answer", ["oneOf": [reference("AttemptAnswer"), ["type": "null"]]]),
                    ("late", flag), ("loss", nullableText), ("asks", count), ("remedies", count),
                    ("trouble", nullableText),
                    (
                        "till",
                        ["type": "string", "description": "Till that sent it through the terminal proxy, or empty."]
                    ), ("delivered_at", ["oneOf": [time, ["type": "null"]]]), ("begun_by", text), ("begun_at", time),
                    ("changed_at", time),
                    ("steps", ["type": "array", "items": reference("AttemptStep")]),
                ])
            ),
            (
                "AttemptAnswer",
                object([
                    ("outcome", names(of: Answer.Outcome.allCases.map(\.name))), ("amount", reference("Money")),
                    ("code", text), ("reference", nullableText), ("authorisation", nullableText),
                    ("card", ["type": ["string", "null"], "description": "First six and last four digits."]),
                ])
            ),
            (
                "AttemptStep",
                object([("at", time), ("kind", text), ("by", text), ("words", text), ("label", words)])
            ),
        ]
    }
}
