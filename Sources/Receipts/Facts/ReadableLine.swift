// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A printed line, made comparable: full-width forms become half-width ones, traditional characters of labels their
/// simplified form, and a label that was spread over its column (`终 端 号:`) is closed up.
struct ReadableLine: Sendable {
    /// As printed, full-width digits, letters and marks in their half-width form.
    let text: [Character]
    /// The same for comparing with labels, character for character: an index means the same place in both. Capitals,
    /// and a full stop behind a letter is a blank (`REF.NO.`).
    let folded: [Character]
    let number: Int

    /// Longer lines than any printer has are cut.
    static let longest = 400

    init(_ line: String, number: Int) {
        self.number = number
        text = Self.closedUp(line.prefix(Self.longest).map(Self.halfWidth))
        var folded = text
        for index in text.indices {
            let character = text[index]
            if let code = character.asciiValue, (97...122).contains(code) {
                folded[index] = Character(UnicodeScalar(code - 32))
            } else if character == ".", index > 0, text[index - 1].isLetter {
                folded[index] = " "
            } else if let plain = Self.simplified[character] {
                folded[index] = plain
            }
        }
        self.folded = folded
    }

    var isBlank: Bool { text.allSatisfy { $0 == " " } }

    /// Characters of labels as Hong Kong, Macau and Taiwan write them.
    private static let simplified = Dictionary(
        uniqueKeysWithValues: zip(
            "總額號編終戶單據參權時間計應實優訂銷類憑證發組摺撤貨員機備註購買貿賬帳務費稅訖碼門臺餘點結算價聯",
            "总额号编终户单据参权时间计应实优订销类凭证发组折撤货员机备注购买贸账账务费税讫码门台余点结算价联"))

    /// Closes up ideographs that stand alone, up to four blanks apart, in front of a colon: `卡    号:` → `卡号:`.
    private static func closedUp(_ text: [Character]) -> [Character] {
        guard text.contains(":") else { return text }
        var result: [Character] = []
        var at = 0
        while at < text.count {
            guard isIdeograph(text[at]), at == 0 || text[at - 1] == " ", let end = spread(text, from: at) else {
                result.append(text[at])
                at += 1
                continue
            }
            result += text[at..<end].filter { $0 != " " }
            at = end
        }
        return result
    }

    /// Index of the colon that a spread label runs to.
    private static func spread(_ text: [Character], from start: Int) -> Int? {
        var at = start
        var ideographs = 0
        while at < text.count, isIdeograph(text[at]) {
            ideographs += 1
            let next = text[(at + 1)...].firstIndex { $0 != " " } ?? text.count
            guard next < text.count, next - at <= 5 else { return nil }
            if text[next] == ":" { return ideographs > 1 ? next : nil }
            guard next > at + 1 else { return nil }
            at = next
        }
        return nil
    }

    private static func isIdeograph(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return (0x4E00...0x9FFF).contains(scalar.value)
    }

    private static func halfWidth(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return character }
        switch scalar.value {
        case 0xFF01...0xFF5E: return UnicodeScalar(scalar.value - 0xFEE0).map { Character($0) } ?? character
        case 0x3000, 0xA0, 0x09: return " "
        case 0xFFE5, 0xA5: return "¥"
        case 0x2236, 0xFE55: return ":"
        case 0x2010...0x2015, 0x2212: return "-"
        case 0x2022, 0x25CF, 0x2217, 0x00B7: return "*"
        default: return character
        }
    }
}
