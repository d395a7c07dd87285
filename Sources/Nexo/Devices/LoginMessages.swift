// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Opens a session between till and terminal.
public struct LoginRequest: NexoObject {
    public var dateTime = ""
    public var software = SaleSoftware()
    public var terminal: JSONNode?
    public var trainingModeFlag: Bool?
    public var operatorLanguage = ""
    public var operatorID: String?
    public var shiftNumber: String?
    public var tokenRequestedType: String?
    public var customerOrderReq: [String] = []
    public var poiSerialNumber: String?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("DateTime", &dateTime)
        try members.required("SaleSoftware", &software)
        try members.optional("SaleTerminalData", &terminal)
        try members.optional("TrainingModeFlag", &trainingModeFlag)
        try members.required("OperatorLanguage", &operatorLanguage)
        try members.optional("OperatorID", &operatorID)
        try members.optional("ShiftNumber", &shiftNumber)
        try members.optional("TokenRequestedType", &tokenRequestedType)
        try members.list("CustomerOrderReq", &customerOrderReq)
        try members.optional("POISerialNumber", &poiSerialNumber)
    }
}

/// The software of one side.
public struct SaleSoftware: NexoObject {
    public var manufacturerID = ""
    public var applicationName = ""
    public var softwareVersion = ""
    public var certificationCode = ""
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("ManufacturerID", &manufacturerID)
        try members.required("ApplicationName", &applicationName)
        try members.required("SoftwareVersion", &softwareVersion)
        try members.required("CertificationCode", &certificationCode)
    }
}

/// Whether the session is open, and what the terminal is.
public struct LoginResponse: NexoObject {
    public var response = MessageOutcome()
    public var system: POISystemData?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.optional("POISystemData", &system)
    }
}

/// The terminal, its software and its state.
public struct POISystemData: NexoObject {
    public var dateTime = ""
    public var software = SaleSoftware()
    public var terminal: JSONNode?
    public var status: POIStatus?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("DateTime", &dateTime)
        try members.required("POISoftware", &software)
        try members.optional("POITerminalData", &terminal)
        try members.optional("POIStatus", &status)
    }
}

/// Closes the session.
public struct LogoutRequest: NexoObject {
    public var maintenanceAllowed: Bool?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("MaintenanceAllowed", &maintenanceAllowed)
    }
}

/// Whether the session is closed.
public struct LogoutResponse: NexoObject {
    public var response = MessageOutcome()
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
    }
}
