// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Testing

@Suite struct BERTLVTests {
    @Test func `tags of one to four bytes and lengths of one to four are read`() throws {
        let long = [UInt8](repeating: 5, count: 300)
        let bytes: [UInt8] =
            [0x95, 0x01, 0xAA, 0x00, 0x9F, 0x26, 0x81, 0x02, 1, 2, 0xDF, 0x81, 0x01, 0x00, 0x5A, 0x82, 0x01, 0x2C]
            + long
        let objects = try BERTLV.objects(in: bytes[...])
        #expect(objects.map(\.tag) == [0x95, 0x9F26, 0xDF8101, 0x5A])
        #expect(objects.map(\.value.count) == [1, 2, 0, 300])
        #expect(objects.map(\.offset) == [0, 4, 10, 14])
        #expect(objects[2].tagBytes == [0xDF, 0x81, 0x01])
    }

    @Test func `what was read is written with the shortest length and reads the same`() throws {
        for count in [0, 1, 127, 128, 255, 256, 65_536] {
            let object = BERTLV(tag: 0x9F10, value: [UInt8](repeating: 9, count: count)[...])
            let read = try BERTLV.objects(in: object.bytes[...])
            #expect(read.map(\.tag) == [0x9F10])
            #expect(read.first?.value.count == count)
        }
    }

    @Test func `objects that do not fit are refused where they fail`() {
        let wrong: [([UInt8], DecodeError)] = [
            ([0x9F], DecodeError(.truncated, at: 1, field: "tag")),
            ([0x95], DecodeError(.truncated, at: 1, field: "length")),
            ([0x95, 0x05, 0x00], DecodeError(.truncated, at: 2, field: "value")),
            ([0x95, 0x80], DecodeError(.invalid, at: 1, field: "length")),
            ([0x95, 0x84, 0, 0, 0, 1, 5], DecodeError(.invalid, at: 1, field: "length")),
            ([0x9F, 0x81, 0x82, 0x83, 0x04, 0x00], DecodeError(.tooLong, at: 0, field: "tag")),
        ]
        for (bytes, error) in wrong {
            #expect(throws: error) { try BERTLV.objects(in: bytes[...]) }
        }
    }
}
