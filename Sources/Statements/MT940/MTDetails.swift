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
        guard let mark = mark(of: text) else { return nil }
        let bytes = Array(text.utf8)
        let width = mark.count
        let isDigit = { (index: Int) in bytes[index] >= 48 && bytes[index] <= 57 }
        // Where a mark and two digits stand.
        let begins = { (index: Int) in
            index + width + 1 < bytes.count && bytes[index] == mark[0] && isDigit(index + width)
                && isDigit(index + width + 1) && (width == 1 || bytes[index..<(index + width)].elementsEqual(mark))
        }
        var parts: [(Int, String)] = []
        var index = 3
        while begins(index) {
            let number = Int(bytes[index + width] - 48) * 10 + Int(bytes[index + width + 1] - 48)
            let start = index + width + 2
            var end = start
            while end < bytes.count, !begins(end) { end += 1 }
            parts.append((number, String(decoding: bytes[start..<end], as: UTF8.self)))
            index = end
        }
        return parts
    }

    /// The character after the three digits of the code, which stands before each number; nil where there is none.
    private static func mark(of text: String) -> [UInt8]? {
        let scalars = Array(text.unicodeScalars.prefix(6))
        let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
        guard scalars.count == 6, scalars[0..<3].allSatisfy(isDigit) else { return nil }
        let mark = scalars[3]
        guard !mark.properties.isAlphabetic, !isDigit(mark), mark.value > 0x20, mark != "/" else { return nil }
        guard isDigit(scalars[4]), isDigit(scalars[5]) else { return nil }
        return Array(String(Character(mark)).utf8)
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
        guard let values = Self.cut(remittance) else {
            purpose = remittance
            return
        }
        purpose = values["SVWZ+"] ?? values[""] ?? ""
        endToEnd = values["EREF+"] ?? ""
    }

    private static let keys: Set<String> = [
        "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+",
    ]

    /// A text cut where keys stand: what stands before the first is under the empty key. nil without any key.
    private static func cut(_ text: String) -> [String: String]? {
        let bytes = Array(text.utf8)
        var values: [String: String] = [:]
        var (key, start) = ("", 0)
        // Every key is four letters and a plus.
        for index in bytes.indices where bytes[index] == UInt8(ascii: "+") && index - 4 >= start {
            let found = String(decoding: bytes[(index - 4)...index], as: UTF8.self)
            guard keys.contains(found) else { continue }
            values[key] = RemarkText.clean(String(decoding: bytes[start..<(index - 4)], as: UTF8.self))
            key = found
            start = index + 1
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
            } else if let isFirst = values[key]?.isEmpty {
                // In place: a text of nothing but slashes would be copied for each of them.
                values[key]?.append(isFirst ? part : "/" + part)
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
