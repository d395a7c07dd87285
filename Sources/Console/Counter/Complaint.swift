// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store

/// What customers say at the counter. The raw value is the one in the address.
enum Complaint: String, CaseIterable, Sendable {
    case noSlip = "no-slip"
    case twice
    case amount
    case lost

    var icon: String {
        switch self {
        case .noSlip: "slip"
        case .twice: "twice"
        case .amount: "amount"
        case .lost: "search"
        }
    }

    /// The code of the case that it opens where nothing else did.
    var code: FindingCode {
        switch self {
        case .noSlip: .rc01
        case .twice: .py06
        case .amount: .py09
        case .lost: .rc04
        }
    }

    /// Findings that say it already: nothing more is to be written down.
    var sayings: Set<FindingCode> {
        switch self {
        case .noSlip: [.rc01, .rc02, .rc03]
        case .twice: [.py06, .py07, .py08]
        case .amount: [.py09]
        case .lost: [.rc04]
        }
    }

    /// Whether it is about the paper; else about the money.
    var isAboutPaper: Bool { self == .noSlip || self == .lost }

    /// Whether a payment looks like what the customer says.
    func fits(_ summary: TransactionSummary) -> Bool {
        let codes = summary.codes.map(\.text)
        return switch self {
        case .noSlip: codes.contains { $0.hasPrefix("RC-") || $0 == "PY-01" || $0 == "PY-02" }
        case .twice: codes.contains { $0 == "PY-06" || $0 == "PY-07" || $0 == "PY-08" }
        case .amount: codes.contains { $0 == "PY-09" || $0 == "ST-04" || $0 == "PY-13" }
        case .lost: codes.contains("RC-04")
        }
    }
}
