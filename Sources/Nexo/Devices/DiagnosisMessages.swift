// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Asks how the terminal is.
public struct DiagnosisRequest: NexoObject {
    public var poiID: String?
    /// True: also whether the hosts can be reached.
    public var hostDiagnosisFlag: Bool?
    public var acquirerIDs: [JSONNode] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.optional("POIID", &poiID)
        try members.optional("HostDiagnosisFlag", &hostDiagnosisFlag)
        try members.list("AcquirerID", &acquirerIDs)
    }
}

/// How the terminal is.
public struct DiagnosisResponse: NexoObject {
    public var response = MessageOutcome()
    /// Tills that are logged in.
    public var loggedSaleIDs: [String] = []
    public var status: POIStatus?
    public var hosts: [HostStatus] = []
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("Response", &response)
        try members.list("LoggedSaleID", &loggedSaleIDs)
        try members.optional("POIStatus", &status)
        try members.list("HostStatus", &hosts)
    }
}

/// State of the terminal and its parts. What is not said is not known.
public struct POIStatus: NexoObject {
    public var global = GlobalStatus.ok
    public var securityOK: Bool?
    public var pinPadOK: Bool?
    public var cardReaderOK: Bool?
    public var printer: PrinterStatus?
    public var communicationOK: Bool?
    public var cash: JSONNode?
    public var fraudPrevention: Bool?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("GlobalStatus", &global)
        try members.optional("SecurityOKFlag", &securityOK)
        try members.optional("PEDOKFlag", &pinPadOK)
        try members.optional("CardReaderOKFlag", &cardReaderOK)
        try members.optional("PrinterStatus", &printer)
        try members.optional("CommunicationOKFlag", &communicationOK)
        try members.optional("CashHandlingDevice", &cash)
        try members.optional("FraudPreventionFlag", &fraudPrevention)
    }
}

/// Whether one host can be reached.
public struct HostStatus: NexoObject {
    public var acquirerID = JSONNode.text("")
    public var isReachable: Bool?
    public var remainder = Remainder()

    public init() {}

    public mutating func visit(_ members: inout Members) throws(NexoError) {
        try members.required("AcquirerID", &acquirerID)
        try members.optional("IsReachableFlag", &isReachable)
    }
}
