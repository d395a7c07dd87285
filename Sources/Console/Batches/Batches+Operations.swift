// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts

/// What the routes of batches take and give.
extension ApiBatches {
    private static let close = Operation.Content.json(Schemas.reference("BatchClose"))

    static let list = Operation(
        "listBatchCloses", "Closes of terminals' batches at their acquirers, newest first",
        parameters: [
            .query("terminal", "Only of this terminal."),
            .query("limit", "Most items.", ["type": "integer", "minimum": 1, "maximum": 500, "default": 50]),
        ],
        answer: Operation.page(of: "BatchClose"))

    static let open = Operation(
        "listOpenBatches", "The batch that each terminal has open, what is in it, and what keeps it from being closed",
        answer: Operation.page(of: "OpenBatch"))

    static let one = Operation(
        "getBatchClose", "One close with all its steps",
        parameters: [.path("id", "Number of the close.")], answer: close, problems: [404])

    static let begin = Operation(
        "closeBatch",
        "Close the batch that a terminal has open, or go on at once with the close under way (200). Attempts of the "
            + "batch without a result are 409 with `code`: unresolved, and words that say which",
        body: .json([
            "type": "object", "required": ["terminal"],
            "properties": ["terminal": ["type": "string", "maxLength": 64]],
        ]),
        status: 201, answer: close, problems: [404, 409, 415, 422])
}

/// Shapes of batches.
extension Schemas {
    private static let text: JSON = ["type": "string"]
    private static let nullableText: JSON = ["type": ["string", "null"]]
    private static let count: JSON = ["type": "integer", "minimum": 0]
    private static let time: JSON = ["type": "string", "format": "date-time"]
    private static let words: JSON = object([("zh", text), ("en", text)])
    private static let nullableWords: JSON = ["oneOf": [words, ["type": "null"]]]

    private static func nullable(_ name: String) -> JSON { ["oneOf": [reference(name), ["type": "null"]]] }

    static var batches: [(String, JSON)] {
        [
            (
                "BatchClose",
                object([
                    ("id", text), ("terminal", text), ("batch", text), ("store", nullableText),
                    ("state", names(of: ["totalling", "uploading", "ending", "closed"])),
                    ("is_over", ["type": "boolean"]), ("balanced", ["type": ["boolean", "null"]]), ("rows", count),
                    ("rows_taken", count), ("ours", reference("BatchTotals")), ("told", nullable("BatchTotals")),
                    ("problem", nullableWords), ("begun_by", text), ("begun_at", time),
                    ("closed_at", ["type": ["string", "null"], "format": "date-time"]),
                    ("steps", ["type": "array", "items": reference("BatchStep")]),
                ])
            ),
            (
                "BatchTotals",
                object([
                    ("count", count), ("net", reference("Money")), ("debits", reference("Money")),
                    ("debit_count", count), ("credits", reference("Money")), ("credit_count", count),
                ])
            ),
            (
                "BatchStep",
                object([("at", time), ("kind", text), ("label", words), ("words", nullableWords)])
            ),
            (
                "OpenBatch",
                object([
                    ("terminal", text), ("store", nullableText), ("batch", text), ("close_at", nullableText),
                    ("rows", count), ("ours", reference("BatchTotals")),
                    ("unresolved", ["type": "array", "items": text]), ("obstacle", nullableWords),
                    ("under_way", nullable("BatchClose")),
                ])
            ),
        ]
    }
}
