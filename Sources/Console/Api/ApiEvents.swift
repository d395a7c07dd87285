// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird

/// `/api/v1/events`: changes as server-sent events, resumed with `Last-Event-ID`.
enum ApiEvents {
    static func route(_ gate: inout Gate) {
        gate.api(
            "/api/v1/events", needs: nil,
            Operation(
                "streamEvents", "Changes as they happen; `reset` means: read everything anew",
                parameters: [
                    .header("Last-Event-ID", "Sequence of the last event that was read."),
                    .query("after", "The same for the first connection.", ["type": "integer", "minimum": 0]),
                ],
                answer: Operation.Content(type: "text/event-stream", schema: ["type": "string"]))
        ) { call in
            try EventFeed.response(for: call, after: EventsController.lastSeen(call))
        }
    }
}
