// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store

/// What the routes of refunds take and give.
extension ApiRefunds {
    private static let id = Operation.Parameter.path("id", "Number of the refund, RF and six signs.")
    private static let record = Operation.Content.json(Schemas.reference("Refund"))

    private static func body(_ required: [JSON], _ properties: [(String, JSON)]) -> Operation.Content {
        .json(.object([("type", "object"), ("required", .list(required)), ("properties", .object(properties))]))
    }

    static let list = Operation(
        "listRefunds", "Refunds and voids that were asked for, newest first",
        parameters: [
            .query("standing", "Where it stands.", Schemas.names(of: RefundFilter.Standing.allCases.map(\.rawValue))),
            .query("store", "Only of this store."), .query("case", "Only of this case."),
        ] + Operation.paging,
        answer: Operation.page(of: "Refund"), problems: [422])

    static let one = Operation(
        "getRefund", "One refund with all that happened", parameters: [id],
        answer: .json(Schemas.reference("RefundDetail")), problems: [404])

    static let offer = Operation(
        "getRefundOffer", "What can be given back of a charge: the way, why, who must agree, and what is left",
        parameters: [
            .path("id", "Public number of the charge."), .query("amount", "Decimal text; all that is left without it."),
        ],
        answer: .json(Schemas.reference("RefundOffer")), problems: [404, 422])

    static let ask = Operation(
        "requestRefund",
        "Ask for money back; the way is chosen by the rules. The same charge, amount and reason within ten minutes is "
            + "409 and names the first",
        body: body(
            ["amount", "reason"],
            [
                ("transaction", ["type": "string", "description": "Empty for a refund without an original."]),
                ("amount", Schemas.reference("Money")),
                ("reason", Schemas.names(of: RefundReason.allCases.map(\.rawValue))),
                ("words", ["type": "string", "maxLength": 400]), ("case", ["type": "string"]),
                ("store", ["type": "string"]), ("id", ["type": "string", "pattern": "^RF[2-9A-HJKMNP-Z]{6}$"]),
            ]),
        status: 201, answer: record, problems: [404, 415, 422])

    static let approve = Operation(
        "approveRefund", "Agree to another person's refund; the amount is the confirmation", parameters: [id],
        body: body(["amount"], [("amount", Schemas.reference("Money"))]), answer: record, problems: [404, 415, 422])

    static let send = Operation(
        "sendRefund",
        "Carry a refund that is agreed to out over the link that took its charge. Once is enough: asking again changes "
            + "nothing. 409 where no link took the charge", parameters: [id],
        body: body([], []), answer: record, problems: [404, 415, 422])

    static let refuse = Operation(
        "refuseRefund", "Do not agree, or take one's own request back", parameters: [id],
        body: body(["words"], [("words", ["type": "string", "minLength": 1, "maxLength": 400])]), answer: record,
        problems: [404, 415, 422])

    static let answer = Operation(
        "recordRefundAnswer", "Write down that the number was sent, or what the channel answered", parameters: [id],
        body: body(
            ["answer"],
            [
                ("answer", Schemas.names(of: ["sent", "accepted", "succeeded", "failed", "unknown"])),
                ("reference", ["type": "string", "maxLength": 64]), ("words", ["type": "string", "maxLength": 400]),
            ]),
        answer: record, problems: [404, 415, 422])
}

/// Shapes of refunds.
extension Schemas {
    private static let text: JSON = ["type": "string"]
    private static let nullableText: JSON = ["type": ["string", "null"]]
    private static let flag: JSON = ["type": "boolean"]
    private static let time: JSON = ["type": "string", "format": "date-time"]

    private static func nullable(_ name: String) -> JSON { ["oneOf": [reference(name), ["type": "null"]]] }

    static var refunds: [(String, JSON)] {
        [
            (
                "Refund",
                object([
                    ("id", text), ("transaction", nullableText), ("store", nullableText),
                    ("amount", reference("Money")), ("route", names(of: RefundRoute.allCases.map(\.rawValue))),
                    ("channel", names(of: RefundChannel.allCases.map(\.rawValue))),
                    ("exception", names(of: RefundException.allCases.map(\.rawValue))),
                    ("reason", names(of: RefundReason.allCases.map(\.rawValue))), ("words", text),
                    ("case", nullableText), ("state", names(of: RefundState.allCases.map(\.rawValue))),
                    ("isWaiting", flag), ("isRefused", flag),
                    ("approval", names(of: RefundApproval.allCases.map(\.rawValue))), ("requestedBy", text),
                    ("requestedAt", time), ("approvedBy", nullableText), ("reference", nullableText),
                    ("fault", nullableText), ("attempts", ["type": "integer", "minimum": 0]), ("changedAt", time),
                ])
            ),
            (
                "RefundDetail",
                object([
                    ("refund", reference("Refund")),
                    (
                        "attempts",
                        [
                            "type": "array",
                            "items": object([("id", text), ("state", text), ("is_over", flag)]),
                        ]
                    ),
                    (
                        "steps",
                        [
                            "type": "array",
                            "items": object([
                                ("at", time), ("kind", text), ("reference", nullableText), ("words", text),
                                ("by", text),
                            ]),
                        ]
                    ),
                ])
            ),
            (
                "RefundOffer",
                object([
                    ("transaction", text), ("captured", reference("Money")), ("held", reference("Money")),
                    ("available", reference("Money")), ("lastDay", nullableText), ("route", nullableText),
                    ("why", nullable("Bilingual")), ("arrival", nullable("Bilingual")), ("approval", nullableText),
                    ("terminal", nullableText), ("refunds", ["type": "array", "items": reference("Refund")]),
                ])
            ),
        ]
    }
}
