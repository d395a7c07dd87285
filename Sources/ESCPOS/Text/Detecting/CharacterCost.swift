// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What one character of each encoding costs to explain, in tenths of a bit.
///
/// A character that receipts use all the time is cheap, a rare one dear, an impossible one very dear. The encoding
/// that explains all the bytes of a job most cheaply is the likeliest; the gap to the next is how sure that is.
/// The prices are rough logarithms of frequency: 85 ≈ one in 360 characters, 180 ≈ one in 260,000.
enum CharacterCost {
    static let impossible = 400
    private static let frequent = 85
    private static let everyday = 112
    private static let listed = 145
    private static let rare = 180

    static func of(_ character: PrintedCharacter, code: ArraySlice<UInt8>, in encoding: PrintEncoding) -> Int {
        guard let scalar = character.scalar else { return impossible * character.length }
        guard !scalar.isASCII else { return 60 }
        switch encoding {
        case .gbk, .gb18030: return chinese(scalar, code, CommonCharacters.simplified, listed: 0xB0...0xD7, plain: 0xF7)
        case .big5: return chinese(scalar, code, CommonCharacters.traditional, listed: 0xA4...0xC6, plain: 0xF9)
        case .shiftJIS: return japanese(scalar, code)
        case .eucKR: return korean(scalar, code)
        case .utf8: return utf8(scalar, length: character.length)
        case .jis: return listed
        case .ascii, .page: return impossible
        }
    }

    private static func chinese(
        _ scalar: Unicode.Scalar, _ code: ArraySlice<UInt8>, _ ranks: CharacterRanks, listed level: ClosedRange<UInt8>,
        plain last: UInt8
    ) -> Int {
        if code.count == 4 { return 290 }
        let (lead, trail) = (code[code.startIndex], code[code.startIndex + 1])
        switch ranks.band(scalar) {
        case 0: return frequent
        case .some: return everyday
        case nil: break
        }
        if let mark = punctuation(scalar) { return mark }
        if scalar.properties.isIdeographic {
            if level.contains(lead), level.lowerBound == 0xA4 || trail >= 0xA1 { return listed }
            return lead > level.upperBound && lead <= last && (level.lowerBound == 0xA4 || trail >= 0xA1)
                ? 172 : rare + 15
        }
        return (0x2460...0x25FF).contains(scalar.value) ? 150 : rare
    }

    private static func japanese(_ scalar: Unicode.Scalar, _ code: ArraySlice<UInt8>) -> Int {
        switch scalar.value {
        case 0x3041...0x3096: return 68
        case 0x30A1...0x30FC: return 74
        case 0xFF61...0xFF9F: return 78
        default: break
        }
        switch CommonCharacters.kanji.band(scalar) {
        case 0: return frequent
        case .some: return everyday
        case nil: break
        }
        if let mark = punctuation(scalar) { return mark }
        let lead = code[code.startIndex]
        if scalar.properties.isIdeographic { return (0x88...0x98).contains(lead) ? listed : rare }
        return (0x2460...0x25FF).contains(scalar.value) ? 150 : rare
    }

    private static func korean(_ scalar: Unicode.Scalar, _ code: ArraySlice<UInt8>) -> Int {
        if (0xAC00...0xD7A3).contains(scalar.value) {
            switch CommonCharacters.hangul.band(scalar) {
            case 0: return frequent - 5
            case .some: return everyday - 10
            case nil: return code[code.startIndex] >= 0xB0 && code[code.startIndex + 1] >= 0xA1 ? 150 : 200
            }
        }
        if let mark = punctuation(scalar) { return mark }
        return scalar.properties.isIdeographic ? rare : (0x2460...0x25FF).contains(scalar.value) ? 150 : rare
    }

    private static func utf8(_ scalar: Unicode.Scalar, length: Int) -> Int {
        // That the bytes form whole sequences at all is the evidence; the character matters little.
        switch length {
        case 2: 100
        case 3: (0xE000...0xF8FF).contains(scalar.value) ? 300 : 110
        default: 180
        }
    }

    /// Full-width marks and forms that stand on receipts of every East Asian script.
    private static func punctuation(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "：", "，", "。", "、", "（", "）", "￥", "¥", "　", "～", "・", "「", "」", "！", "－", "—", "…", "·", "※", "★": 95
        case "０"..."９", "Ａ"..."Ｚ", "ａ"..."ｚ", "＊", "＃", "＋", "／", "．", "％", "＝", "＿", "＆", "？", "【", "】", "《", "》",
            "“", "”", "‘", "’", "₩", "￦", "→", "●", "■", "□", "○", "◎", "◆", "▲", "△", "─", "━", "│", "═", "×", "÷",
            "℃",
            "№", "①"..."⑩", "々", "〒", "『", "』", "；":
            120
        default: nil
        }
    }
}
