// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Crypto
internal import CryptoExtras
internal import Foundation

/// A certificate that a key signs for itself (X.509, RFC 5280), for simulators alone.
///
///     30 ┬ 30 tbs ┬ 02 serial · 30 algorithm · 30 issuer · 30 from, until · 30 subject · key
///        ├ 30 algorithm
///        └ 03 signature over tbs
enum CertificateWriter {
    static func pem(of key: _RSA.Signing.PrivateKey, serial: [UInt8]) throws -> String {
        let algorithm = node(0x30, [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11, 0x05, 0])
        let name = node(0x30, node(0x31, node(0x30, [0x06, 3, 0x55, 4, 3] + text(0x0C, "Simulated wallet"))))
        let validity = node(0x30, text(0x17, "240101000000Z") + text(0x17, "491231235959Z"))
        let positive = (serial.first ?? 0) & 0x80 == 0 ? serial : [0] + serial
        let body = node(
            0x30, node(0x02, positive) + algorithm + name + validity + name + Array(key.publicKey.derRepresentation))
        let signature = try key.signature(for: body, padding: .insecurePKCS1v1_5)
        let whole = node(0x30, body + algorithm + node(0x03, [0] + Array(signature.rawRepresentation)))
        var lines = ["-----BEGIN CERTIFICATE-----"]
        var rest = Base64.text(of: whole)[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(64)))
            rest = rest.dropFirst(64)
        }
        return (lines + ["-----END CERTIFICATE-----", ""]).joined(separator: "\n")
    }

    private static func node(_ tag: UInt32, _ content: [UInt8]) -> [UInt8] {
        BERTLV(tag: tag, value: content[...]).bytes
    }

    private static func text(_ tag: UInt32, _ text: String) -> [UInt8] { node(tag, Array(text.utf8)) }
}
