// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import SimKit
import Testing

/// The simulator writes its status from the vendor's tables by itself; the codec is its twin.
@Suite struct PrinterSensorTests {
    /// Known pairs of an independent emulator, and of the vendor's appendix.
    static let pairs: [(faults: [PrinterFault], automatic: [UInt8], realTime: [UInt8])] = [
        ([], [0x10, 0, 0, 0], [0x12, 0x12, 0x12, 0x12]),
        ([.nearEnd], [0x10, 0, 0x03, 0], [0x12, 0x12, 0x12, 0x1E]),
        ([.paperOut], [0x18, 0, 0x0F, 0], [0x1A, 0x32, 0x12, 0x7E]),
        ([.coverOpen], [0x38, 0, 0, 0], [0x1A, 0x16, 0x12, 0x12]),
        ([.offline], [0x18, 0, 0, 0], [0x1A, 0x12, 0x12, 0x12]),
        ([.cutter], [0x18, 0x08, 0, 0], [0x1A, 0x52, 0x1A, 0x12]),
        ([.jam], [0x18, 0x04, 0, 0], [0x1A, 0x52, 0x16, 0x12]),
        ([.unrecoverable], [0x18, 0x20, 0, 0], [0x1A, 0x52, 0x32, 0x12]),
    ]

    @Test(arguments: pairs)
    func `the bytes are the vendor's`(_ pair: (faults: [PrinterFault], automatic: [UInt8], realTime: [UInt8])) {
        var printer = SimulatedPrinter()
        for fault in pair.faults { printer.set(fault) }
        #expect(printer.sensors.automaticStatus == pair.automatic)
        #expect((UInt8(1)...4).map { printer.sensors.realTimeStatus($0) } == pair.realTime)
    }

    @Test func `every combination of faults is written as the codec writes it, and read back`() {
        let faults = PrinterFault.allCases.filter { $0 != .frozen }
        for set in 0..<(1 << faults.count) {
            var printer = SimulatedPrinter()
            for (bit, fault) in faults.enumerated() where set >> bit & 1 == 1 { printer.set(fault) }
            var status = PrinterStatus()
            status.note(automatic: printer.sensors.automaticStatus)
            #expect(status.automatic == printer.sensors.automaticStatus)
            for number in UInt8(1)...4 { #expect(status.realTime(number) == printer.sensors.realTimeStatus(number)) }
            #expect(status.transmitted(1) == printer.sensors.paperStatus)
        }
    }
}
