// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Charges
import ISO8583

/// A message as it was found: the form of its length, and the packet.
struct FoundMessage {
    let lengthForm: String?
    let packet: Packet
}

/// Bytes and packets out of what a person hands over.
enum MessageInput {
    /// Hexadecimal with or without blanks, or the bytes themselves.
    ///
    /// A message in characters may consist of hexadecimal digits only. Written in hexadecimal it begins with the
    /// characters of its type (`30` to `39`), which no type and no length does.
    static func bytes(of input: [UInt8], _ dialect: Dialect) -> [UInt8] {
        let digits = input.filter { !($0 == 32 || (9...13).contains($0)) }
        guard !digits.isEmpty, let bytes = Hexadecimal.bytes(of: String(decoding: digits, as: UTF8.self)) else {
            return characters(input)
        }
        guard dialect.typeEncoding == .ascii, !isWritten(bytes[...]) else { return bytes }
        // Behind a length or a TPDU.
        let length = bytes.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        if length == bytes.count - 2, isWritten(bytes.dropFirst(2)) { return bytes }
        return bytes[0] >> 4 == 6 ? bytes : characters(input)
    }

    /// A file of characters often ends with a line end that is none of the message; blanks in it are.
    private static func characters(_ input: [UInt8]) -> [UInt8] {
        input.last == 10 && input.allSatisfy { $0 < 128 } ? Array(input.dropLast()) : input
    }

    /// Whether bytes begin with the four digits of a type.
    private static func isWritten(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count >= 4 && bytes.prefix(4).allSatisfy { (48...57).contains($0) }
    }

    /// What is wrong with text that can only be meant as hexadecimal: a packed message holds bytes that no text has.
    static func problem(of input: [UInt8], _ dialect: Dialect) -> Bilingual? {
        let isBlank = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
        guard dialect.typeEncoding == .bcd, !input.isEmpty,
            input.allSatisfy({ (32..<127).contains($0) || isBlank($0) })
        else { return nil }
        if let at = input.firstIndex(where: { !isBlank($0) && !Character(Unicode.Scalar($0)).isHexDigit }) {
            return Bilingual(zh: "第 \(at + 1) 个字符不是十六进制", en: "character \(at + 1) is not hexadecimal")
        }
        guard !input.count(where: { !isBlank($0) }).isMultiple(of: 2) else { return nil }
        return Bilingual(
            zh: "十六进制位数为奇数，可能没有复制完整", en: "an odd number of hexadecimal digits: something was not copied")
    }

    /// The packet, with or without a length in front.
    static func packet(_ bytes: [UInt8], _ dialect: Dialect) throws(MessageError) -> FoundMessage {
        let bare: MessageError
        do {
            return FoundMessage(lengthForm: nil, packet: try Packet(bytes[...], dialect))
        } catch {
            bare = error
        }
        for name in ["binary2", "ascii4", "bcd2"] {
            guard let form = LengthForm(named: name), bytes.count > form.octets,
                let framed = try? form.frame(bytes.dropFirst(form.octets)), framed == bytes
            else { continue }
            let packet = try Packet(bytes[form.octets...], dialect, offset: form.octets)
            return FoundMessage(lengthForm: name, packet: packet)
        }
        throw bare
    }
}
