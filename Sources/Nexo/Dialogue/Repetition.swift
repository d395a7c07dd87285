// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Whether a request may be sent again when its answer was lost. A repeat has a `ServiceID` of its own.
public enum Repetition: Sendable, Hashable, CaseIterable {
    /// Moves nothing and changes nothing.
    case free
    /// Money may have moved: first `TransactionStatus`, until it says what became of it.
    case afterStatus
    /// Does something that is seen or felt (paper, a question to the customer, a closed period): a person decides, or
    /// a look at the device first.
    case afterLooking
    /// Has no answer to wait for.
    case never
}

extension MessageCategory {
    /// A category that we do not know may move money.
    public var repetition: Repetition {
        switch self {
        case .diagnosis, .transactionStatus, .getTotals, .login, .logout, .abort, .display, .balanceInquiry,
            .cardReaderPowerOff:
            .free
        case .payment, .reversal, .storedValue, .loyalty: .afterStatus
        case .print, .sound, .input, .inputUpdate, .pin, .reconciliation, .batch, .cardAcquisition, .cardReaderInit,
            .cardReaderAPDU, .enableService, .admin, .transmit:
            .afterLooking
        case .event: .never
        default: .afterStatus
        }
    }

    /// Seconds that an answer is waited for before its state is asked for.
    public var patience: Int64 {
        switch self {
        // The customer stands before the terminal.
        case .payment, .reversal, .storedValue, .loyalty, .cardAcquisition, .balanceInquiry, .input, .pin,
            .enableService:
            120
        case .reconciliation, .batch, .print: 60
        default: 10
        }
    }
}
