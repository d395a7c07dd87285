// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// Whoever prints a message sees no card: everything that shows one goes through here.
extension Message: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Type and fields by number, card data hidden, bytes in hexadecimal.
    public var description: String {
        let fields = slots.map { slot in
            let number = Int(slot.number)
            let masking = FieldRule.alwaysMasked[number] ?? .open
            return "\(number) \(Message.shown(bytes[Int(slot.start)..<slot.end], masking))"
        }
        return "\(type) " + fields.joined(separator: ", ")
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["message": description]) }

    private static func shown(_ content: ArraySlice<UInt8>, _ masking: FieldRule.Masking) -> String {
        let masked = Masking.masked(content, masking)
        let isText = masked.allSatisfy { (32..<127).contains($0) }
        return isText
            ? "\"\(String(decoding: masked, as: UTF8.self))\"" : MaskedContent.hexadecimal(masked, of: content)
    }

    /// A field as a person may see it: nil where the message has no such field.
    public func masked(_ number: Int, in dialect: Dialect) -> MaskedContent? {
        self[number].map { content in
            let rule = dialect[number]
            let masking = rule?.masking ?? FieldRule.alwaysMasked[number] ?? .open
            // A field of digits that is no card has its own meaning, and its check digit fits one time in ten.
            let isNumber = masking == .open && rule?.layout.content == .n
            let bytes = isNumber ? Array(content) : Masking.masked(content, masking)
            return MaskedContent(bytes: bytes, original: content)
        }
    }
}

/// The content of a field with its card data hidden.
public struct MaskedContent: Sendable, Hashable {
    /// Stars stand where something was hidden.
    public let bytes: [UInt8]
    private let hidden: [Bool]

    init(bytes: [UInt8], original: ArraySlice<UInt8>) {
        self.bytes = bytes
        hidden = zip(bytes, original).map { $0 != $1 }
    }

    /// Upper-case hexadecimal, two stars for a hidden byte.
    public var hexadecimal: String {
        var digits: [UInt8] = []
        for (byte, isHidden) in zip(bytes, hidden) {
            digits.append(isHidden ? Masking.star : Nibble.hex(byte >> 4))
            digits.append(isHidden ? Masking.star : Nibble.hex(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    static func hexadecimal(_ masked: [UInt8], of original: ArraySlice<UInt8>) -> String {
        MaskedContent(bytes: masked, original: original).hexadecimal
    }
}
