// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON
public import Tender

extension CardData {
    /// The number as we may keep it, from the masked one or out of what must not be kept.
    public var pan: MaskedPAN? {
        if let masked = maskedPan.flatMap({ MaskedPAN(reading: $0) }) { return masked }
        switch sensitive?["PAN"]?.content {
        case .text(let text): return MaskedPAN(reading: text)
        case .number(let number): return MaskedPAN(reading: number.text)
        default: return nil
        }
    }
}

/// Takes out of a message what must not be kept (PCI DSS 3.3, 3.4).
///
///     "PAN": "6222001234561234"                  "622200******1234"
///     "TrackData": [{"TrackNumb": 2, …}]         null
///     any text with a full card number in it     its middle digits become *
public enum CardDataMask {
    /// Members that are gone whatever they hold: track, PIN, verification code.
    private static let forbidden: Set<String> = [
        "TrackData", "CardholderPIN", "EncrPINBlock", "CardCode", "CVV", "CVC",
    ]

    /// The message without them. A full number inside any text is masked, wherever it stands.
    public static func masking(_ node: JSONNode) -> JSONNode {
        switch node.content {
        case .object(let members):
            return JSONNode(
                .object(
                    members.map { JSONNode.Member(name: $0.name, value: masking($0.value, named: $0.name)) }),
                at: node.offset)
        case .array(let elements): return JSONNode(.array(elements.map(masking)), at: node.offset)
        case .text(let text): return JSONNode(.text(masking(text)), at: node.offset)
        case .number(let number) where masking(number.text) != number.text:
            return JSONNode(.text(masking(number.text)), at: node.offset)
        default: return node
        }
    }

    private static func masking(_ node: JSONNode, named name: String) -> JSONNode {
        if forbidden.contains(name) { return .null }
        guard name == "PAN", let text = node.string ?? node.number?.text else { return masking(node) }
        // Not every number that is a card's has the check digit.
        return .text(MaskedPAN(reading: text)?.description ?? "****")
    }

    /// Runs of 13 to 19 digits with a card number's check digit, single blanks or dashes between groups or not.
    public static func masking(_ text: String) -> String {
        guard text.utf8.count >= 13 else { return text }
        var bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            guard isDigit(bytes[start]) else {
                start += 1
                continue
            }
            var (end, digits) = (start, [Int]())
            while end < bytes.count {
                if isDigit(bytes[end]) {
                    digits.append(end)
                } else if !isGap(bytes[end]) || end + 1 >= bytes.count || !isDigit(bytes[end + 1]) {
                    break
                }
                end += 1
            }
            if (13...19).contains(digits.count), isChecked(digits.map { Int(bytes[$0]) - 48 }) {
                for index in digits[6..<(digits.count - 4)] { bytes[index] = UInt8(ascii: "*") }
            }
            start = end
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    private static func isGap(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }

    /// The check digit of ISO/IEC 7812 (Luhn), and a first digit that card numbers have.
    private static func isChecked(_ digits: [Int]) -> Bool {
        guard (2...6).contains(digits[0]) || digits[0] == 9 || digits[0] == 8 else { return false }
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let doubled = index.isMultiple(of: 2) ? digit : digit * 2
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum.isMultiple(of: 10)
    }
}
