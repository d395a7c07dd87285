// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import Tender

/// What the simulated shop keeps of a batch close.
enum BatchRecord: Hashable {
    /// The close began with these attempts.
    case began(TerminalID, BatchNumber, [AttemptID])
    case event(TerminalID, BatchClose.Event)

    func encoded() -> [UInt8] {
        var writer = ByteWriter(reserving: 64)
        switch self {
        case .began(let terminal, let batch, let attempts):
            writer.byte(0)
            writer.text(terminal.text)
            writer.text(batch.text)
            writer.varint(UInt64(attempts.count))
            for attempt in attempts { writer.text(attempt.text) }
        case .event(let terminal, let event):
            let (kind, value) = Self.number(event)
            writer.byte(kind)
            writer.text(terminal.text)
            writer.signed(value)
        }
        return writer.bytes
    }

    private static func number(_ event: BatchClose.Event) -> (UInt8, Int64) {
        switch event {
        case .sent(let at): (1, at.milliseconds)
        case .balanced: (2, 0)
        case .different: (3, 0)
        case .taken(let place): (4, Int64(place))
        case .ended: (5, 0)
        }
    }

    init(decoding bytes: ArraySlice<UInt8>) throws {
        var cursor = ByteCursor(bytes)
        let kind = try cursor.byte("kind")
        guard let terminal = TerminalID(try cursor.text("terminal", limit: 64)) else {
            throw DecodeError(.invalid, at: cursor.offset, field: "terminal")
        }
        guard kind > 0 else {
            guard let batch = BatchNumber(try cursor.text("batch", limit: 64)) else {
                throw DecodeError(.invalid, at: cursor.offset, field: "batch")
            }
            var attempts: [AttemptID] = []
            for _ in 0..<min(10_000, try cursor.varint("count")) {
                if let id = AttemptID(try cursor.text("attempt", limit: 64)) { attempts.append(id) }
            }
            self = .began(terminal, batch, attempts)
            return
        }
        let value = try cursor.signed("value")
        let event: BatchClose.Event? =
            switch kind {
            case 1: .sent(Instant(milliseconds: value))
            case 2: .balanced
            case 3: .different(told: nil)
            case 4: .taken(upTo: Int(value))
            case 5: .ended
            default: nil
            }
        guard let event else { throw DecodeError(.invalid, at: 0, field: "kind") }
        self = .event(terminal, event)
    }
}
