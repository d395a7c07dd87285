// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Refunds
import Store

/// What the routes of compensation take and give.
extension ApiCompensation {
    private static let record = Operation.Content.json(Schemas.reference("Compensation"))

    static let list = Operation(
        "listCompensations", "What customers got besides their money, newest first, at most 200",
        parameters: [.query("case", "Only of this case.")], answer: Operation.page(of: "Compensation"))

    static let give = Operation(
        "giveCompensation",
        "Give a coupon, a gift or a discount for a case, within the role's limit for the whole case",
        body: AmendsBody.of(
            ["kind", "worth", "case", "store", "words"],
            [
                ("kind", Schemas.names(of: Compensation.Kind.allCases.map(\.rawValue))),
                ("worth", Schemas.reference("Money")), ("case", AmendsBody.text(64)), ("store", AmendsBody.text(64)),
                ("words", AmendsBody.text(400)),
            ]),
        status: 201, answer: record, problems: [404, 415, 422])

    static let redeem = Operation(
        "redeemCoupon", "Use a coupon; its code works once", parameters: [.path("code", "CP and eight signs.")],
        body: AmendsBody.of([], []), answer: record, problems: [404, 415])

    static let withdraw = Operation(
        "withdrawCompensation", "Take back what was not used",
        parameters: [.path("id", "Number of the compensation.")],
        body: AmendsBody.of(["words"], [("words", AmendsBody.text(400))]), answer: record, problems: [404, 415])
}

/// What the routes of paper take and give.
extension ApiPaper {
    private static let numbered = Operation.Parameter.path("id", "Number of the receipt, as in A-000123.")
    private static let handReceipt = Operation.Content.json(Schemas.reference("HandReceipt"))
    private static let foundSlip = Operation.Content.json(Schemas.reference("FoundSlip"))

    static let books = Operation(
        "listReceiptBooks", "Books of pre-numbered receipts and how far each is used",
        answer: Operation.page(of: "ReceiptBook"))

    static let registerBook = Operation(
        "registerReceiptBook", "Register a book; the same book again changes nothing",
        body: AmendsBody.of(
            ["name", "first", "last", "store"],
            [
                ("name", AmendsBody.text(8)), ("first", AmendsBody.serial), ("last", AmendsBody.serial),
                ("store", AmendsBody.text(64)),
            ]),
        status: 201, answer: .json(Schemas.reference("ReceiptBook")), problems: [404, 415, 422])

    static let receipts = Operation(
        "listHandReceipts", "Receipts written by hand, the latest change first, at most 200",
        parameters: [.query("open", "`true`: only those that belong to no charge yet.")],
        answer: Operation.page(of: "HandReceipt"))

    static let receipt = Operation(
        "getHandReceipt", "One number of a book", parameters: [numbered], answer: handReceipt, problems: [404])

    static let writeReceipt = Operation(
        "enterHandReceipt", "Enter a receipt that was written by hand; the cashier is who asks",
        body: AmendsBody.of(
            ["number", "amount"],
            [
                ("number", AmendsBody.text(15)), ("amount", Schemas.reference("Money")),
                ("items", AmendsBody.text(400)), ("writtenAt", ["type": "string", "format": "date-time"]),
                ("terminal", AmendsBody.text(64)), ("payer", AmendsBody.text(400)),
            ]),
        status: 201, answer: handReceipt, problems: [404, 415, 422])

    static let matchReceipt = Operation(
        "matchHandReceipt", "Say for which charge it stands: one receipt, one charge", parameters: [numbered],
        body: AmendsBody.of(["transaction"], [("transaction", AmendsBody.text(64))]), answer: handReceipt,
        problems: [404, 415])

    static let spoilReceipt = Operation(
        "spoilHandReceipt", "Cross a number out; both parts are kept", parameters: [numbered],
        body: AmendsBody.of(["words"], [("words", AmendsBody.text(400))]), answer: handReceipt, problems: [404, 415])

