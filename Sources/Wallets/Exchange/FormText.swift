// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Names and values as an HTML form sends them (`application/x-www-form-urlencoded`), in their order.
public enum FormText {
    /// Letters, digits and `-._~` as they are, anything else as `%XX` of its UTF-8.
    public static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95, 126].contains(byte)
            if isPlain { bytes.append(byte) } else { bytes += [37, digit(byte >> 4), digit(byte & 15)] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 55 }

    public static func encoded(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    /// Most pairs of a form that is read.
    public static let pairLimit = 256

    /// The pairs of a form; nil for a broken escape, text that is not UTF-8, a name that comes twice, or too many.
    public static func pairs(of form: [UInt8]) -> [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        var names: Set<String> = []
        for part in form.split(separator: UInt8(ascii: "&")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < pairLimit, let name = decoded(sides[0]),
                let value = decoded(sides.count > 1 ? sides[1] : []), names.insert(name).inserted
            else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case UInt8(ascii: "+"): bytes.append(32)
            case UInt8(ascii: "%"):
                guard index + 2 < text.endIndex, let high = nibble(text[index + 1]), let low = nibble(text[index + 2])
                else { return nil }
                bytes.append(high << 4 | low)
                index += 2
            default: bytes.append(text[index])
            }
            index += 1
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
