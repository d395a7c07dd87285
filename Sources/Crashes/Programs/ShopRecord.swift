// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import Tender

/// What the program on trial keeps in its journal.
///
///     type  record
///       12  slip: state │ attempt
///       30  attempt, as Attempts codes it
///       31  batch close: what happened │ number │ for its beginning the attempts in it, one a line
enum ShopRecord: Hashable {
    case slip(AttemptID, SlipState)
    case attempt(AttemptRecord)
    case batchBegun([AttemptID])
    case batch(BatchClose.Event)

    /// Pending becomes durable together with the approval.
    enum SlipState: UInt8, Hashable { case pending = 1, printing, printed, unconfirmed }

    var type: UInt8 {
        switch self {
        case .slip: 12
        case .attempt: 30
        case .batchBegun, .batch: 31
        }
    }

    var payload: [UInt8] {
        switch self {
        case .slip(let id, let state): [state.rawValue] + Array(id.text.utf8)
        case .attempt(let record): record.encoded()
        case .batchBegun(let ids): [1] + Array(ids.map(\.text).joined(separator: "\n").utf8)
        case .batch(let event): Self.code(event)
        }
    }

    init?(type: UInt8, payload: ArraySlice<UInt8>) {
        guard let first = payload.first else { return nil }
        let text = String(decoding: payload.dropFirst(), as: UTF8.self)
        switch type {
        case 12:
            guard let state = SlipState(rawValue: first), let id = AttemptID(text) else { return nil }
            self = .slip(id, state)
        case 30:
            guard let record = try? AttemptRecord(decoding: Array(payload)) else { return nil }
            self = .attempt(record)
        case 31 where first == 1:
            self = .batchBegun(text.split(separator: "\n").compactMap { AttemptID($0) })
        case 31:
            guard let event = Self.event(first, Int64(text) ?? 0) else { return nil }
            self = .batch(event)
        default: return nil
        }
    }

    private static func code(_ event: BatchClose.Event) -> [UInt8] {
        switch event {
        case .sent(let time): [2] + Array("\(time.milliseconds)".utf8)
        case .balanced: [3]
        case .different: [4]
        case .taken(let place): [5] + Array("\(place)".utf8)
        case .ended: [6]
        }
    }

    private static func event(_ kind: UInt8, _ number: Int64) -> BatchClose.Event? {
        switch kind {
        case 2: .sent(Instant(milliseconds: number))
        case 3: .balanced
        case 4: .different(told: nil)
        case 5: .taken(upTo: Int(number))
        case 6: .ended
        default: nil
        }
    }
}
