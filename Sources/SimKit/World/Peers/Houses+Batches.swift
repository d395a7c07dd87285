// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// The acquirer's side of a batch close.
extension Houses {
    /// What it counts of a terminal's batch: everything that stands, or stood and was not reversed.
    func totals(of terminal: TerminalID) -> BatchTotals {
        BatchTotals(
            book.all.filter { $0.request.terminal == terminal && $0.request.batch == Lane.batch && $0.stands }.map {
                BatchEntry(
                    $0.request.id, $0.request.kind, Money(minor: $0.minor, currency: .cny), voucher: $0.request.voucher)
            })
    }

    mutating func close(_ packet: LaneMessage) {
        switch packet.act {
        case .totals:
            let isSame = totals(of: packet.request.terminal) == packet.totals
            // A host that cannot say asks for every row.
            say(isSame && !happens(25) ? .balanced : .different(told: nil), packet)
        case .row:
            say(.taken(upTo: packet.place + packet.rows.count), packet)
        case .end: say(.ended, packet)
        case .request, .repetition, .question, .reversal, .confirmation: break
        }
    }

    private func say(_ event: BatchClose.Event, _ packet: LaneMessage) {
        street.reply(Reply(word: .batch(event), key: packet.request.peerKey), to: packet)
    }
}
