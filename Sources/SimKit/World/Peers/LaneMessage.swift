// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// A message from the shop to the other side of a lane.
struct LaneMessage {
    enum Act: String {
        case request, repetition, question, reversal
        /// A question whether a wallet's cancellation really took place.
        case confirmation
        case totals, row, end
    }

    let lane: Int
    /// The run of the shop's program that sent it.
    let life: Int
    let act: Act
    let request: AttemptRequest
    var totals = BatchTotals()
    /// Place of the first row, from 0.
    var place = 0
    /// Attempts whose rows it carries.
    var rows: [AttemptID] = []
}

/// What comes back, as a link reads it.
struct Reply {
    enum Word {
        case event(AttemptEvent.Kind)
        /// The wallet says that it cancelled.
        case saysCancelled
        case batch(BatchClose.Event)
    }

    let word: Word
    let key: PeerKey
    /// It comes by itself on a connection of its own, and is sent again until it is heard.
    var isCallback = false
}
