// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Nexo
public import Tender

/// What a diagnosis says of a terminal, in our words.
public struct TerminalHealth: Sendable, Hashable {
    /// What is wrong with the terminal as it stands there.
    public enum Fault: Sendable, Hashable, Comparable, CaseIterable {
        case maintenance, unreachable, security, pinPad, cardReader, communication, hostUnreachable
        case printerPaperLow, printerNoPaper, printerJam, printerOutOfOrder
    }

    /// For the device's record.
    public let report: DeviceReport
    /// In the order of `Fault`.
    public let faults: [Fault]
    /// Whether a payment can be started: nothing that it needs is told to be broken.
    public var canPay: Bool { Set(faults).isDisjoint(with: Self.stopping) }
    /// Whether its printer can print; nil where it told nothing of one.
    public let canPrint: Bool?

    private static let stopping: Set<Fault> = [.maintenance, .unreachable, .security, .pinPad, .cardReader]

    /// - Parameters:
    ///   - poiID: the terminal, from the header.
    ///   - at: when the answer was heard, by our clock.
    /// - Returns: nil where the terminal did not serve the request, or its name is none.
    public init?(_ answer: DiagnosisResponse, poiID: String, at: Instant) {
        guard answer.response.result != .failure, let terminal = TerminalID(poiID) else { return nil }
        var report = DeviceReport(terminal: terminal, at: at)
        let details = answer.response.additionalResponse.flatMap { AdditionalDetails($0) }
        report.battery = details.flatMap { Self.number("batteryLevel", $0) }.flatMap {
            (0...100).contains($0) ? $0 : nil
        }
        report.unsent = details.flatMap { Self.number("unconfirmedBatchCount", $0) }
        report.version = details.flatMap { Self.text("firmwareVersion", $0) }
        report.paper = answer.status?.printer.flatMap { DevicePaper($0) }
        self.report = report
        faults = Self.faults(answer)
        canPrint = answer.status?.printer.map { $0 == .ok || $0 == .paperLow }
    }

    private static func faults(_ answer: DiagnosisResponse) -> [Fault] {
        var faults: [Fault] = []
        if let status = answer.status {
            if status.global == .maintenance { faults.append(.maintenance) }
            if status.global == .unreachable { faults.append(.unreachable) }
            if status.securityOK == false { faults.append(.security) }
            if status.pinPadOK == false { faults.append(.pinPad) }
            if status.cardReaderOK == false { faults.append(.cardReader) }
            if status.communicationOK == false { faults.append(.communication) }
            switch status.printer {
            case .paperLow: faults.append(.printerPaperLow)
            case .noPaper: faults.append(.printerNoPaper)
            case .paperJam: faults.append(.printerJam)
            case .outOfOrder: faults.append(.printerOutOfOrder)
            default: break
            }
        }
        if answer.hosts.contains(where: { $0.isReachable == false }) { faults.append(.hostUnreachable) }
        return faults.sorted()
    }

    /// A detail by its name, at the top or inside an object.
    private static func text(_ name: String, _ details: AdditionalDetails) -> String? {
        details.fields.first { $0.name == name || $0.name.hasSuffix("." + name) }?.value
    }

    /// `85` and `85%`, up to nine digits.
    private static func number(_ name: String, _ details: AdditionalDetails) -> Int? {
        guard var text = text(name, details) else { return nil }
        if text.hasSuffix("%") { text.removeLast() }
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
