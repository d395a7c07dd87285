// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a request was not served as it was asked. `moneyRisk` says what that means for the money.
/// Words beyond the standard's are kept.
public struct ErrorCondition: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let aborted = Self(rawValue: "Aborted")
    public static let busy = Self(rawValue: "Busy")
    public static let cancel = Self(rawValue: "Cancel")
    public static let deviceOut = Self(rawValue: "DeviceOut")
    public static let insertedCard = Self(rawValue: "InsertedCard")
    public static let inProgress = Self(rawValue: "InProgress")
    public static let loggedOut = Self(rawValue: "LoggedOut")
    public static let messageFormat = Self(rawValue: "MessageFormat")
    public static let notAllowed = Self(rawValue: "NotAllowed")
    public static let notFound = Self(rawValue: "NotFound")
    public static let paymentRestriction = Self(rawValue: "PaymentRestriction")
    public static let refusal = Self(rawValue: "Refusal")
    public static let unavailableDevice = Self(rawValue: "UnavailableDevice")
    public static let unavailableService = Self(rawValue: "UnavailableService")
    public static let invalidCard = Self(rawValue: "InvalidCard")
    public static let unreachableHost = Self(rawValue: "UnreachableHost")
    public static let wrongPIN = Self(rawValue: "WrongPIN")
}

/// Whether a request was served. Words beyond the standard's are kept.
public struct ResultWord: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let success = Self(rawValue: "Success")
    public static let partial = Self(rawValue: "Partial")
    public static let failure = Self(rawValue: "Failure")
}
