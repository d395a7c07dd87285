// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A mistake that the world can be asked to make, to show that it would be found.
public enum SeededBug: String, CaseIterable, Sendable, Hashable {
    case actsBeforeSync, tellsBeforeSync, skipsSync, retriesCharge, admitsWhileUnknown, ignoresKey
    case dropsReversal, timeoutIsDecline, forgetsAtRestart, believesWrongCode, believesFirstNotFound
    case believesCancellation, dropsLateAnswers, matchesVoucherAlone, clockOrdersJournal
    case refundsWithoutLimit, renumbersRefund, partIsWhole
    case forgetsSlip, printsTwoOriginals, saysPrintedWhenSent, resendsBatchRows, cutsDaysAtMidnight

    /// One line for `--help` and the campaign's table.
    public var explanation: String {
        switch self {
        case .actsBeforeSync: "sends a request before its record is durable"
        case .tellsBeforeSync: "tells the cashier before the answer is durable"
        case .skipsSync: "never syncs the journal"
        case .retriesCharge: "charges again by itself when no answer comes"
        case .admitsWhileUnknown: "lets a sale be charged again while the outcome is unknown"
        case .ignoresKey: "does not look at the idempotency key"
        case .dropsReversal: "gives a reversal up after three tries"
        case .timeoutIsDecline: "takes no answer for a refusal"
        case .forgetsAtRestart: "takes what was being sent for not sent after a restart"
        case .believesWrongCode: "believes an answer whose authentication code is wrong"
        case .believesFirstNotFound: "believes the first \"not found\""
        case .believesCancellation: "believes a wallet that it has cancelled, without asking"
        case .dropsLateAnswers: "drops answers that come after their time"
        case .matchesVoucherAlone: "matches answers by the voucher number alone"
        case .clockOrdersJournal: "orders the journal's records by the wall clock"
        case .refundsWithoutLimit: "does not look how much was given back already"
        case .renumbersRefund: "repeats a refund under a new number"
        case .partIsWhole: "takes an approval of a part for one of the whole"
        case .forgetsSlip: "forgets slips that were not handed to the printer before a restart"
        case .printsTwoOriginals: "hands every slip to the printer again after a restart"
        case .saysPrintedWhenSent: "says printed when the bytes were sent"
        case .resendsBatchRows: "begins a batch upload anew after a restart"
        case .cutsDaysAtMidnight: "cuts the business day at midnight"
        }
    }
}
