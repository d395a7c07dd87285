// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Store

/// What the routes of receipts take and give.
extension ApiReceipts {
    private static let id = Operation.Parameter.path("id", "Name of the print job, 26 characters.")

    static let list = Operation(
        "listReceipts", "Slips that were printed or should have been, newest first",
        parameters: [
            .query("printer", "Only of this printer."), .query("store", "Only of this store."),
            .query("report", "What became of it last.", Schemas.names(of: SlipReport.allCases.map(\.rawValue))),
            .query("open", "Only those that wait or need a person.", ["type": "boolean", "default": false]),
            .query("q", "Words of the slip's text."),
            .query("cursor", "Where the page begins: `next` of the page before."),
            .query(
                "limit", "Most items of the page.",
                ["type": "integer", "minimum": 1, "maximum": .integer(Int64(limitMax)), "default": 50]),
        ],
        answer: Operation.page(of: "Receipt"), problems: [422])

    static let one = Operation(
        "getReceipt", "One slip: its text, what became of it, its copies and its pick-up codes", parameters: [id],
        answer: .json(Schemas.reference("ReceiptDetail")), problems: [404])

    static let content = Operation(
        "getReceiptContent", "Exactly the bytes for the printer, or the slip as text, picture or PDF",
        parameters: [
            id,
            .query(
                "as", "Form of the answer.",
                ["type": "string", "enum": ["raw", "txt", "png", "pdf"], "default": "raw"]),
        ],
        answer: Operation.Content(
            type: "application/octet-stream", schema: ["type": "string", "format": "binary"]), problems: [404, 503])

    static let copies = Operation(
        "printCopy", "Print a marked copy; while one is on its way the answer is 409 and names it", parameters: [id],
        body: .json([
            "type": "object", "required": ["printer", "reason"],
            "properties": [
                "printer": ["type": "string"],
                "reason": ["type": "string", "minLength": 1, "maxLength": 200],
            ],
        ]),
        status: 201,
        answer: .json([
            "type": "object", "required": ["job", "copy"],
            "properties": ["job": ["type": "string"], "copy": ["type": "integer", "minimum": 2]],
        ]),
        problems: [404, 415, 422, 503])

    static let reports = Operation(
        "reportReceipt", "Tell that the customer has no slip or lost it, or that one was written by hand",
        parameters: [id],
        body: .json([
            "type": "object", "required": ["kind"],
            "properties": [
                "kind": Schemas.names(of: DeliveryEvent.CustomerWord.allCases.map(\.rawValue) + ["handwritten"]),
                "number": [
                    "type": "string", "maxLength": 40, "description": "Number of the receipt written by hand.",
                ],
            ],
        ]),
        status: 201,
        answer: .json([
            "type": "object", "required": ["transaction"],
            "properties": ["transaction": ["type": ["string", "null"]]],
        ]),
        problems: [404, 415, 422])

    static let decision = Operation(
        "decideReceipt", "Say what becomes of a slip that waits, or of which nobody knows whether it is on paper",
        parameters: [id],
        body: .json([
            "type": "object", "required": ["decision"],
            "properties": ["decision": Schemas.names(of: PrintEvent.Decision.allCases.map(\.rawValue))],
        ]),
        status: 202,
        answer: .json([
            "type": "object", "required": ["id", "decision"],
            "properties": ["id": ["type": "string"], "decision": ["type": "string"]],
        ]),
        problems: [404, 415, 422])

    static let code = Operation(
        "makePickupCode", "The code under which the customer opens the receipt: the one it has, or a new one",
        parameters: [id], body: .json(["type": "object"]), status: 201,
        answer: .json([
            "type": "object", "required": ["code", "address"],
            "properties": ["code": ["type": "string"], "address": ["type": "string", "format": "uri"]],
        ]),
        problems: [404, 415])

    static let revoke = Operation(
        "revokePickupCode", "Make a pick-up code worthless, at once and for ever",
        parameters: [id, .path("code", "The code.")], status: 204, problems: [404])
}
