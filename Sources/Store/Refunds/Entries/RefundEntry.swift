// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Refunds
internal import Tender

/// What the journal keeps of money that goes back, of compensation and of paper.
///
///     type  kind  entry                 payload after version, time, person and kind
///       19     1  refund asked for      the whole order
///       19     2  refund's event        number, time, person, kind, reference, words
///       20     1  compensation given    kind, worth, case, store, words, code
///       20     2  compensation ended    number of its entry, state, words
///       21     1  receipt book          name, first, last, store
///       21     2  receipt written       book, serial, amount, items, time, terminal, cashier, payer
///       21     3  receipt matched       book, serial, charge
///       21     4  receipt spoiled       book, serial, why
///       21     5  slip found            store, terminal, voucher, amount, time, words
///       21     6  found slip's event    number of its entry, kind, charge
enum RefundEntry: Sendable {
    case asked(RefundOrder)
    case event(RefundID, RefundEvent)
    case compensation(Compensation)
    case compensationEnded(UInt64, Compensation.State, words: String)
    case book(ReceiptBook)
    case hand(HandReceiptNumber, HandReceiptFile.Event)
    case found(FoundSlip)
    case foundEvent(UInt64, FoundSlipFile.Event)

    var type: UInt8 {
        switch self {
        case .asked, .event: 19
        case .compensation, .compensationEnded: 20
        case .book, .hand, .found, .foundEvent: 21
        }
    }
}

/// Kinds of events as words in the journal and the tables. Never change one.
enum RefundWord {
    static func coded(_ kind: RefundEvent.Kind) -> (kind: String, reference: String) {
        switch kind {
        case .approved: ("approved", "")
        case .refused: ("refused", "")
        case .sent: ("sent", "")
        case .accepted(let reference): ("accepted", reference)
        case .succeeded(let reference): ("succeeded", reference)
        case .failed: ("failed", "")
        case .lost: ("lost", "")
        case .notSent: ("not_sent", "")
        }
    }

    static func kind(_ word: String, _ reference: String) -> RefundEvent.Kind? {
        switch word {
        case "approved": .approved
        case "refused": .refused
        case "sent": .sent
        case "accepted": .accepted(reference: reference)
        case "succeeded": .succeeded(reference: reference)
        case "failed": .failed
        case "lost": .lost
        case "not_sent": .notSent
        default: nil
        }
    }
}
