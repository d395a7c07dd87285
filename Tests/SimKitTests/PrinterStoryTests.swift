// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import SimKit
import Testing

/// What a real printer does, and the simulated one must.
@Suite struct PrinterStoryTests {
    static func text(_ tape: PaperTape) -> [String] {
        tape.slips.joined().map { String(decoding: $0, as: UTF8.self) }
    }

    static func connected(_ make: PrinterMake = PrinterMake()) -> SimulatedPrinter {
        var printer = SimulatedPrinter(make)
        _ = printer.connect(1)
        return printer
    }

    @Test func `a second host is refused while the first is connected`() {
        var printer = Self.connected()
        let took1 = printer.connect(2)
        #expect(!took1)
        printer.disconnect(1)
        let took2 = printer.connect(2)
        #expect(took2)
    }

    @Test func `paper out stops in mid-line, answers in real time, holds the fence, and goes on with the new roll`() {
        var printer = Self.connected()
        printer.set(.paperOut, afterBytes: 6)
        _ = printer.receive(Array("one\ntwo\nthree\n".utf8)[...] + [0x1D, 0x72, 0x01], from: 1)
        #expect(Self.text(printer.tape) == ["one"])
        _ = printer.receive([0x10, 0x04, 0x04], from: 1)
        let took3 = printer.takeReplies()
        #expect(took3.map(\.bytes) == [[0x7E]])
        printer.clear(.paperOut)
        #expect(Self.text(printer.tape) == ["one", "two", "three"])
        let took4 = printer.takeReplies()
        #expect(took4.map(\.bytes) == [[0x00]])
    }

    @Test func `the power takes both memories with it, and what is on paper stays`() {
        var make = PrinterMake()
        make.bytesPerSecond = 10
        var printer = Self.connected(make)
        _ = printer.receive(Array("one\ntwo\nthree\n".utf8)[...], from: 1)
        printer.advance(to: 600)
        #expect(Self.text(printer.tape) == ["one"])
        printer.cyclePower()
        #expect(printer.sessions.isEmpty)
        let took5 = printer.connect(2)
        #expect(!took5, "it is starting")
        printer.advance(to: 5_000)
        let took6 = printer.connect(2)
        #expect(took6)
        #expect(Self.text(printer.tape) == ["one"])
        #expect(printer.memoryCount == 0)
    }

    @Test func `no more bytes are taken than the memory holds`() {
        var make = PrinterMake()
        make.memoryBytes = 100
        var printer = Self.connected(make)
        printer.set(.coverOpen)
        let line = [UInt8](repeating: 0x41, count: 80)[...]
        let took7 = printer.receive(line, from: 1)
        #expect(took7 == 80)
        let took8 = printer.receive(line, from: 1)
        #expect(took8 == 20)
        let took9 = printer.receive(line, from: 1)
        #expect(took9 == 0)
    }

    @Test func `of several process IDs that wait the newest is told, of wiped data none`() {
        let ask: ([UInt8]) -> [UInt8] = { [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30] + $0 }
        var printer = Self.connected()
        _ = printer.receive((ask(Array("0001".utf8)) + ask(Array("0002".utf8)))[...], from: 1)
        let took10 = printer.takeReplies()
        #expect(took10.map(\.bytes) == [[0x37, 0x22] + Array("0002".utf8) + [0x00]])
        printer.set(.cutter)
        _ = printer.receive(ask(Array("0003".utf8))[...], from: 1)
        printer.clear(.cutter)
        _ = printer.receive([0x10, 0x05, 0x02], from: 1)
        printer.advance(to: 100)
        let took11 = printer.takeReplies()
        #expect(took11.isEmpty)
        #expect(!printer.sensors.hasCutterError)
    }

    @Test func `the cut that failed is made when the printer is told to go on`() {
        var printer = Self.connected()
        printer.set(.cutter, atCut: 1)
        _ = printer.receive(Array("one\n".utf8)[...] + [0x1D, 0x56, 0x00] + Array("two\n".utf8), from: 1)
        #expect(printer.tape.cutCount == 0)
        _ = printer.receive([0x10, 0x05, 0x01], from: 1)
        #expect(printer.tape.cutCount == 0, "the knife is still stuck")
        printer.clear(.cutter)
        _ = printer.receive([0x10, 0x05, 0x01], from: 1)
        #expect(printer.tape.slips.map { $0.map { String(decoding: $0, as: UTF8.self) } } == [["one"], ["two"]])
    }

    @Test func `changes are told to who asked, and the clear request is answered`() {
        var printer = Self.connected()
        _ = printer.receive([0x1D, 0x61, 0xFF], from: 1)
        printer.set(.coverOpen)
        let took12 = printer.takeReplies()
        #expect(took12.flatMap(\.bytes) == [0x10, 0, 0, 0, 0x38, 0, 0, 0])
        _ = printer.receive([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08], from: 1)
        let took13 = printer.takeReplies()
        #expect(took13.flatMap(\.bytes) == [0x37, 0x25, 0x00])
    }

    @Test func `a printer that answers nothing prints all the same`() {
        var printer = Self.connected(.oneWay)
        _ = printer.receive(Array("one\n".utf8)[...] + [0x1D, 0x72, 0x01, 0x10, 0x04, 0x01, 0x1D, 0x61, 0xFF], from: 1)
        #expect(Self.text(printer.tape) == ["one"])
        let took14 = printer.takeReplies()
        #expect(took14.isEmpty)
    }
}
