// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Glibc
import ISO8583
import Testing

/// The public messages in the folder named by `COUNTERFOIL_VECTORS`.
enum Vectors {
    static let folder = environment("COUNTERFOIL_VECTORS") ?? "../shared/vectors"
    static let areThere = !unionPay.isEmpty

    struct Named: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
    }

    /// TPDU, header and message of each line.
    static let unionPay: [Named] = {
        let text = String(decoding: read("iso8583/unionpay-messages.txt"), as: UTF8.self)
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let bytes = Hexadecimal.bytes(of: words[1]) else { return nil }
            return Named(testDescription: String(words[0]), bytes: bytes)
        }
    }()

    static let ascii: [Named] = [
        "financial_transaction_message", "financial_transaction_message_response", "iso_reversal_message",
        "iso_reversal_message_advice", "iso_reversal_message_response", "iso_reversal_repeat_message",
        "network_management_message", "network_management_message_response",
    ].map { Named(testDescription: $0, bytes: read("iso8583/\($0).dat")) }

    static func read(_ name: String) -> [UInt8] {
        guard let file = unsafe fopen("\(folder)/\(name)", "rb") else { return [] }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var byte = unsafe fgetc(file)
        while byte >= 0 {
            bytes.append(UInt8(byte))
            byte = unsafe fgetc(file)
        }
        return bytes
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
