// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import SimKit
import Tender
import Testing

/// What the proxy tells a till in the printer's place.
@Suite struct TillAnswerTests {
    struct Question: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: PrinterFault?
        let asks: [UInt8]
        let hears: [UInt8]
    }

    static let questions = [
        Question(testDescription: "well, state", fault: nil, asks: [0x10, 0x04, 1], hears: [0x12]),
        Question(testDescription: "well, roll", fault: nil, asks: [0x10, 0x04, 4], hears: [0x12]),
        Question(testDescription: "near end, roll", fault: .nearEnd, asks: [0x10, 0x04, 4], hears: [0x1E]),
        Question(
            testDescription: "no paper", fault: .paperOut, asks: [0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4],
            hears: [0x1A, 0x32, 0x7E]),
        Question(
            testDescription: "cover open", fault: .coverOpen, asks: [0x10, 0x04, 1, 0x10, 0x04, 2], hears: [0x1A, 0x16]),
        Question(testDescription: "cutter", fault: .cutter, asks: [0x10, 0x04, 3], hears: [0x1A]),
        Question(
            testDescription: "no paper, automatic", fault: .paperOut, asks: [0x1D, 0x61, 0xFF],
            hears: [0x18, 0x00, 0x0F, 0x00]),
        Question(testDescription: "fence", fault: nil, asks: [0x1D, 0x72, 1], hears: [0x00]),
        Question(testDescription: "drawer", fault: nil, asks: [0x1D, 0x72, 2], hears: [0x00]),
        Question(testDescription: "old form", fault: .paperOut, asks: [0x1B, 0x76], hears: [0x0F]),
        Question(
            testDescription: "a till's greeting", fault: nil, asks: [0x1B, 0x40, 0x1B, 0x3D, 0x01, 0x10, 0x04, 0x01],
            hears: [0x12]),
        Question(
            testDescription: "maker", fault: nil, asks: [0x1D, 0x49, 66],
            hears: [0x5F] + Array("COUNTERFOIL".utf8) + [0]),
    ]

    @Test(arguments: questions)
    func `a question is answered as the printer would`(_ question: Question) {
        var floor = PrintFloor()
        if let fault = question.fault { floor.printer.set(fault) }
        floor.run(milliseconds: 500)
        let till = floor.connect()
        floor.say(question.asks, till)
        #expect(floor.answers[till] == question.hears)
        #expect(floor.kept.isEmpty, "a question is no job")
    }

    @Test func `with the printer unplugged the till hears offline, and its slip is kept all the same`() {
        var floor = PrintFloor()
        floor.run(milliseconds: 500)
        floor.cutWire()
        floor.run(milliseconds: 100)
        let till = floor.connect()
        floor.say([0x10, 0x04, 0x01], till)
        #expect(floor.answers[till] == [0x1A])
        floor.say(PrintFloor.slip("A") + [0x1D, 0x72, 0x01], till)
        #expect(floor.answers[till] == [0x1A, 0x00])
        #expect(floor.kept.count == 1)
        floor.isCut = false
        floor.run(milliseconds: 10_000)
        #expect(floor.count("A") == (1, 0))
    }

    @Test func `a process ID is given back when the device has confirmed the slip, not before`() {
        var make = PrinterMake()
        make.bytesPerSecond = 100
        var floor = PrintFloor(make)
        floor.run(milliseconds: 2_000)
        let till = floor.connect()
        let question: [UInt8] = [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30] + Array("abcd".utf8)
        floor.say(PrintFloor.slip("A") + question, till)
        floor.run(milliseconds: 200)
        #expect(floor.answers[till] == nil)
        floor.run(milliseconds: 5_000)
        #expect(floor.answers[till] == [0x37, 0x22] + Array("abcd".utf8) + [0x00])
    }

    @Test func `a till that asked to be told hears of each change once`() {
        var floor = PrintFloor()
        floor.run(milliseconds: 500)
        let till = floor.connect()
        floor.say([0x1D, 0x61, 0xFF], till)
        floor.printer.set(.coverOpen)
        floor.run(milliseconds: 500)
        floor.printer.clear(.coverOpen)
        floor.run(milliseconds: 500)
        #expect(floor.answers[till] == [0x10, 0, 0, 0, 0x38, 0, 0, 0, 0x10, 0, 0, 0])
    }

    @Test func `an answer in order leaves only behind the records of every byte before it`() {
        var proxy = Proxy(printers: [PrinterPlan(name: "front")], chance: SplitMix64(seed: 1))
        let now = Moment(wall: .init(milliseconds: 0), steady: 0)
        _ = proxy.start(from: SpoolHistory(), at: now)
        _ = proxy.step(.tillOpened(TillID(1), printer: "front", sender: ""), at: now)
        let slip = Array("one\n".utf8)
        let effects = proxy.step(.tillSaid(TillID(1), (slip + [0x1D, 0x72, 0x01])[...]), at: now)
        let answer = effects.firstIndex { if case .answer = $0 { true } else { false } }
        let bytes = effects.lastIndex { if case .record(.bytes) = $0 { true } else { false } }
        #expect(bytes.map { position in answer.map { position < $0 } ?? false } == true)
    }
}
