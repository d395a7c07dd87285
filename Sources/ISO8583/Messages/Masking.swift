// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// What a person may see of a field: card numbers keep their first six and last four digits, all else of a card goes.
///
/// The same letters stay in the same places, so that a masked message is still laid out like the message.
enum Masking {
    static let star = UInt8(42)

    /// The content of a field with stars where card data stood.
    static func masked(_ content: ArraySlice<UInt8>, _ masking: FieldRule.Masking) -> [UInt8] {
        var bytes = Array(content)
        switch masking {
        case .open: hideCardNumbers(in: &bytes)
        case .card: hideCard(in: &bytes, bytes.indices)
        case .track: hideTrack(in: &bytes)
        case .secret: hide(in: &bytes, bytes.indices)
        case .chip: hideChip(in: &bytes)
        case .details: hideDetails(in: &bytes)
        }
        return bytes
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private static func hide(in bytes: inout [UInt8], _ range: Range<Int>) {
        for index in range { bytes[index] = star }
    }

    /// Keeps six and four of thirteen digits and more, and nothing of fewer.
    private static func hideCard(in bytes: inout [UInt8], _ range: Range<Int>) {
        guard range.count >= 13 else { return hide(in: &bytes, range) }
        hide(in: &bytes, range.lowerBound + 6..<range.upperBound - 4)
    }

    /// A track begins with its card number, behind `%B` on track 1 and behind `99` or `59` on track 3.
    private static func hideTrack(in bytes: inout [UInt8]) {
        let digits = bytes.prefix { isDigit($0) }
        let isSeparated = digits.count < bytes.count && [61, 68].contains(bytes[digits.count])
        guard (13...19).contains(digits.count), isSeparated else { return hide(in: &bytes, bytes.indices) }
        hideCard(in: &bytes, digits.indices)
        hide(in: &bytes, digits.endIndex..<bytes.endIndex)
    }

    /// Runs of 13 to 19 digits with a fitting check digit; longer runs are other numbers and stay.
    private static func hideCardNumbers(in bytes: inout [UInt8]) {
        var start = 0
        while start < bytes.count {
            guard isDigit(bytes[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < bytes.count, isDigit(bytes[end]) { end += 1 }
            if (13...19).contains(end - start), hasCheckDigit(bytes[start..<end]) {
                hideCard(in: &bytes, start..<end)
            }
            start = end
        }
    }

    /// Luhn's check digit (ISO/IEC 7812-1 annex B).
    private static func hasCheckDigit(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let value = Int(digit & 15)
            sum += index.isMultiple(of: 2) ? value : value * 2 - (value > 4 ? 9 : 0)
        }
        return sum.isMultiple(of: 10)
    }

    /// Tags that hold a card's number, tracks, holder or expiry, or a PIN.
    private static let chipTags: Set<UInt32> = [
        0x56, 0x57, 0x5A, 0x99, 0x5F20, 0x5F24, 0x9F0B, 0x9F1F, 0x9F20, 0x9F6B,
    ]

    /// Hides the values of chip tags; chip data that is no BER-TLV goes whole.
    private static func hideChip(in bytes: inout [UInt8]) {
        let all = bytes[...]
        guard let objects = try? BERTLV.objects(in: all) else {
            // Hosts that speak characters send the same in hexadecimal, or something else entirely.
            if let inner = Hexadecimal.bytes(of: String(decoding: bytes, as: UTF8.self)),
                let objects = try? BERTLV.objects(in: inner[...])
            {
                hide(objects, of: inner[...], in: &bytes, width: 2)
            } else if bytes.allSatisfy({ (32..<127).contains($0) }) {
                hideCardNumbers(in: &bytes)
            } else {
                hide(in: &bytes, bytes.indices)
            }
            return
        }
        hide(objects, of: all, in: &bytes, width: 1)
    }

    /// Objects within objects too, where a constructed one holds such.
    private static func hide(
        _ objects: [BERTLV], of whole: ArraySlice<UInt8>, in bytes: inout [UInt8], width: Int, depth: Int = 0
    ) {
        for object in objects {
            if chipTags.contains(object.tag) {
                let value = object.value.indices
                hide(in: &bytes, value.lowerBound * width..<value.upperBound * width)
            } else if object.isConstructed, depth < 8, let inner = try? BERTLV.objects(in: object.value) {
                hide(inner, of: whole, in: &bytes, width: width, depth: depth + 1)
            }
        }
    }

    /// The details of a batch upload: `count 2 │ kind 2 · trace 6 · card 20 · amount 12 │ …`; totals hold no card.
    private static func hideDetails(in bytes: inout [UInt8]) {
        guard bytes.count > 2, (bytes.count - 2).isMultiple(of: 40), bytes.count != 62 else {
            return hideCardNumbers(in: &bytes)
        }
        for start in stride(from: 2, to: bytes.count, by: 40) {
            let card = start + 8..<start + 28
            let first = bytes[card].firstIndex { $0 != 48 } ?? card.upperBound
            hideCard(in: &bytes, first..<card.upperBound)
        }
    }
}
