// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// State of the terminal's printer. Words beyond the standard's are kept.
public struct PrinterStatus: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let ok = Self(rawValue: "OK")
    public static let paperLow = Self(rawValue: "PaperLow")
    public static let noPaper = Self(rawValue: "NoPaper")
    public static let paperJam = Self(rawValue: "PaperJam")
    public static let outOfOrder = Self(rawValue: "OutOfOrder")
}

/// State of the terminal as a whole. Words beyond the standard's are kept.
public struct GlobalStatus: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let ok = Self(rawValue: "OK")
    public static let busy = Self(rawValue: "Busy")
    public static let maintenance = Self(rawValue: "Maintenance")
    public static let unreachable = Self(rawValue: "Unreachable")
}

/// What happened at the terminal. Words beyond the standard's are kept.
public struct EventToNotify: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let beginMaintenance = Self(rawValue: "BeginMaintenance")
    public static let endMaintenance = Self(rawValue: "EndMaintenance")
    public static let shutdown = Self(rawValue: "Shutdown")
    public static let initialised = Self(rawValue: "Initialised")
    public static let outOfOrder = Self(rawValue: "OutOfOrder")
    public static let completed = Self(rawValue: "Completed")
    public static let abort = Self(rawValue: "Abort")
    public static let saleWakeUp = Self(rawValue: "SaleWakeUp")
    public static let saleAdmin = Self(rawValue: "SaleAdmin")
    public static let customerLanguage = Self(rawValue: "CustomerLanguage")
    public static let keyPressed = Self(rawValue: "KeyPressed")
    public static let securityAlarm = Self(rawValue: "SecurityAlarm")
    public static let stopAssistance = Self(rawValue: "StopAssistance")
    public static let cardInserted = Self(rawValue: "CardInserted")
    public static let cardRemoved = Self(rawValue: "CardRemoved")
    public static let reject = Self(rawValue: "Reject")
    public static let networkConnected = Self(rawValue: "NetworkConnected")
    public static let networkDisconnected = Self(rawValue: "NetworkDisconnected")
    public static let scanBarcodeResult = Self(rawValue: "ScanBarcodeResult")
}

/// A device that output goes to. Words beyond the standard's are kept.
public struct DeviceName: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let cashierDisplay = Self(rawValue: "CashierDisplay")
    public static let customerDisplay = Self(rawValue: "CustomerDisplay")
    public static let cashierInput = Self(rawValue: "CashierInput")
    public static let customerInput = Self(rawValue: "CustomerInput")
}

/// What output is for. Words beyond the standard's are kept.
public struct InfoQualify: NexoWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let status = Self(rawValue: "Status")
    public static let error = Self(rawValue: "Error")
    public static let display = Self(rawValue: "Display")
    public static let sound = Self(rawValue: "Sound")
    public static let input = Self(rawValue: "Input")
    public static let pOIReplication = Self(rawValue: "POIReplication")
    public static let customerAssistance = Self(rawValue: "CustomerAssistance")
    public static let receipt = Self(rawValue: "Receipt")
    public static let document = Self(rawValue: "Document")
    public static let voucher = Self(rawValue: "Voucher")
}
