// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

/// Pairs of states and bytes measured on a device and printed in the manuals.
@Suite struct StatusWireTests {
    struct Measured: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: PrinterStatus
        let automatic: [UInt8]
        let realTime: [UInt8: UInt8]
    }

    static let measured = [
        Measured(
            testDescription: "idle", status: PrinterStatus(), automatic: [0x10, 0, 0, 0],
            realTime: [1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12]),
        Measured(
            testDescription: "near end", status: PrinterStatus(paper: .nearEnd), automatic: [0x10, 0, 3, 0],
            realTime: [1: 0x12, 2: 0x12, 4: 0x1E]),
        Measured(
            testDescription: "paper out", status: PrinterStatus(paper: .out), automatic: [0x18, 0, 0x0F, 0],
            realTime: [1: 0x1A, 2: 0x32, 4: 0x7E]),
        Measured(
            testDescription: "cover open", status: PrinterStatus(isCoverOpen: true), automatic: [0x38, 0, 0, 0],
            realTime: [1: 0x1A, 2: 0x16]),
        Measured(
            testDescription: "offline", status: PrinterStatus(isOffline: true), automatic: [0x18, 0, 0, 0],
            realTime: [1: 0x1A, 2: 0x12]),
        Measured(
            testDescription: "cutter", status: PrinterStatus(hasCutterError: true), automatic: [0x18, 8, 0, 0],
            realTime: [1: 0x1A, 2: 0x52, 3: 0x1A]),
        Measured(
            testDescription: "broken", status: PrinterStatus(hasUnrecoverableError: true),
            automatic: [0x18, 0x20, 0, 0], realTime: [2: 0x52, 3: 0x32]),
    ]

    @Test(arguments: measured)
    func `a state has the bytes the devices send`(_ measured: Measured) {
        #expect(measured.status.automatic == measured.automatic)
        for (number, byte) in measured.realTime { #expect(measured.status.realTime(number) == byte) }
    }

    @Test(arguments: measured)
    func `a state is read back out of either form`(_ measured: Measured) {
        var fromFrame = PrinterStatus()
        fromFrame.note(automatic: measured.automatic)
        #expect(fromFrame == measured.status)
        var fromQuestions = PrinterStatus()
        for number in UInt8(1)...4 {
            fromQuestions.note(realTime: measured.status.realTime(number), of: number)
        }
        #expect(fromQuestions == measured.status)
    }

    @Test func `any state survives any form, and every form keeps its fixed bits`() {
        var random = SplitMix(seed: 11)
        for _ in 0..<2000 {
            let frame = [
                0x10 | UInt8.random(in: 0...0x7F, using: &random) & 0x6C,
                UInt8.random(in: 0...0x6F, using: &random) & 0x6F,
                [0, 3, 0x0F][Int.random(in: 0...2, using: &random)], 0,
            ]
            var status = PrinterStatus()
            status.note(automatic: frame)
            var again = PrinterStatus()
            again.note(automatic: status.automatic)
            status.isOffline = status.isOffline || status.cannotPrint
            #expect(again == status)
            #expect(status.automatic[0] & 0x93 == 0x10)
            #expect(status.automatic[1...].allSatisfy { $0 & 0x90 == 0 })
            for number in UInt8(1)...4 { #expect(status.realTime(number) & 0x93 == 0x12) }
            var paper = PrinterStatus()
            paper.note(transmitted: status.transmitted(1), of: 1)
            #expect(paper.paper == status.paper)
        }
    }

    @Test func `a new roll and a closed cover leave nothing behind`() {
        var status = PrinterStatus(paper: .out, isCoverOpen: true)
        status.note(automatic: [0x10, 0, 0, 0])
        #expect(status == PrinterStatus())
    }
}
