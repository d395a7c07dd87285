// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct StatusRequestTests {
    static let requests: [(StatusRequest, String)] = [
        (.realTime(1, nil), "10 04 01"), (.realTime(4, nil), "10 04 04"), (.realTime(7, 1), "10 04 07 01"),
        (.realTime(8, 3), "10 04 08 03"), (.realTime(18, 1), "10 04 12 01"), (.recover(1), "10 05 01"),
        (.recover(2), "10 05 02"), (.clearBuffers, "10 14 08 01 03 14 01 06 02 08"),
        (.automatic(0xFF), "1D 61 FF"), (.transmit(1), "1D 72 01"), (.transmit(0x31), "1D 72 31"),
        (.identity(67), "1D 49 43"), (.processID(Array("0007".utf8)), "1D 28 48 06 00 30 30 30 30 30 37"),
        (.offlineResponse(2), "1D 28 48 03 00 31 30 02"), (.paperSensor, "1B 76"), (.drawer(0), "1B 75 00"),
    ]

    @Test func `every request is written as the manual prints it and found again`() {
        for (request, text) in Self.requests {
            #expect(request.bytes == hex(text))
            var scanner = RequestScanner()
            let stream = Array("Total ".utf8) + hex(text) + Array("58.00".utf8)
            #expect(scanner.feed(stream[...]).map(\.request) == [request])
            var bytewise = RequestScanner()
            let found = stream.indices.flatMap { bytewise.feed(stream[$0...$0]) }
            #expect(found.map(\.request) == [request])
            #expect(found.map(\.offset) == [6])
        }
    }

    @Test func `process IDs count in four digits`() {
        #expect(StatusRequest.processID(number: 42) == .processID(Array("0042".utf8)))
        #expect(StatusRequest.processID(number: 12_345) == .processID(Array("2345".utf8)))
        #expect(StatusRequest.processID([0x37, 0x00]).bytes == hex("1D 28 48 06 00 30 30 30 30 37 20"))
        #expect(StatusRequest.processID(number: .min) == .processID(Array("0000".utf8)))
    }

    @Test func `a real-time request inside an image is answered before the image is complete`() {
        var scanner = RequestScanner()
        let image = hex("1D 76 30 00 08 00 FF 00") + [0, 0, 0x10, 0x04, 0x01, 0]
        let found = scanner.feed(image[...])
        #expect(found.map(\.offset) == [10] && found.map(\.request) == [.realTime(1, nil)])
        #expect(scanner.feed([0x1D, 0x72, 0x01]).isEmpty, "an in-order request inside the image is image")
    }

    @Test func `the handshake of a till is seen`() {
        var scanner = RequestScanner()
        #expect(scanner.feed(hex("1B 40 1B 3D 01 10 04 01")[...]).map(\.request) == [.realTime(1, nil)])
    }

    @Test func `a real-time sequence is found after any false start`() {
        var scanner = RealTimeScanner()
        let bytes = hex("10 10 04 10 05 10 14 10 14 08 01 03 14 10 04 02 10 14 08 01 03 14 01 06 02 08 10 14 01 00 05")
        let found = scanner.feed(bytes[...])
        #expect(found.map(\.offset) == [13, 16, 26])
        #expect(found.map(\.request) == [.realTime(2, nil), .clearBuffers, nil])
    }
}
