// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583
import Testing

@Suite(.enabled(if: Vectors.areThere, "the public vectors are not here"))
struct VectorTests {
    @Test(arguments: Vectors.unionPay)
    func `a UnionPay message is read to its last byte and built again byte for byte`(_ vector: Vectors.Named) throws {
        let message = try Dialect.unionPay.parse(vector.bytes[11...], offset: 11)
        #expect(try Dialect.unionPay.build(message) == Array(vector.bytes[11...]))
    }

    @Test(arguments: Vectors.ascii)
    func `an ASCII message is read to its last byte and built again byte for byte`(_ vector: Vectors.Named) throws {
        let message = try Dialect.iso87ASCII.parse(vector.bytes)
        #expect(try Dialect.iso87ASCII.build(message) == vector.bytes)
    }

    @Test func `a reversal whose date is none is refused with field 13 and its byte`() {
        #expect(throws: MessageError(.form(.monthDay), at: 97, in: .field(13))) {
            try Dialect.iso87ASCII.parse(Vectors.read("iso8583/iso_reversal_message_error_date.dat"))
        }
    }

    @Test func `a reversal advice without its acquirer is refused with field 32 and its byte`() throws {
        let advice = try #require(MessageType("0420"))
        #expect(throws: MessageError(.missing(advice), at: 64, in: .field(32))) {
            try Dialect.iso87ASCII.parse(Vectors.read("iso8583/iso_reversal_message_advice_missing_field.dat"))
        }
    }
}
