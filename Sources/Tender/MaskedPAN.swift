// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A card number as we are allowed to keep it: at most the first six digits and the last four.
///
///     6222 00** **** 1234      six of BIN, four at the end, the rest is gone before the value exists
///
/// The type cannot hold a full number: whatever it is made from is cut while it is read (PCI DSS 3.4.1).
public struct MaskedPAN: Hashable, Sendable, CustomStringConvertible {
    /// Up to six leading digits; empty when only the end is known.
    public let bin: String
    /// The last four digits.
    public let last4: String

    public init?(bin: String = "", last4: String) {
        guard last4.utf8.count == 4, last4.utf8.allSatisfy(Self.isDigit) else { return nil }
        guard bin.utf8.count <= 6, bin.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.bin = bin
        self.last4 = last4
    }

    /// Reads a masked number (`622200******1234`, `6222 **** 1234`, `****1234`) or masks a full one.
    ///
    /// nil when the text has no four digits at its end or holds anything but digits, blanks, `*`, `x` or `-`.
    public init?(reading text: some StringProtocol) {
        var digits: [UInt8] = []
        var leading = 0
        var sawMask = false
        var endsInMask = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte)
                if !sawMask { leading += 1 }
                endsInMask = false
            case UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: "X"):
                sawMask = true
                endsInMask = true
            case UInt8(ascii: " "), UInt8(ascii: "-"): break
            default: return nil
            }
        }
        guard digits.count >= 4, digits.count <= 19, !endsInMask else { return nil }
        if sawMask, digits.count - leading < 4 { return nil }
        let bin = digits.prefix(sawMask ? min(leading, 6) : (digits.count >= 12 ? 6 : 0))
        self.bin = String(decoding: bin, as: UTF8.self)
        self.last4 = String(decoding: digits.suffix(4), as: UTF8.self)
    }

    public var description: String { bin.isEmpty ? "****\(last4)" : "\(bin)******\(last4)" }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
