// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// What the shop's screen tells the cashier, once it is durable.
enum ShopWord {
    case outcome(AttemptID, AttemptRequest, AttemptState, Money)
}

/// What a press at the till leads to.
enum PressAnswer {
    case accepted(AttemptID)
    case same(AttemptID)
    case refused(AdmissionRefusal)
    /// The journal has no room, or the program is down.
    case notNow
}
