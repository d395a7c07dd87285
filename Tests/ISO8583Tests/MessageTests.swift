// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import Testing

@Suite struct MessageTests {
    static func sale() throws -> Message {
        var message = Message(try #require(MessageType("0200")))
        message.set(11, "000079")
        message.set(2, "6224242300000069")
        message.set(4, "000000001111")
        return message
    }

    @Test func `fields set in any order make the same message`() throws {
        var other = Message(try #require(MessageType("0200")))
        other.set(4, "7")
        other.set(2, "6224242300000069")
        other.set(60, "22000727")
        other.set(11, "000079")
        other.set(4, "000000001111")
        other.remove(60)
        #expect(try Self.sale() == other)
        #expect(other.fields == [2, 4, 11])
        #expect(other.text(2) == "6224242300000069")
        #expect(other.number(4) == 1_111)
        #expect(other[60] == nil)
        #expect(other.number(60) == nil)
    }

    @Test func `short numbers and texts are padded as the dialect says`() throws {
        var message = try Self.sale()
        message.set(4, "1111")
        message.set(41, "T1")
        message.set(22, "51")
        let read = try Dialect.unionPay.parse(try Dialect.unionPay.build(message))
        #expect(read.text(4) == "000000001111")
        #expect(read.text(41) == "T1      ")
        #expect(read.text(22) == "051")
    }

    @Test func `entry mode stands to the left and card sequence to the right`() throws {
        var message = Message(try #require(MessageType("0200")))
        message.set(22, "051")
        message.set(23, "001")
        let wire = try Dialect.unionPay.build(message)
        #expect(wire.suffix(4) == [0x05, 0x10, 0x00, 0x01])
    }

    @Test func `a card number with an odd digit may be filled with F and is written with zero`() throws {
        let wire: [UInt8] = [0x02, 0x00, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x13, 0x62, 0x24, 0x24, 0x23, 0x00, 0x00, 0x6F]
        let message = try Dialect.unionPay.parse(wire)
        #expect(message.text(2) == "6224242300006")
        #expect(try Dialect.unionPay.build(message).last == 0x60)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let number: Int
        let content: String
        let reason: MessageError.Reason
    }

    static let refusals = [
        Refusal(testDescription: "a letter in an amount", number: 4, content: "00000000111A", reason: .content(.n)),
        Refusal(
            testDescription: "an amount of thirteen digits", number: 4, content: "0000000001111",
            reason: .wrongLength(count: 13, wanted: 12)),
        Refusal(testDescription: "the 31st of February", number: 13, content: "0231", reason: .form(.monthDay)),
        Refusal(
            testDescription: "a card number of twenty digits", number: 2, content: "62242423000000690000",
            reason: .tooLong(count: 20, limit: 19)),
        Refusal(
            testDescription: "a masked card number", number: 2, content: "622424******0069", reason: .content(.n)),
        Refusal(testDescription: "a field that UnionPay does not have", number: 5, content: "1", reason: .unknownField),
        Refusal(testDescription: "a field that nobody has", number: 9_999, content: "1", reason: .unknownField),
        Refusal(
            testDescription: "a PIN block cut short", number: 52, content: "1234567",
            reason: .wrongLength(count: 7, wanted: 8)),
    ]

    @Test(arguments: refusals)
    func `a message that the dialect cannot write is refused with its field`(_ refusal: Refusal) throws {
        var message = Message(try #require(MessageType("0200")))
        message.set(refusal.number, refusal.content)
        do throws(MessageError) {
            _ = try Dialect.unionPay.build(message)
            Issue.record("was written")
        } catch {
            #expect(error.reason == refusal.reason)
            #expect(error.field == refusal.number)
        }
    }

    @Test func `an error says field, byte and reason and no content`() throws {
        let error = MessageError(.form(.monthDay), at: 97, in: .field(13))
        #expect("\(error)" == "field 13 at offset 97: not a date or time MMDD")
    }

    @Test func `types know their replies`() throws {
        let pairs = ["0200": "0210", "0220": "0230", "0400": "0410", "0401": "0410", "0421": "0430", "0800": "0810"]
        for (type, reply) in pairs { #expect(MessageType(type)?.reply?.text == reply) }
        #expect(MessageType("0210")?.reply == nil)
        for wrong in ["0A00", "200", "02000", "4200", "６２００"] { #expect(MessageType(wrong) == nil) }
    }
}
