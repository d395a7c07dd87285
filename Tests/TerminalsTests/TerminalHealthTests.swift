// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Nexo
import Tender
import Terminals
import Testing

@Suite struct TerminalHealthTests {
    private static func answer(_ status: String, _ details: String = "") throws -> DiagnosisResponse {
        let text = """
            {"SaleToPOIResponse":{"MessageHeader":{"MessageClass":"Service","MessageCategory":"Diagnosis",\
            "MessageType":"Response","ServiceID":"1","SaleID":"T1","POIID":"V400m-1"},"DiagnosisResponse":{\
            "Response":{"Result":"Success","AdditionalResponse":"\(details)"},"POIStatus":{"GlobalStatus":"OK",\(status)},\
            "HostStatus":[{"AcquirerID":"0","IsReachableFlag":true}]}}}
            """
        guard case .diagnosisResponse(let body) = try SaleToPOIMessage(Array(text.utf8)).body else {
            throw NexoError(.unrecognised)
        }
        return body
    }

    @Test func `battery, unsent payments and version come out of the details`() throws {
        let answer = try Self.answer(
            "\"PrinterStatus\":\"OK\"", "batteryLevel=39%25&firmwareVersion=v1.49p5&unconfirmedBatchCount=3")
        let health = try #require(TerminalHealth(answer, poiID: "V400m-1", at: Instant(milliseconds: 5)))
        #expect(health.report.battery == 39)
        #expect(health.report.unsent == 3)
        #expect(health.report.version == "v1.49p5" && health.report.paper == .ok)
        #expect(health.faults.isEmpty && health.canPay && health.canPrint == true)
    }

    @Test(
        arguments: [
            ("\"PrinterStatus\":\"NoPaper\"", [.printerNoPaper], true, false),
            ("\"PrinterStatus\":\"PaperLow\"", [.printerPaperLow], true, true),
            ("\"CardReaderOKFlag\":false,\"CommunicationOKFlag\":false", [.cardReader, .communication], false, nil),
            ("\"PEDOKFlag\":false,\"SecurityOKFlag\":true", [.pinPad], false, nil),
        ] as [(String, [TerminalHealth.Fault], Bool, Bool?)])
    func `what is told to be broken is a fault`(
        _ status: String, _ faults: [TerminalHealth.Fault], _ canPay: Bool, _ canPrint: Bool?
    ) throws {
        let health = try #require(
            TerminalHealth(try Self.answer(status), poiID: "V400m-1", at: Instant(milliseconds: 5)))
        #expect(health.faults == faults)
        #expect(health.canPay == canPay)
        #expect(health.canPrint == canPrint)
    }

    @Test(
        arguments: [
            (.shutdown, .shutdown), (.initialised, .initialised), (.securityAlarm, .securityAlarm),
            (.endMaintenance, .maintenanceEnded), (.cardInserted, nil), (EventToNotify(rawValue: "Hiccup"), nil),
        ] as [(EventToNotify, DeviceEvent?)])
    func `an event says what happened to the device, or only that it lives`(
        _ told: EventToNotify, _ event: DeviceEvent?
    ) {
        var notice = EventNotification()
        notice.event = told
        let report = DeviceReport(notice, terminal: "10000001", at: Instant(milliseconds: 5))
        #expect(report.event == event && report.isHeartbeat == (event == nil))
    }

    @Test(arguments: [
        "batteryLevel=101", "batteryLevel=-3", "batteryLevel=full", ".....", "batteryLevel=99999999999999999999",
    ])
    func `details that say nothing usable leave the report empty`(_ details: String) throws {
        let answer = try Self.answer("\"PrinterStatus\":\"OK\"", details)
        #expect(TerminalHealth(answer, poiID: "V400m-1", at: Instant(milliseconds: 5))?.report.battery == nil)
    }
}
