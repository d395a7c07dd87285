// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import Testing

@Suite struct FramerTests {
    static let messages: [[UInt8]] = [
        Array("0800".utf8), [], [0x60], (0..<300).map { UInt8(truncatingIfNeeded: $0) }, Array("0210 00".utf8),
    ]

    private func feed(_ framer: inout Framer, _ chunks: [ArraySlice<UInt8>]) throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        for chunk in chunks { try framer.feed(chunk) { found.append(Array($0)) } }
        try framer.finish { found.append(Array($0)) }
        return found
    }

    @Test func `lengths stand as their hosts write them`() throws {
        let message = [UInt8](repeating: 7, count: 381)
        let wanted: [(String, [UInt8])] = [
            ("none", []), ("binary2", [0x01, 0x7D]), ("binary2-inclusive", [0x01, 0x7F]), ("bcd2", [0x03, 0x81]),
            ("ascii4", [0x30, 0x33, 0x38, 0x31]), ("ascii4-inclusive", [0x30, 0x33, 0x38, 0x35]),
            ("binary4", [0, 0, 0x01, 0x7D]), ("binary2-reserved2", [0x01, 0x7D, 0, 0]),
            ("binary2-reserved2-inclusive", [0x01, 0x81, 0, 0]), ("bcd2-inclusive", [0x03, 0x83]),
        ]
        for (name, length) in wanted {
            let form = try #require(LengthForm(named: name))
            #expect(try form.frame(message) == length + message, "\(name)")
        }
    }

    @Test(arguments: LengthForm.named.map(\.name).filter { $0 != "none" })
    func `messages are cut out at every cut of the stream`(_ name: String) throws {
        let form = try #require(LengthForm(named: name))
        let stream = try Self.messages.flatMap { try form.frame($0) }
        for cut in 0...stream.count {
            var framer = Framer(form)
            #expect(try feed(&framer, [stream[..<cut], stream[cut...]]) == Self.messages, "cut at \(cut)")
        }
        for size in 1...9 {
            var framer = Framer(form)
            let chunks = stride(from: 0, to: stream.count, by: size).map { stream[$0..<min($0 + size, stream.count)] }
            #expect(try feed(&framer, chunks) == Self.messages, "chunks of \(size)")
            #expect(framer.heldBytes == 0)
        }
    }

    @Test func `without lengths the connection's end is the message's`() throws {
        var framer = Framer(.none)
        let message = Self.messages[3]
        #expect(try feed(&framer, [message[..<100], message[100...]]) == [message])
    }

    @Test func `no more than one message of the limit is ever held`() throws {
        var framer = Framer(.binary, limit: 100)
        let frame = try LengthForm.binary.frame([UInt8](repeating: 1, count: 100))
        for byte in frame.dropLast() {
            try framer.feed([byte]) { _ in Issue.record("too early") }
            #expect(framer.heldBytes <= 102)
        }
        #expect(throws: MessageError(.tooLong(count: 101, limit: 100), at: 102, in: .length)) {
            try framer.feed([1, 0, 101]) { _ in }
        }
        #expect(framer.heldBytes == 0)
        #expect(throws: MessageError.self) { try framer.feed(frame[...]) { _ in } }
        var open = Framer(.none, limit: 10)
        #expect(throws: MessageError(.tooLarge(limit: 10), at: 10, in: .end)) {
            try open.feed([UInt8](repeating: 0, count: 11)[...]) { _ in }
        }
    }

    @Test func `a length that is none ends the stream at its byte`() throws {
        var characters = Framer(try #require(LengthForm(named: "ascii4")))
        #expect(throws: MessageError(.lengthDigits, at: 7, in: .length)) {
            try characters.feed(Array("0001X00A5".utf8)[...]) { _ in }
        }
        var packed = Framer(try #require(LengthForm(named: "bcd2")))
        #expect(throws: MessageError(.lengthDigits, at: 1, in: .length)) { try packed.feed([0x00, 0x0A]) { _ in } }
        var inclusive = Framer(try #require(LengthForm(named: "binary2-inclusive")))
        #expect(throws: MessageError(.wrongLength(count: 1, wanted: 2), at: 0, in: .length)) {
            try inclusive.feed([0x00, 0x01]) { _ in }
        }
    }

    @Test func `a message cut short by the connection's end is an error`() throws {
        var framer = Framer(.binary)
        #expect(throws: MessageError(.truncated(needed: 7, left: 4), at: 0, in: .length)) {
            _ = try feed(&framer, [[0, 5, 1, 2]])
        }
    }

    @Test func `noise never traps`() {
        var maker = MessageMaker(seed: 12)
        for round in 0..<5_000 {
            var framer = Framer(LengthForm.named[round % LengthForm.named.count].form, limit: 64)
            for _ in 0..<8 {
                try? framer.feed(maker.bytes(maker.below(20))[...]) { _ in }
                #expect(framer.heldBytes <= 70)
            }
        }
    }
}
