// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a route of the API takes and gives, beside its code. The OpenAPI document is made of these.
struct Operation: Sendable {
    struct Parameter: Sendable {
        let name: String
        let place: String
        let isRequired: Bool
        let schema: JSON
        let summary: String

        static func query(_ name: String, _ summary: String, _ schema: JSON = ["type": "string"]) -> Parameter {
            Parameter(name: name, place: "query", isRequired: false, schema: schema, summary: summary)
        }

        static func path(_ name: String, _ summary: String) -> Parameter {
            Parameter(name: name, place: "path", isRequired: true, schema: ["type": "string"], summary: summary)
        }

        static func header(_ name: String, _ summary: String) -> Parameter {
            Parameter(name: name, place: "header", isRequired: false, schema: ["type": "string"], summary: summary)
        }
    }

    struct Content: Sendable {
        let type: String
        let schema: JSON

        static func json(_ schema: JSON) -> Content { Content(type: "application/json", schema: schema) }
    }

    /// Unique name, as generators of clients use it.
    let id: String
    let summary: String
    var parameters: [Parameter] = []
    var body: Content?
    /// Status of the answer when all is well.
    var status = 200
    var answer: Content?
    /// Statuses of problems beyond 400, 401 and 403.
    var problems: [Int] = []

    init(
        _ id: String, _ summary: String, parameters: [Parameter] = [], body: Content? = nil, status: Int = 200,
        answer: Content? = nil, problems: [Int] = []
    ) {
        self.id = id
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.status = status
        self.answer = answer
        self.problems = problems
    }

    /// A page of a list.
    static func page(of name: String) -> Content {
        .json([
            "type": "object", "required": ["items", "next"],
            "properties": [
                "items": ["type": "array", "items": Schemas.reference(name)],
                "next": ["type": ["string", "null"], "description": "Cursor of the next page; null on the last."],
            ],
        ])
    }

    /// The same with the header that makes a repeated write harmless.
    var idempotent: Operation {
        var copy = self
        copy.parameters.append(
            .header("Idempotency-Key", "The same key and body give the first answer again; another body is 409."))
        copy.problems.append(409)
        return copy
    }

    static let paging: [Parameter] = [
        .query("cursor", "Where the page begins: `next` of the page before."),
        .query("limit", "Most items of the page.", ["type": "integer", "minimum": 1, "maximum": 500, "default": 50]),
    ]
}
