// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The codes of a file job, in the order in which findings are written.
public enum JobCode: UInt8, CaseIterable, Sendable, Hashable, Comparable {
    case chargedBack
    case outcomeUnknown, acquirerOnlySucceeded, slipWithoutCharge, chargeWithoutSale, orderWithoutCharge
    case duplicateCharge, saleBookedTwice, orderAmountDiffers, paidAfterClose
    case noSlip, slipUnconfirmed, repeatedPrints, slipDiffers
    case refundedTooMuch, refundedAndChargedBack
    case notSettled, amountDiffers, feeTooHigh, depositDiffers, depositWithoutSettlement

    /// The code as the whole house knows it.
    public var code: FindingCode {
        switch self {
        case .chargedBack: .cs03
        case .outcomeUnknown: .py01
        case .acquirerOnlySucceeded: .py02
        case .slipWithoutCharge: .py03
        case .chargeWithoutSale: .py04
        case .orderWithoutCharge: .py05
        case .duplicateCharge: .py06
        case .saleBookedTwice: .py07
        case .orderAmountDiffers: .py09
        case .paidAfterClose: .py12
        case .noSlip: .rc01
        case .slipUnconfirmed: .rc02
        case .repeatedPrints: .rc05
        case .slipDiffers: .rc07
        case .refundedTooMuch: .rf01
        case .refundedAndChargedBack: .rf04
        case .notSettled: .st01
        case .amountDiffers: .st04
        case .feeTooHigh: .st05
        case .depositDiffers: .st07
        case .depositWithoutSettlement: .st08
        }
    }

    /// As files and people write it, for example `PY-06`.
    public var text: String { code.text }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A set of codes.
struct CodeSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt32
    init(rawValue: UInt32) { self.rawValue = rawValue }
    init(_ code: JobCode) { rawValue = 1 << code.rawValue }

    var codes: [JobCode] { JobCode.allCases.filter { contains(CodeSet($0)) } }
}
