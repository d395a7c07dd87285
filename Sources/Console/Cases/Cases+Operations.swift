// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store

/// What the routes of cases take and give.
extension ApiCases {
    private static let id = Operation.Parameter.path("id", "Number of the case, for example K0000001234-RC or K-567.")
    private static let detail = Operation.Content.json(Schemas.reference("CaseDetail"))

    private static func body(_ required: [JSON], _ properties: [(String, JSON)]) -> Operation.Content {
        .json(.object([("type", "object"), ("required", .list(required)), ("properties", .object(properties))]))
    }

    static let list = Operation(
        "listCases", "Cases in the order in which they are due; those that are over by their last change",
        parameters: [
            .query("state", "open (all that is work), over, all, or a state; waiting:customer and so on."),
            .query("code", "Only those whose most pressing code this is."), .query("store", "Only of this store."),
            .query("owner", "Who acts first.", Schemas.names(of: CodeRow.Owner.allCases.map(\.rawValue))),
            .query("mine", "1: only those that the caller has."),
            .query("overdue", "1: only those whose time is over."),
        ] + Operation.paging,
        answer: Operation.page(of: "Case"), problems: [422])

    static let one = Operation(
        "getCase", "One case with all that was done", parameters: [id], answer: detail, problems: [404])

    static let open = Operation(
        "openCase", "Open a case by hand; a code about a transaction whose case is open joins it",
        body: body(
            ["code"],
            [
                ("code", ["type": "string", "pattern": "^[A-Z]{2}-[0-9]{2}$"]),
                ("transaction", ["type": ["string", "null"]]), ("store", ["type": ["string", "null"]]),
                ("words", ["type": "string", "maxLength": 4_000]),
            ]),
        status: 201, answer: detail, problems: [404, 415, 422])

    static let act = Operation(
        "actOnCase",
        "Do one thing with a case. 409 with the reason when it does not fit; what is known already changes nothing",
        parameters: [id],
        body: body(
            ["act"],
            [
                (
                    "act",
                    Schemas.names(of: CaseAct.allCases.map(\.rawValue))
                ),
                ("value", ["type": "string", "description": "A name, state, cause, date, level or `RC-01 3 done`."]),
                ("text", ["type": "string", "description": "A note, or the proof."]),
                ("reason", ["type": "string", "maxLength": 4_000]),
            ]),
        answer: detail, problems: [404, 415, 422])
}

extension Schemas {
    static var cases: [(String, JSON)] {
        let text: JSON = ["type": "string"]
        let nullable: JSON = ["type": ["string", "null"]]
        let time: JSON = ["type": ["string", "null"], "format": "date-time"]
        let flag: JSON = ["type": "boolean"]
        let count: JSON = ["type": "integer", "minimum": 0]
        let object = { (properties: [(String, JSON)]) -> JSON in
            .object([
                ("type", "object"), ("required", .list(properties.map { .text($0.0) })),
                ("properties", .object(properties)),
            ])
        }
        let summary: [(String, JSON)] = [
            ("id", text), ("transaction", nullable), ("subject", nullable), ("family", text), ("store", nullable),
            ("code", text),
            ("codes", ["type": "array", "items": text]), ("state", text), ("isOpen", flag), ("openedAt", time),
            ("changedAt", time), ("assignee", nullable), ("owner", text), ("actDue", time), ("due", time),
            ("acknowledged", count), ("cause", nullable),
            ("amount", ["oneOf": [reference("Money"), ["type": "null"]]]), ("isHeld", flag), ("followUpOn", nullable),
            ("satisfaction", ["type": ["integer", "null"], "minimum": 1, "maximum": 5]), ("closedAt", time),
            ("words", text),
        ]
        let step = object([("at", time), ("by", text), ("kind", text), ("reason", text)])
        return [
            ("Case", object(summary)),
            (
                "CaseDetail",
                object(
                    summary + [
                        ("proof", text), ("reopenings", count), ("moves", ["type": "array", "items": text]),
                        ("steps", ["type": "array", "items": step]),
                    ])
            ),
        ]
    }
}
