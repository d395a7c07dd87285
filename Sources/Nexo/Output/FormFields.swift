// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Names and values as terminals pack them into one text: `name=TOTAL&value=%e2%82%ac%2010%2c00&key=totalAmount`.
///
/// Form-encoded: `%XX` is a byte of UTF-8, `+` a blank. A name without `=` has an empty value.
public struct FormFields: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// In their order; a name may come twice.
    public let fields: [Field]

    public init(_ fields: [Field]) { self.fields = fields }

    /// - Returns: nil when the text is not form-encoded: a broken `%`, bytes that are not UTF-8, or no `=` at all.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.contains(UInt8(ascii: "=")) else { return nil }
        var fields: [Field] = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let pieces = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(pieces[0]), !name.isEmpty,
                let value = pieces.count > 1 ? Self.decoded(pieces[1]) : ""
            else { return nil }
            fields.append(Field(name: name, value: value))
        }
        self.fields = fields
    }

    /// The first value of that name.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The text again: letters, digits and `-_.~` as they are, everything else as `%xx`.
    public var text: String {
        fields.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    private static func decoded(_ bytes: some Sequence<UInt8>) -> String? {
        var out: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): out.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else {
                    return nil
                }
                out.append(high << 4 | low)
            default: out.append(byte)
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 48
        case 0x61...0x66: byte - 87
        case 0x41...0x46: byte - 55
        default: nil
        }
    }

    private static func encoded(_ text: String) -> String {
        let hexadecimal = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                out.append(byte)
            default: out += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
