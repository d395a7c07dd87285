// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import Testing

@Suite struct MaskingTests {
    /// Content that would betray a card, and what a person may see of it.
    struct Row: Sendable, CustomTestStringConvertible {
        let number: Int
        let content: String
        let shown: String
        var testDescription: String { "field \(number)" }
    }

    static let rows = [
        Row(number: 2, content: "6224242300000069", shown: "622424******0069"),
        Row(number: 2, content: "622424", shown: "******"),
        Row(number: 14, content: "2903", shown: "****"),
        Row(number: 35, content: "6224242300000069=29032011", shown: "622424******0069*********"),
        Row(number: 35, content: "9900", shown: "****"),
        Row(number: 36, content: "996224242300000069=156", shown: "996224********0069****"),
        Row(number: 52, content: "01234567", shown: "********"),
        Row(number: 46, content: "card 4111111111111111 seen", shown: "card 411111******1111 seen"),
        Row(number: 46, content: "order 20261126000000000000001", shown: "order 20261126000000000000001"),
        Row(number: 53, content: "2410000000000000", shown: "2410000000000000"),
        Row(number: 63, content: "CUP", shown: "CUP"),
        Row(
            number: 48, content: "0100000069000062242423000000690000000011110",
            shown: "0100000069000062242423000000690000000011110"),
        Row(
            number: 48, content: "01" + "00" + "000069" + "00006224242300000069" + "000000001111",
            shown: "01" + "00" + "000069" + "0000622424******0069" + "000000001111"),
    ]

    @Test(arguments: rows)
    func `card data is hidden and all else is shown`(_ row: Row) throws {
        var message = Message(try #require(MessageType("0200")))
        message.set(row.number, row.content)
        let masked = try #require(message.masked(row.number, in: .unionPay))
        #expect(String(decoding: masked.bytes, as: UTF8.self) == row.shown)
    }

    @Test func `chip tags that hold a card are hidden, whatever they are wrapped in`() throws {
        var message = Message(try #require(MessageType("0200")))
        message.set(55, bytes: [0x5A, 0x02, 0x62, 0x24, 0x9F, 0x27, 0x01, 0x80, 0x70, 0x04, 0x57, 0x02, 0x62, 0x24])
        let masked = try #require(message.masked(55, in: .unionPay))
        #expect(masked.hexadecimal == "5A02****9F27018070045702****")
        message.set(55, "5A0262249F270180")
        let text = try #require(message.masked(55, in: .iso87ASCII))
        #expect(String(decoding: text.bytes, as: UTF8.self) == "5A02****9F270180")
        message.set(55, bytes: [0x5A, 0x08, 0x62, 0x24])
        #expect(message.masked(55, in: .unionPay)?.hexadecimal == "********")
    }

    @Test func `neither print nor dump shows a card`() throws {
        var message = try MessageTests.sale()
        message.set(35, "6224242300000069=29032011")
        var dumped = ""
        dump(message, to: &dumped)
        for text in [message.description, message.debugDescription, "\(message)", dumped] {
            #expect(!text.contains("6224242300000069"))
            #expect(text.contains("622424******0069"))
        }
        let detail = UploadDetails.Detail(kind: "00", trace: "000069", card: "00006224242300000069", amount: 1)
        #expect(!"\(detail)".contains("2424"))
    }

    @Test func `no dialect can leave a card number open`() throws {
        let dialect = try Dialect(
            file: """
                dialect open
                type bcd
                bitmap binary
                field 2 n ..19 bcd length=bcd2 mask=open
                """)
        #expect(dialect[2]?.masking == .card)
    }
}
