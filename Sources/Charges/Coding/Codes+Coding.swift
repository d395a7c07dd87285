// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Numbers in the journal. Never reuse or change one: old records keep their meaning for ever.
extension TransactionType {
    var number: Int64 {
        switch self {
        case .sale: 1
        case .refund: 2
        case .void: 3
        case .reversal: 4
        case .preauth: 5
        case .completion: 6
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}

extension ReportedStatus {
    var number: Int64 {
        switch self {
        case .approved: 1
        case .declined: 2
        case .unknown: 3
        case .pending: 4
        case .reversed: 5
        case .closed: 6
        case .unpaid: 7
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}

extension SlipReport {
    var number: Int64 {
        switch self {
        case .captured: 1
        case .sent: 2
        case .held: 3
        case .unconfirmed: 4
        case .onPaper: 5
        case .stale: 6
        case .skipped: 7
        case .electronic: 8
        case .handwritten: 9
        case .lost: 10
        case .cutShort: 11
        case .misdirected: 12
        case .withdrawn: 13
        case .undelivered: 14
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}

extension CustomerClaim {
    var number: Int64 {
        switch self {
        case .chargedTwice: 1
        case .wrongAmount: 2
        case .refundWanted: 3
        case .answered: 4
        case .proofShown: 5
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}

extension Notice.Kind {
    var number: Int64 {
        switch self {
        case .complaint: 1
        case .retrieval: 2
        case .chargeback: 3
        case .regulator: 4
        case .lawsuit: 5
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}

extension Notice.Step {
    var number: Int64 {
        switch self {
        case .received: 1
        case .answered: 2
        case .closed: 3
        }
    }

    init?(number: Int64) {
        guard let found = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = found
    }
}
