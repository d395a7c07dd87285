// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges

extension Verdict.MoneyState {
    /// Stable name in addresses and the API.
    var name: String {
        switch self {
        case .notCharged: "not-charged"
        case .pending: "pending"
        case .charged: "charged"
        case .reversed: "reversed"
        case .refunded: "refunded"
        case .unknown: "unknown"
        }
    }
}

extension Verdict.SlipState {
    /// Stable name in the API.
    var name: String {
        switch self {
        case .none: "none"
        case .pending: "pending"
        case .issued: "issued"
        case .deliveredElectronically: "delivered-electronically"
        case .lost: "lost"
        case .handwritten: "handwritten"
        case .unreported: "unreported"
        }
    }
}
