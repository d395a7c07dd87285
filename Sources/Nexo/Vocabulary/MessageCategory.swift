// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a message is about; the body is named after it. Words beyond the standard's are kept.
public struct MessageCategory: NexoWord, CaseIterable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let abort = Self(rawValue: "Abort")
    public static let admin = Self(rawValue: "Admin")
    public static let balanceInquiry = Self(rawValue: "BalanceInquiry")
    public static let batch = Self(rawValue: "Batch")
    public static let cardAcquisition = Self(rawValue: "CardAcquisition")
    public static let cardReaderAPDU = Self(rawValue: "CardReaderAPDU")
    public static let cardReaderInit = Self(rawValue: "CardReaderInit")
    public static let cardReaderPowerOff = Self(rawValue: "CardReaderPowerOff")
    public static let diagnosis = Self(rawValue: "Diagnosis")
    public static let display = Self(rawValue: "Display")
    public static let enableService = Self(rawValue: "EnableService")
    public static let event = Self(rawValue: "Event")
    public static let getTotals = Self(rawValue: "GetTotals")
    public static let input = Self(rawValue: "Input")
    public static let inputUpdate = Self(rawValue: "InputUpdate")
    public static let login = Self(rawValue: "Login")
    public static let logout = Self(rawValue: "Logout")
    public static let loyalty = Self(rawValue: "Loyalty")
    public static let payment = Self(rawValue: "Payment")
    public static let pin = Self(rawValue: "PIN")
    public static let print = Self(rawValue: "Print")
    public static let reconciliation = Self(rawValue: "Reconciliation")
    public static let reversal = Self(rawValue: "Reversal")
    public static let sound = Self(rawValue: "Sound")
    public static let storedValue = Self(rawValue: "StoredValue")
    public static let transactionStatus = Self(rawValue: "TransactionStatus")
    public static let transmit = Self(rawValue: "Transmit")

    /// The standard's 27.
    public static let allCases: [MessageCategory] = [
        abort, admin, balanceInquiry, batch, cardAcquisition, cardReaderAPDU, cardReaderInit, cardReaderPowerOff,
        diagnosis, display, enableService, event, getTotals, input, inputUpdate, login, logout, loyalty, payment, pin,
        print, reconciliation, reversal, sound, storedValue, transactionStatus, transmit,
    ]

    /// Name of the member that carries the body of a message of this category and type.
    public func bodyName(_ type: MessageType) -> String {
        switch (self, type) {
        // Two bodies that do not follow the rule.
        case (.event, _): "EventNotification"
        case (.inputUpdate, .request), (.inputUpdate, .notification): "InputUpdate"
        default: rawValue + type.rawValue
        }
    }
}

/// Which side serves: the terminal a service, either side a device of its own; or nobody is asked.
public enum MessageClass: String, NexoClosedWord, CaseIterable {
    case service = "Service"
    case device = "Device"
    case event = "Event"
}

/// Which half of a dialogue a message is.
public enum MessageType: String, NexoClosedWord, CaseIterable {
    case request = "Request"
    case response = "Response"
    case notification = "Notification"
}
