// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import ISO8583
import Testing

/// A cipher that is none, for the shape of the algorithms; DES itself is tried where DES is.
struct ToySuite: CipherSuite {
    struct Cipher: BlockCipher {
        let key: UInt64

        /// Six rounds of a Feistel network: every bit of a block changes about half of the bits that come out.
        func encrypt(_ block: UInt64) -> UInt64 {
            var (left, right) = (UInt32(block >> 32), UInt32(truncatingIfNeeded: block))
            for round in 0..<6 { (left, right) = (right, left ^ mixed(right, round)) }
            return UInt64(left) << 32 | UInt64(right)
        }

        func decrypt(_ block: UInt64) -> UInt64 {
            var (left, right) = (UInt32(block >> 32), UInt32(truncatingIfNeeded: block))
            for round in (0..<6).reversed() { (left, right) = (right ^ mixed(left, round), left) }
            return UInt64(left) << 32 | UInt64(right)
        }

        private func mixed(_ half: UInt32, _ round: Int) -> UInt32 {
            var word = (UInt64(half) &+ key &* UInt64(2 * round + 1)) &* 0x9E37_79B9_7F4A_7C15
            word = (word ^ word >> 29) &* 0xBF58_476D_1CE4_E5B9
            return UInt32(truncatingIfNeeded: word >> 32)
        }
    }

    func cipher(key: ArraySlice<UInt8>) throws(KeyError) -> any BlockCipher {
        guard [8, 16, 24].contains(key.count) else { throw .unusable(key.count) }
        return Cipher(key: key.reduce(0) { ($0 << 8 | $0 >> 56) ^ UInt64($1) } | 1)
    }
}

@Suite struct AuthenticationTests {
    static let single = Array<UInt8>(1...8)
    static let double = Array<UInt8>(1...16)

    private func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    @Test func `UnionPay's code folds, encrypts the written digits twice and writes eight of them`() throws {
        let input = Array("ABCDEFGHIJKL".utf8)
        let cipher = try ToySuite().cipher(key: Self.double[...])
        let folded = number(Array("ABCDEFGH".utf8)) ^ number(Array("IJKL".utf8) + [0, 0, 0, 0])
        var digits = String(folded, radix: 16, uppercase: true)
        digits = String(repeating: "0", count: 16 - digits.count) + digits
        let once = cipher.encrypt(number(digits.utf8.prefix(8))) ^ number(digits.utf8.suffix(8))
        var last = String(cipher.encrypt(once), radix: 16, uppercase: true)
        last = String(repeating: "0", count: 16 - last.count) + last
        let code = try MACAlgorithm.unionPayECB.code(over: input[...], key: Self.double[...], ToySuite())
        #expect(code == Array(last.utf8.prefix(8)))
    }

    @Test func `X9.9 chains and X9.19 turns the last block under the other half`() throws {
        let input = Array("ABCDEFGHIJKL".utf8)
        let (left, right) = (
            try ToySuite().cipher(key: Self.double[..<8]), try ToySuite().cipher(key: Self.double[8...])
        )
        let chained = left.encrypt(
            left.encrypt(number(Array("ABCDEFGH".utf8))) ^ number(Array("IJKL".utf8) + [0, 0, 0, 0]))
        let plain = try MACAlgorithm.x99.code(over: input[...], key: Self.single[...], ToySuite())
        #expect(number(plain) == chained)
        let turned = try MACAlgorithm.x919.code(over: input[...], key: Self.double[...], ToySuite())
        #expect(number(turned) == left.encrypt(right.decrypt(chained)))
        #expect(throws: KeyError.unusable(16)) {
            try MACAlgorithm.x99.code(over: input[...], key: Self.double[...], ToySuite())
        }
        #expect(throws: KeyError.unusable(8)) {
            try MACAlgorithm.x919.code(over: input[...], key: Self.single[...], ToySuite())
        }
    }

    @Test func `a message is sealed and its seal fails on any changed bit`() async throws {
        let keys = SoftwareKeys(masters: ["tmk": Self.double], ToySuite())
        let key = try keys.wrap(Array(21...36), under: "tmk")
        let sealed = try await Dialect.unionPay.sealed(try MessageTests.sale(), .unionPayECB, keys, key)
        let wire = try Dialect.unionPay.build(sealed)
        #expect(try Dialect.unionPay.authenticatedBytes(of: sealed) == wire.dropLast(8))
        #expect(try await Dialect.unionPay.isAuthentic(sealed, wire: wire[...], .unionPayECB, keys, key))
        for bit in 0..<wire.count * 8 {
            var changed = wire
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let message = try? Dialect.unionPay.parse(changed) else { continue }
            let isAuthentic = try await Dialect.unionPay.isAuthentic(
                message, wire: changed[...], .unionPayECB, keys, key)
            #expect(!isAuthentic, "bit \(bit)")
        }
        #expect(try await !Dialect.unionPay.isAuthentic(try MessageTests.sale(), wire: wire[...], .x919, keys, key))
    }

    @Test func `a key that arrives damaged, or under another master key, is refused by its check value`() throws {
        let keys = SoftwareKeys(masters: ["tmk": Self.double, "other": Array(5...20)], ToySuite())
        let key = try keys.wrap(Self.single, under: "tmk")
        try keys.check(key)
        #expect(throws: KeyError.checkValue) {
            try keys.check(WorkingKey(master: "other", wrapped: key.wrapped, checkValue: key.checkValue))
        }
        #expect(throws: KeyError.checkValue) {
            try keys.check(WorkingKey(master: "tmk", wrapped: key.wrapped, checkValue: []))
        }
        #expect(throws: KeyError.unknown("none")) {
            try keys.check(WorkingKey(master: "none", wrapped: key.wrapped, checkValue: key.checkValue))
        }
        #expect(throws: KeyError.unusable(7)) {
            try keys.check(WorkingKey(master: "tmk", wrapped: [1, 2, 3, 4, 5, 6, 7], checkValue: [0, 0, 0]))
        }
        #expect("\(keys)" == "2 master keys")
    }

    @Test(arguments: [24, 40, 60, 57])
    func `sign-in keys are found in each known layout`(_ count: Int) throws {
        let content = (0..<count).map { UInt8($0 + 1) }
        let keys = try SignInKeys(content[...], master: "tmk")
        #expect(keys.pin.wrapped.first == 1)
        #expect((keys.track != nil) == (count > 40))
        #expect(keys.content == content)
        #expect(throws: MessageError.self) { try SignInKeys(content.dropLast(), master: "tmk") }
    }

    @Test func `a MAC key of single length in a place of two is found`() throws {
        let content = [UInt8](repeating: 7, count: 28) + [UInt8](repeating: 0, count: 8) + [1, 2, 3, 4]
        let keys = try SignInKeys(content[...], master: "tmk")
        #expect(keys.mac.wrapped == [7, 7, 7, 7, 7, 7, 7, 7])
        #expect(keys.content == content)
    }

    @Test func `comparison tells equal from unequal`() {
        #expect(ConstantTime.isEqual([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.isEqual([1, 2, 3], [1, 2, 4]))
        #expect(!ConstantTime.isEqual([1, 2, 3], [1, 2]))
    }
}
