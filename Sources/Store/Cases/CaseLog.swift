// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Cases

/// The steps of a case as one column of its row, in the order they happened.
///
///     ┌────────────┬──────────┬────────────┬──────────┬╌╌
///     │ length, 4  │ event    │ length, 4  │ event    │     lengths big-endian, events as `CaseEvent.encoded`
///     └────────────┴──────────┴────────────┴──────────┴╌╌
struct CaseLog: Hashable, Sendable {
    private(set) var bytes: [UInt8] = []

    init() {}

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func append(_ event: CaseEvent) {
        let encoded = event.encoded()
        let count = UInt32(clamping: encoded.count)
        bytes.append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) })
        bytes.append(contentsOf: encoded)
    }

    /// The steps; what a damaged column does not tell is left out, and `counterfoil rebuild` writes it anew.
    var events: [CaseEvent] {
        var found: [CaseEvent] = []
        var rest = bytes[...]
        while rest.count >= 4 {
            let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard count <= rest.count else { break }
            if let event = try? CaseEvent(decoding: rest.prefix(count)) { found.append(event) }
            rest = rest.dropFirst(count)
        }
        return found
    }
}
