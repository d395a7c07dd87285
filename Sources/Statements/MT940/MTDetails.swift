// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Field 86, the booking in words, in the three manners banks write it.
///
///     166?00CREDIT TRANSFER?20EREF+4711?21SVWZ+order?32Shop     a code, then numbered parts
///     /TRTP/SEPA/NAME/Shop/REMI/order/EREF/4711                 named parts between slashes
///     order 4711 of Shop                                        words
struct MTDetails: Hashable {
    private(set) var name = ""
    private(set) var purpose = ""
    private(set) var endToEnd = ""
    private(set) var bookingText = ""

    init(_ lines: [String]) {
        // Numbered and named parts may be broken anywhere by the width of a line.
        let whole = lines.joined()
        if let parts = Self.numbered(whole) {
            take(numbered: parts)
        } else if let parts = Self.named(whole) {
            take(named: parts)
        } else {
            purpose = lines.joined(separator: " ")
        }
        if endToEnd == "NOTPROVIDED" || endToEnd == "NONREF" { endToEnd = "" }
    }

    // MARK: Numbered parts

    /// The parts of `166?00…?20…` by number; nil where the text is of another manner.
    private static func numbered(_ text: String) -> [(number: Int, text: String)]? {
        let scalars = Array(text.unicodeScalars)
        let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
        guard scalars.count >= 6, scalars[0..<3].allSatisfy(isDigit) else { return nil }
        let mark = scalars[3]
        guard !mark.properties.isAlphabetic, !isDigit(mark), mark.value > 0x20, mark != "/" else { return nil }
        guard isDigit(scalars[4]), isDigit(scalars[5]) else { return nil }
        var parts: [(Int, String)] = []
        var index = 3
        while index + 2 < scalars.count {
            let number = Int(scalars[index + 1].value &- 48) * 10 + Int(scalars[index + 2].value &- 48)
            var end = index + 3
            while end < scalars.count {
                if scalars[end] == mark, end + 2 < scalars.count, isDigit(scalars[end + 1]), isDigit(scalars[end + 2]) {
                    break
                }
                end += 1
            }
            parts.append((number, String(String.UnicodeScalarView(scalars[(index + 3)..<end]))))
            index = end
        }
        return parts
    }

    private mutating func take(numbered parts: [(number: Int, text: String)]) {
        var remittance = ""
        for part in parts {
            switch part.number {
            case 0: bookingText += part.text
            case 20...29, 60...63: remittance += part.text
            case 32, 33: name += part.text
            default: break
            }
        }
        let keys = ["EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+"]
        guard let values = Self.cut(remittance, at: keys) else {
            purpose = remittance
            return
        }
        purpose = values["SVWZ+"] ?? values[""] ?? ""
        endToEnd = values["EREF+"] ?? ""
    }

    /// A text cut where keys stand: what stands before the first is under the empty key. nil without any key.
    private static func cut(_ text: String, at keys: [String]) -> [String: String]? {
        let bytes = Array(text.utf8)
        let wanted = keys.map { Array($0.utf8) }
        var values: [String: String] = [:]
        var (key, start, index) = ("", 0, 0)
        while index < bytes.count {
            let found = wanted.firstIndex { bytes[index...].starts(with: $0) }
            guard let found else {
                index += 1
                continue
            }
            values[key] = RemarkText.clean(String(decoding: bytes[start..<index], as: UTF8.self))
            key = keys[found]
            index += wanted[found].count
            start = index
        }
        guard !key.isEmpty else { return nil }
        values[key] = RemarkText.clean(String(decoding: bytes[start...], as: UTF8.self))
        return values
    }

    // MARK: Named parts

    private static let names: Set<String> = [
        "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "MARF", "CSID", "ORDP", "BENM", "ISDT", "TRCD", "PREF", "RTRN",
        "OCMT", "CNTP", "ADDR", "CUST", "ULTD", "ULTC", "ULTB", "PURP", "SVCL", "CHGS", "EXCH", "INST", "ACCW",
    ]

    private static func named(_ text: String) -> [String: String]? {
        guard text.hasPrefix("/") else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        guard let first = parts.first, names.contains(first) else { return nil }
        var values: [String: String] = [:]
        var key = ""
        for part in parts {
            if names.contains(part), values[part] == nil {
                key = part
                values[key] = ""
            } else if let value = values[key] {
                values[key] = value.isEmpty ? part : value + "/" + part
            }
        }
        return values
    }

    private mutating func take(named values: [String: String]) {
        let party = (values["CNTP"] ?? "").split(separator: "/", omittingEmptySubsequences: false)
        name = values["NAME"] ?? (party.count > 2 ? String(party[2]) : "")
        var words = values["REMI"] ?? ""
        for start in ["USTD//", "STRD/", "USTD/"] where words.hasPrefix(start) { words.removeFirst(start.count) }
        while words.hasSuffix("/") { words.removeLast() }
        purpose = words
        endToEnd = RemarkText.clean(values["EREF"] ?? "")
        bookingText = values["TRTP"] ?? ""
    }
}
