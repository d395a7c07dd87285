// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import Testing

@Suite struct EnvelopeTests {
    @Test(.enabled(if: Vectors.areThere, "the public vectors are not here"), arguments: Vectors.unionPay)
    func `TPDU, header and message come back byte for byte, with a length or without`(_ vector: Vectors.Named) throws {
        let packet = try Packet(vector.bytes[...], .unionPay)
        #expect(packet.tpdu?.description == "6000030000")
        #expect(packet.header?.description == "603100310100")
        #expect(try packet.bytes(.unionPay) == vector.bytes)
    }

    @Test func `an answer goes back where the request came from`() throws {
        let tpdu = try TPDU([0x60, 0x00, 0x03, 0x12, 0x34])
        #expect(tpdu.swapped.bytes == [0x60, 0x12, 0x34, 0x00, 0x03])
        #expect(tpdu.swapped.swapped == tpdu)
        #expect(throws: MessageError(.truncated(needed: 5, left: 2), at: 0, in: .tpdu)) { try TPDU([0x60, 0x00]) }
        #expect(throws: MessageError(.envelope, at: 7, in: .tpdu)) { try TPDU([2, 0, 0, 0, 0], offset: 7) }
    }

    @Test func `a header tells versions, state and what the host wants`() throws {
        let header = try UnionPayHeader([0x60, 0x31, 0x03, 0x31, 0x10, 0x01])
        #expect(header.applicationClass == 60)
        #expect(header.version == 31)
        #expect(header.state == 0)
        #expect(header.demand == .signInAgain)
        #expect(header.softwareVersion == "311001")
        #expect(header.demanding(1).demand == .downloadParameters)
        #expect(UnionPayHeader(softwareVersion: 311_001).description == "603100311001")
    }

    @Test func `a message without an envelope is read as one`() throws {
        let wire = try Dialect.unionPay.build(try MessageTests.sale())
        let packet = try Packet(wire[...], .unionPay)
        #expect(packet.tpdu == nil)
        #expect(packet.message == (try MessageTests.sale()))
        let behind = try Packet((TPDU(destination: 3, source: 0).bytes + wire)[...], .iso87BCD)
        #expect(behind.header == nil)
        #expect(behind.message.text(11) == "000079")
    }

    @Test func `offsets in errors count from the first byte of the packet`() throws {
        var wire = try Packet(
            tpdu: TPDU(destination: 3, source: 0), header: UnionPayHeader(softwareVersion: 1),
            message: try MessageTests.sale()
        ).bytes(.unionPay)
        wire[22] = 0xAA
        #expect(throws: MessageError(.content(.n), at: 22, in: .field(2))) { try Packet(wire[...], .unionPay) }
    }
}
