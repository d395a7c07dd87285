// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Nexo
public import Tender

extension DeviceReport {
    /// What a terminal's event says of it. Every event shows that it lives; most say no more.
    ///
    ///     Shutdown, Initialised, OutOfOrder, Begin- and EndMaintenance,
    ///     SecurityAlarm, NetworkConnected, NetworkDisconnected           a fact of the device
    ///     CardInserted, KeyPressed, Reject, … and words we do not know   only that it was heard
    ///
    /// - Parameters:
    ///   - terminal: the shop's name of it.
    ///   - at: when it was heard, by our clock.
    public init(_ told: EventNotification, terminal: TerminalID, at: Instant) {
        self.init(terminal: terminal, at: at)
        event = Self.events[told.event]
    }

    private static let events: [EventToNotify: DeviceEvent] = [
        .shutdown: .shutdown, .initialised: .initialised, .outOfOrder: .outOfOrder,
        .beginMaintenance: .maintenanceBegun, .endMaintenance: .maintenanceEnded, .securityAlarm: .securityAlarm,
        .networkConnected: .networkConnected, .networkDisconnected: .networkDisconnected,
    ]
}

extension DevicePaper {
    /// nil for a word that we do not know.
    init?(_ status: PrinterStatus) {
        switch status {
        case .ok: self = .ok
        case .paperLow: self = .low
        case .noPaper: self = .out
        case .paperJam: self = .jam
        case .outOfOrder: self = .outOfOrder
        default: return nil
        }
    }
}
