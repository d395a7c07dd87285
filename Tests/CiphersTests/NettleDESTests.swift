// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Ciphers
import ISO8583
import Testing

/// DES as published, and what public projects computed with it.
@Suite struct NettleDESTests {
    private func cipher(_ key: UInt64) throws -> any BlockCipher {
        try NettleDES().cipher(key: bytes(key)[...])
    }

    private func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - $0 * 8)) }
    }

    /// Key, plain, encrypted: NIST SP 800-17 tables 1 to 4 (variable text, variable key, permutation, substitution).
    static let known: [(UInt64, UInt64, UInt64)] = [
        (0x0101_0101_0101_0101, 0x8000_0000_0000_0000, 0x95F8_A5E5_DD31_D900),
        (0x0101_0101_0101_0101, 0x0000_0000_0000_0001, 0x166B_40B4_4ABA_4BD6),
        (0x8001_0101_0101_0101, 0x0000_0000_0000_0000, 0x95A8_D728_13DA_A94D),
        (0x1046_9134_8998_0131, 0x0000_0000_0000_0000, 0x88D5_5E54_F54C_97B4),
        (0x7CA1_1045_4A1A_6E57, 0x01A1_D6D0_3977_6742, 0x690F_5B0D_9A26_939B),
    ]

    @Test func `DES gives what NIST published, both ways`() throws {
        for (key, plain, encrypted) in Self.known {
            let cipher = try cipher(key)
            #expect(cipher.encrypt(plain) == encrypted)
            #expect(cipher.decrypt(encrypted) == plain)
        }
    }

    @Test func `triple DES of one key thrice is DES, and of two keys is not`() throws {
        let key = bytes(0x0123_4567_89AB_CDEF)
        let single = try NettleDES().cipher(key: key[...])
        for copies in 2...3 {
            let triple = try NettleDES().cipher(key: Array(repeating: key, count: copies).flatMap(\.self)[...])
            #expect(triple.encrypt(0x4E6F_7720_6973_2074) == single.encrypt(0x4E6F_7720_6973_2074))
        }
        let double = try NettleDES().cipher(key: (key + bytes(0xFEDC_BA98_7654_3210))[...])
        #expect(double.encrypt(7) != single.encrypt(7))
        #expect(double.decrypt(double.encrypt(7)) == 7)
        #expect(throws: KeyError.unusable(9)) { try NettleDES().cipher(key: (key + [1])[...]) }
    }

    @Test func `keys unwrap as a public project noted`() throws {
        #expect(try cipher(0xE84D_768E_9952_E066).decrypt(0x9999_9999_9999_9999) == 0xA5A6_5045_0C05_0A1B)
        #expect(try cipher(0x9999_9999_9999_9999).decrypt(0xE84D_768E_9952_E066) == 0xBCDE_50BA_3B33_7586)
    }

    /// The folded block and the code are known; any input that folds to the block will do.
    @Test func `UnionPay's code of a known folded block is the published one`() throws {
        let key = bytes(0x9999_9999_9999_9999)
        let code = try MACAlgorithm.unionPayECB.code(
            over: bytes(0x4D30_127D_0544_376B)[...], key: key[...], NettleDES())
        #expect(String(decoding: code, as: UTF8.self) == "AD75B543")
    }

    /// FIPS 113 appendix 2: the data authentication code of a text.
    @Test func `X9.9 gives the code of FIPS 113`() throws {
        let text = Array("7654321 Now is the time for ".utf8)
        let code = try MACAlgorithm.x99.code(over: text[...], key: bytes(0x0123_4567_89AB_CDEF)[...], NettleDES())
        #expect(Hexadecimal.text(of: code).hasPrefix("f1d30f68"))
    }

    @Test func `X9.19 under one key twice is X9.9`() throws {
        let text = Array("7654321 Now is the time for ".utf8)
        let key = bytes(0x0123_4567_89AB_CDEF)
        let plain = try MACAlgorithm.x99.code(over: text[...], key: key[...], NettleDES())
        #expect(try MACAlgorithm.x919.code(over: text[...], key: (key + key)[...], NettleDES()) == plain)
    }
}
