// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Shapes of terminals' reports and of what is expected of them.
enum DeviceSchemas {
    private static let text: JSON = ["type": "string", "maxLength": 128]
    private static let time: JSON = ["type": "string", "format": "date-time"]
    private static let money = Schemas.reference("Money")
    private static let count: JSON = ["type": "integer", "minimum": 0, "maximum": 1_000_000]
    private static let place: JSON = [
        "type": "object", "required": ["latitude", "longitude"], "description": "Millionths of a degree.",
        "properties": ["latitude": ["type": "integer"], "longitude": ["type": "integer"]],
    ]

    static let report: JSON = [
        "type": "object",
        "properties": [
            "battery": ["type": "integer", "minimum": 0, "maximum": 100], "charging": ["type": "boolean"],
            "celsius": ["type": "integer", "minimum": -100, "maximum": 200], "version": text, "settings": text,
            "place": place, "network": text, "clock": time, "unsent": count, "unsentAmount": money, "unsentSince": time,
            "batch": [
                "type": "object", "required": ["number", "count", "amount"],
                "properties": ["number": text, "closedAt": time, "count": count, "amount": money],
            ],
        ],
    ]

    private static let nullable: JSON = ["type": ["string", "null"]]
    private static let readings: JSON = [
        "type": "object", "description": "Those that were told, as in a report; also event and paper.",
    ]

    private static let members: [(String, JSON)] = [
        ("terminal", text), ("store", nullable), ("merchant", nullable),
        ("lastHeard", ["type": ["string", "null"], "format": "date-time"]),
        ("findings", ["type": "array", "items": Schemas.reference("Finding")]), ("case", nullable),
        ("readings", readings),
        (
            "hours",
            [
                "type": "array", "description": "The last 24, oldest first.",
                "items": [
                    "type": "object", "required": ["start", "minutesHeard"],
                    "properties": ["start": time, "minutesHeard": count],
                ],
            ]
        ),
    ]

    static let device = Schemas.object(members)

    /// One terminal with its rule, batches and reports.
    static let story = Schemas.object(
        members + [
            ("policy", policy),
            (
                "batches",
                [
                    "type": "array",
                    "items": Schemas.object([
                        ("number", text), ("count", count), ("amount", money),
                        ("reportedCount", ["type": ["integer", "null"]]),
                        ("reportedAmount", ["oneOf": [money, ["type": "null"]]]), ("isClosed", ["type": "boolean"]),
                    ]),
                ]
            ),
            ("reports", ["type": "array", "items": Schemas.object([("at", time), ("readings", readings)])]),
        ])

    static let page: JSON = [
        "type": "object", "required": ["items", "next"],
        "properties": ["items": ["type": "array", "items": device], "next": ["type": ["string", "null"]]],
    ]

    private static let seconds: JSON = ["type": "integer", "minimum": 1]

    static let policy: JSON = [
        "type": "object",
        "properties": [
            "terminal": text, "heartbeatSeconds": seconds, "opens": text, "closes": text,
            "batteryMin": ["type": "integer"], "celsiusMin": ["type": "integer"], "celsiusMax": ["type": "integer"],
            "versionMin": text, "settings": text, "place": place, "radiusMetres": seconds, "network": text,
            "clockSeconds": seconds, "offlineSeconds": seconds,
        ],
    ]
}
