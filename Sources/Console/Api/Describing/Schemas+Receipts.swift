// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Store

/// Shapes of receipts and printers.
extension Schemas {
    private static let text: JSON = ["type": "string"]
    private static let flag: JSON = ["type": "boolean"]
    private static let count: JSON = ["type": "integer", "minimum": 0]
    private static let nullableText: JSON = ["type": ["string", "null"]]
    private static let time: JSON = ["type": "string", "format": "date-time"]

    private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

    static var receipts: [(String, JSON)] {
        [
            ("Receipt", receipt),
            (
                "ReceiptDetail",
                object([
                    ("receipt", reference("Receipt")), ("text", text), ("steps", list(reference("ReceiptStep"))),
                    ("others", list(reference("Receipt"))), ("codes", list(text)),
                ])
            ),
            (
                "ReceiptStep",
                object([
                    ("at", time), ("kind", names(of: ReceiptShape.stepNames)), ("detail", text), ("by", text),
                ])
            ),
            ("NewPrinter", object(settings, optional: Set(settings.dropFirst(2).map(\.0)))),
            ("Printer", printer), ("PrinterCondition", condition),
        ]
    }

    private static var receipt: JSON {
        object([
            ("id", text), ("printer", text), ("store", nullableText), ("sender", text), ("startedAt", time),
            ("endedAt", time), ("ending", names(of: CapturedJob.Ending.allCases.map(\.rawValue))),
            ("byteCount", count), ("digest", text), ("maskedNumbers", count), ("copy", count),
            ("original", nullableText), ("encoding", text), ("confidence", count), ("isCutShort", flag),
            ("level", names(of: EvidenceLevel.allCases.map(\.name))),
            ("report", names(of: SlipReport.allCases.map(\.rawValue))), ("fault", nullableText),
            ("changedAt", time), ("transaction", nullableText), ("reason", text), ("askedBy", text),
            ("amount", ["oneOf": [reference("Money"), ["type": "null"]]]), ("occurredAt", nullableText),
        ])
    }

    private static var settings: [(String, JSON)] {
        [
            ("store", text), ("address", ["type": "string", "description": "HOST:PORT; empty when out of use."]),
            ("listenPort", ["type": "integer", "minimum": 0, "maximum": 65_535, "default": 0]),
            ("profile", ["type": "string", "default": "standard"]),
            ("ageLimitMinutes", ["type": "integer", "minimum": 1, "maximum": 1_440, "default": 10]),
            ("failOver", text), ("senders", list(text)),
        ]
    }

    private static var printer: JSON {
        object(
            [("name", text)] + settings + [
                ("condition", ["oneOf": [reference("PrinterCondition"), ["type": "null"]]]),
                ("faultySince", nullableText), ("waiting", count), ("unconfirmed", count),
            ])
    }

    private static var condition: JSON {
        object([
            ("link", names(of: PrinterCondition.Link.allCases.map(\.rawValue))),
            ("paper", names(of: PrinterCondition.Paper.allCases.map(\.rawValue))),
            ("proof", names(of: PrinterCondition.Proof.allCases.map(\.rawValue))), ("isCoverOpen", flag),
            ("hasCutterError", flag), ("hasUnrecoverableError", flag), ("isOffline", flag), ("isReady", flag),
            ("changedAt", time),
        ])
    }
}
