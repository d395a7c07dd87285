// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import SimKit
import Tender
import Testing

/// Whatever a terminal sends, the simulated host goes on.
@Suite struct HostileTerminalTests {
    @Test func `random bytes and damaged messages cut the connection or are answered`() throws {
        var chance = SplitMix64(seed: 11)
        var host = SimulatedAcquirer(.unionPay, ToySuite())
        let sale = try #require(MessageType("0200"))
        for round in 1...4_000 {
            host.connect(round)
            var message = Message(
                MessageType(digits: [0x0100, 0x0200, 0x0220, 0x0320, 0x0400, 0x0500, 0x0800][round % 7]) ?? sale)
            for field in [2, 3, 4, 11, 25, 37, 38, 41, 42, 48, 49, 60, 61, 62] where chance.happens(2, in: 3) {
                message.set(field, chance.digits(chance.roll(in: 1...24)))
            }
            var frame =
                (try? Packet(message: message).bytes(.unionPay)).flatMap { try? LengthForm.binary.frame($0) } ?? [
                    0, 3, 1, 2, 3,
                ]
            if chance.happens(1, in: 2), !frame.isEmpty {
                frame[chance.roll(frame.count)] = UInt8(chance.roll(256))
            }
            host.receive(frame[...], from: round)
            host.advance(to: Instant(milliseconds: Int64(round)))
            #expect(host.takeReplies().count <= 1)
            host.disconnect(round)
        }
        #expect(host.sessions.isEmpty && host.unreadable > 0 && host.ledger.isSound)
    }
}
