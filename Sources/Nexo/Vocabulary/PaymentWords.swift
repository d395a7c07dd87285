// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What kind of payment is asked for. Words beyond the standard's are kept.
public struct PaymentType: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let normal = Self(rawValue: "Normal")
    public static let refund = Self(rawValue: "Refund")
    public static let oneTimeReservation = Self(rawValue: "OneTimeReservation")
    public static let firstReservation = Self(rawValue: "FirstReservation")
    public static let updateReservation = Self(rawValue: "UpdateReservation")
    public static let completion = Self(rawValue: "Completion")
    public static let cashAdvance = Self(rawValue: "CashAdvance")
    public static let cashDeposit = Self(rawValue: "CashDeposit")
    public static let recurring = Self(rawValue: "Recurring")
    public static let instalment = Self(rawValue: "Instalment")
    public static let issuerInstalment = Self(rawValue: "IssuerInstalment")
    public static let paidOut = Self(rawValue: "PaidOut")
}

/// Why a transaction is reversed. Words beyond the standard's are kept.
public struct ReversalReason: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let custCancel = Self(rawValue: "CustCancel")
    public static let merchantCancel = Self(rawValue: "MerchantCancel")
    public static let malfunction = Self(rawValue: "Malfunction")
    public static let unable2Compl = Self(rawValue: "Unable2Compl")
}

/// Whose totals a reconciliation closes. Words beyond the standard's are kept.
public struct ReconciliationType: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let saleReconciliation = Self(rawValue: "SaleReconciliation")
    public static let acquirerSynchronisation = Self(rawValue: "AcquirerSynchronisation")
    public static let acquirerReconciliation = Self(rawValue: "AcquirerReconciliation")
    public static let previousReconciliation = Self(rawValue: "PreviousReconciliation")
}

/// What is added up in a line of totals; `CompletedDeffered` is how the standard spells it.
/// Words beyond the standard's are kept.
public struct TotalsTransactionType: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let debit = Self(rawValue: "Debit")
    public static let credit = Self(rawValue: "Credit")
    public static let reverseDebit = Self(rawValue: "ReverseDebit")
    public static let reverseCredit = Self(rawValue: "ReverseCredit")
    public static let oneTimeReservation = Self(rawValue: "OneTimeReservation")
    public static let completedDeffered = Self(rawValue: "CompletedDeffered")
    public static let firstReservation = Self(rawValue: "FirstReservation")
    public static let updateReservation = Self(rawValue: "UpdateReservation")
    public static let completedReservation = Self(rawValue: "CompletedReservation")
    public static let cashAdvance = Self(rawValue: "CashAdvance")
    public static let issuerInstalment = Self(rawValue: "IssuerInstalment")
    public static let declined = Self(rawValue: "Declined")
    public static let failed = Self(rawValue: "Failed")
    public static let award = Self(rawValue: "Award")
    public static let reverseAward = Self(rawValue: "ReverseAward")
    public static let redemption = Self(rawValue: "Redemption")
    public static let reverseRedemption = Self(rawValue: "ReverseRedemption")
    public static let rebate = Self(rawValue: "Rebate")
    public static let reverseRebate = Self(rawValue: "ReverseRebate")
}

/// What was paid with. Words beyond the standard's are kept.
public struct PaymentInstrumentType: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let card = Self(rawValue: "Card")
    public static let check = Self(rawValue: "Check")
    public static let mobile = Self(rawValue: "Mobile")
    public static let storedValue = Self(rawValue: "StoredValue")
    public static let cash = Self(rawValue: "Cash")
}