    static let slips = Operation(
        "listFoundSlips", "Slips that were left behind, newest first, at most 200",
        parameters: [
            .query("kept", "`true`: only those that are still here."),
            .query("transaction", "Only kept ones that may be this charge's."),
        ],
        answer: Operation.page(of: "FoundSlip"), problems: [404])

    static let enterSlip = Operation(
        "enterFoundSlip", "Note a slip that was left behind; matched at once where just one charge misses it",
        body: AmendsBody.of(
            ["store"],
            [
                ("store", AmendsBody.text(64)), ("terminal", AmendsBody.text(64)), ("voucher", AmendsBody.text(40)),
                ("amount", Schemas.reference("Money")), ("words", AmendsBody.text(400)),
            ]),
        status: 201, answer: foundSlip, problems: [404, 415, 422])

    static let slipEvent = Operation(
        "noteFoundSlip", "Match it to a charge, hand it back, or shred it after thirty days",
        parameters: [.path("id", "Number of the slip.")],
        body: AmendsBody.of(
            ["event"],
            [
                ("event", Schemas.names(of: ["matched", "handedBack", "shredded"])),
                ("transaction", AmendsBody.text(64)),
            ]),
        answer: foundSlip, problems: [404, 415, 422])
}

/// Bodies of what is asked here.
enum AmendsBody {
    static let serial: JSON = ["type": "integer", "minimum": 0, "maximum": 999_999]

    static func text(_ limit: Int64) -> JSON { ["type": "string", "maxLength": .integer(limit)] }

    static func of(_ required: [JSON], _ properties: [(String, JSON)]) -> Operation.Content {
        .json(.object([("type", "object"), ("required", .list(required)), ("properties", .object(properties))]))
    }
}

/// Shapes of compensation and paper.
extension Schemas {
    private static let text: JSON = ["type": "string"]
    private static let nullableText: JSON = ["type": ["string", "null"]]
    private static let integer: JSON = ["type": "integer", "minimum": 0]
    private static let time: JSON = ["type": "string", "format": "date-time"]
    private static let nullableTime: JSON = ["type": ["string", "null"], "format": "date-time"]
    private static let nullableMoney: JSON = ["oneOf": [reference("Money"), ["type": "null"]]]

    static var amends: [(String, JSON)] {
        [
            (
                "Compensation",
                object([
                    ("number", integer), ("kind", names(of: Compensation.Kind.allCases.map(\.rawValue))),
                    ("worth", reference("Money")), ("case", text), ("store", text), ("words", text),
                    ("code", nullableText), ("state", names(of: Compensation.State.allCases.map(\.rawValue))),
                    ("givenBy", text), ("givenAt", time), ("endedBy", nullableText), ("endedAt", nullableTime),
                    ("why", nullableText),
                ])
            ),
            (
                "ReceiptBook",
                object([
                    ("name", text), ("first", text), ("last", text), ("store", text), ("used", integer),
                    ("next", nullableText), ("registeredBy", text), ("registeredAt", time),
                ])
            ),
            (
                "HandReceipt",
                object([
                    ("number", text), ("store", text), ("amount", nullableMoney), ("items", nullableText),
                    ("writtenAt", nullableTime), ("terminal", nullableText), ("cashier", nullableText),
                    ("payer", nullableText), ("transaction", nullableText), ("spoiled", nullableText),
                    ("isOpen", ["type": "boolean"]), ("changedBy", text), ("changedAt", time),
                ])
            ),
            (
                "FoundSlip",
                object([
                    ("number", integer), ("store", text), ("terminal", nullableText), ("voucher", nullableText),
                    ("amount", nullableMoney), ("words", text), ("foundBy", text), ("foundAt", time),
                    ("state", names(of: FoundSlipFile.State.allCases.map(\.rawValue))),
                    ("transaction", nullableText), ("shredFrom", time), ("endedBy", nullableText),
                    ("endedAt", nullableTime), ("candidates", ["type": "array", "items": text]),
                ])
            ),
        ]
    }
}
