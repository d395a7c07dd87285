// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What can go wrong at a simulated wallet, on demand. Each is used up by the next message that it fits.
public enum WalletFault: String, CaseIterable, Sendable, Hashable {
    /// The request does not arrive, and nothing is answered.
    case requestLost = "request-lost"
    /// It is carried out; the answer does not arrive.
    case answerLost = "answer-lost"
    /// The connection ends before the answer, which was carried out.
    case cut = "cut"
    /// "System error", and nothing was done.
    case systemError = "system-error"
    /// "System error", and it was done.
    case systemErrorDone = "system-error-done"
    /// A reversal that says it succeeded and did nothing.
    case reverseLies = "reverse-lies"
    /// The answer carries a signature of nobody.
    case wrongSignature = "wrong-signature"
    /// Refunds stay in progress until the next query.
    case refundSlow = "refund-slow"
    /// Every row of the next bill stands in it twice.
    case billDuplicates = "bill-duplicates"
    /// The next bill is not what its hash says.
    case billDamaged = "bill-damaged"
    /// The bill is not made yet.
    case billLate = "bill-late"

    public var explanation: String {
        switch self {
        case .requestLost: "the next request is not carried out and not answered"
        case .answerLost: "the next request is carried out and not answered"
        case .cut: "the next request is carried out and the connection cut"
        case .systemError: "the next payment, reversal or refund: SYSTEM_ERROR, nothing done"
        case .systemErrorDone: "the next payment, reversal or refund: SYSTEM_ERROR, and done"
        case .reverseLies: "the next reversal says SUCCESS and does nothing"
        case .wrongSignature: "the next answer is signed with another key"
        case .refundSlow: "the next refund is in progress until it is asked for"
        case .billDuplicates: "the next bill has each row twice"
        case .billDamaged: "the next bill differs from its hash"
        case .billLate: "the next bill is not made yet"
        }
    }
}

/// What the customer does whose code is scanned next.
public enum WalletCustomer: Sendable, Hashable {
    case paysAtOnce
    /// Types the password, so many milliseconds after the scan.
    case typesPassword(after: Int64)
    /// Puts the telephone away.
    case abandons
    case hasNoMoney
    /// Shows a code that is too old.
    case showsOldCode

    /// `at-once`, `password-5000`, `abandons`, `no-money`, `old-code`; nil for anything else.
    public init?(text: some StringProtocol) {
        switch text {
        case "at-once": self = .paysAtOnce
        case "abandons": self = .abandons
        case "no-money": self = .hasNoMoney
        case "old-code": self = .showsOldCode
        default:
            guard text.hasPrefix("password-"), let pause = Int64(text.dropFirst(9)), (0...86_400_000).contains(pause)
            else { return nil }
            self = .typesPassword(after: pause)
        }
    }
}
