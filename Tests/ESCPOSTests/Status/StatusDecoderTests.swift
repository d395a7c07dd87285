// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct StatusDecoderTests {
    /// What a message that starts with this byte is, by the manuals' table.
    private func kind(_ byte: UInt8) -> String {
        switch byte {
        case 0x11, 0x13: "flow"
        case 0x35, 0x37, 0x3B, 0x3D, 0x5F: "block"
        case 0x80...: "broken"
        case _ where byte & 0b1001_0000 == 0: "transmitted"
        case _ where byte & 0b0001_0011 == 0b0001_0010: "real time"
        case _ where byte & 0b0001_0011 == 0b0001_0000: "automatic"
        default: "broken"
        }
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `every first byte is what the manual says, and the message after it is seen`(_ byte: UInt8) {
        var decoder = StatusDecoder()
        // Three bytes that finish a frame, and NUL that finishes a block; then a real-time answer.
        let rest: [UInt8] =
            switch kind(byte) {
            case "automatic": [0, 0, 0]
            case "block": [0x41, 0x12, 0x10, 0]
            default: []
            }
        let replies = decoder.feed([byte] + rest + [0x16])
        #expect(replies.count == 2)
        #expect(replies.last == .realTime(0x16, of: nil))
        let found =
            switch replies[0] {
            case .flow: "flow"
            case .processID, .offline, .cleared, .information, .block: "block"
            case .broken: "broken"
            case .transmitted: "transmitted"
            case .realTime: "real time"
            case .automatic: "automatic"
            }
        #expect(found == kind(byte))
        #expect(replies[0].bytes == [byte] + rest)
    }

    static let conversation: [PrinterReply] = [
        .automatic([0x10, 0, 0, 0]), .realTime(0x12, of: 1), .transmitted(0, of: .transmit(1)),
        .processID(Array("0042".utf8)), .flow(isOn: false), .automatic([0x18, 0, 0x0F, 0]),
        .information(mark: 0x5F, Array("TM-T88V".utf8)), .information(mark: 0x21, [0x10, 0x14, 0x11, 0x80]),
        .offline([0x40, 0x41]), .cleared, .flow(isOn: true), .realTime(0x7E, of: 4), .block([0x3B, 0x31]),
        .transmitted(0x02, of: .identity(1)), .block([0x37, 0x21, 0x40]), .automatic([0x10, 0, 3, 0]),
    ]

    private func decoder() -> StatusDecoder {
        var decoder = StatusDecoder()
        decoder.expect(.realTime(1, nil))
        decoder.expect(.transmit(1))
        decoder.expect(.realTime(4, nil))
        decoder.expect(.identity(66))
        decoder.expect(.identity(1))
        return decoder
    }

    @Test func `a conversation is taken apart however it arrives`() {
        let bytes = Self.conversation.flatMap(\.bytes)
        var whole = decoder()
        #expect(whole.feed(bytes) == Self.conversation)
        var bytewise = decoder()
        #expect(bytes.flatMap { bytewise.feed([$0]) } == Self.conversation)
    }

    @Test func `XOFF inside an automatic frame does not tear it`() {
        var decoder = StatusDecoder()
        let replies = decoder.feed([0x18, 0x13, 0x00, 0x11, 0x0F, 0x00, 0x12])
        #expect(
            replies == [
                .flow(isOn: false), .flow(isOn: true), .automatic([0x18, 0, 0x0F, 0]), .realTime(0x12, of: nil),
            ])
    }

    @Test func `a torn frame is told, and the next message is whole`() {
        var decoder = StatusDecoder()
        #expect(
            decoder.feed([0x18, 0x00, 0x10, 0, 0, 0]) == [.broken([0x18, 0x00]), .automatic([0x10, 0, 0, 0])])
    }

    @Test func `a block without an end is given up, not kept for ever`() {
        var decoder = StatusDecoder()
        let endless = Array(repeating: UInt8(0x41), count: StatusDecoder.longestBlock)
        #expect(decoder.feed([0x5F] + endless) == [.broken([0x5F] + endless)])
        #expect(decoder.feed([0x12]) == [.realTime(0x12, of: nil)])
    }

    @Test func `the fence that was held while paper was out comes glued to the frame`() {
        var decoder = StatusDecoder()
        decoder.expect(.transmit(1))
        #expect(
            decoder.feed([0x10, 0, 0, 0, 0]) == [.automatic([0x10, 0, 0, 0]), .transmitted(0, of: .transmit(1))])
    }

    @Test func `random bytes are all accounted for`() {
        var random = SplitMix(seed: 5)
        for _ in 0..<500 {
            let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
            var decoder = StatusDecoder()
            let replies = decoder.feed(bytes)
            // Flow bytes may come out before the frame they interrupted, so counts are compared and not the order.
            let out = replies.flatMap(\.bytes)
            #expect(out.count <= bytes.count && out.count > bytes.count - StatusDecoder.longestBlock)
        }
    }
}
