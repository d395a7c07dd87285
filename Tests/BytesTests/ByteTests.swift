// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Testing

@Suite struct ByteTests {
    @Test(arguments: [0, 1, 127, 128, 300, 16_383, 16_384, UInt64(Int64.max), .max])
    func `a number comes back from its variable length`(_ value: UInt64) throws {
        var writer = ByteWriter()
        writer.varint(value)
        var cursor = ByteCursor(writer.bytes)
        #expect(try cursor.varint("n") == value)
        #expect(cursor.isAtEnd)
        #expect(writer.count <= 10)
    }

    @Test(arguments: [0, -1, 1, -64, 63, 64, .min, .max] as [Int64])
    func `a signed number of small magnitude stays short`(_ value: Int64) throws {
        var writer = ByteWriter()
        writer.signed(value)
        var cursor = ByteCursor(writer.bytes)
        #expect(try cursor.signed("n") == value)
        #expect(writer.count == 1 || value.magnitude >= 64)
    }

    @Test func `fixed numbers are little-endian`() throws {
        var writer = ByteWriter()
        writer.fixed(UInt32(0x0102_0304))
        writer.fixed(Int16(-2))
        #expect(writer.bytes == [4, 3, 2, 1, 0xFE, 0xFF])
        var cursor = ByteCursor(writer.bytes)
        #expect(try cursor.fixed(UInt32.self, "n") == 0x0102_0304)
        #expect(try cursor.fixed(Int16.self, "n") == -2)
    }

    @Test(
        arguments: [
            ("cut short", [0x80], DecodeError.Code.truncated), ("nothing", [], .truncated),
            ("eleven bytes", [UInt8](repeating: 0x80, count: 11), .invalid),
            ("more than 64 bits", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02], .invalid),
        ] as [(String, [UInt8], DecodeError.Code)])
    func `a broken number is refused`(_ name: String, _ bytes: [UInt8], _ code: DecodeError.Code) {
        var cursor = ByteCursor(bytes)
        let error = #expect(throws: DecodeError.self) { try cursor.varint("n") }
        #expect(error?.code == code)
    }

    @Test func `a text is bounded and must be UTF-8`() throws {
        var writer = ByteWriter()
        writer.text("存根 receipt")
        var cursor = ByteCursor(writer.bytes)
        #expect(try cursor.text("t", limit: 64) == "存根 receipt")
        cursor = ByteCursor(writer.bytes)
        #expect(throws: DecodeError(.tooLong, at: 0, field: "t")) { try cursor.text("t", limit: 3) }
        cursor = ByteCursor([2, 0xC3, 0x28])
        #expect(throws: DecodeError(.invalid, at: 0, field: "t")) { try cursor.text("t", limit: 9) }
        cursor = ByteCursor([9, 65])
        #expect(throws: DecodeError.self) { try cursor.text("t", limit: 64) }
    }

    @Test func `an offset is counted from the start of what was given`() throws {
        let bytes: [UInt8] = [1, 2, 3, 4, 5]
        var cursor = ByteCursor(bytes[2...])
        #expect(cursor.offset == 0)
        _ = try cursor.byte("b")
        #expect(cursor.offset == 1)
        #expect(throws: DecodeError(.truncated, at: 1, field: "r")) { try cursor.raw(3, "r") }
        #expect(throws: DecodeError.self) { try cursor.raw(-1, "r") }
        #expect(Array(try cursor.raw(2, "r")) == [4, 5])
    }

    @Test(arguments: [("", []), ("00ff", [0, 255]), ("DEADbeef", [0xDE, 0xAD, 0xBE, 0xEF])] as [(String, [UInt8])])
    func `hexadecimal goes both ways`(_ text: String, _ bytes: [UInt8]) {
        #expect(Hexadecimal.bytes(of: text) == bytes)
        #expect(Hexadecimal.text(of: bytes) == text.lowercased())
    }

    @Test(arguments: ["0", "0g", " 00", "０0"])
    func `what is not hexadecimal is refused`(_ text: String) {
        #expect(Hexadecimal.bytes(of: text) == nil)
    }

    @Test func `no bytes make a cursor trap`() {
        var seed: UInt64 = 99
        for _ in 0..<2_000 {
            var bytes: [UInt8] = []
            for _ in 0..<(seed % 24) {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: seed >> 40))
            }
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var cursor = ByteCursor(bytes)
            _ = try? cursor.varint("a")
            _ = try? cursor.text("b", limit: .max)
            _ = try? cursor.fixed(UInt64.self, "c")
            _ = try? cursor.signed("d")
            #expect(cursor.offset <= bytes.count)
        }
    }
}
