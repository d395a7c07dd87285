// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The text while it is read: plain characters, bounded, addressed by position; out of range reads as 0.
struct Scan {
    /// As it may be shown: normalised and masked.
    let shown: [Unicode.Scalar]
    /// For comparing: lower case, traditional characters made simple.
    let folded: [UInt32]
    /// Whole card numbers that were typed, by where they begin.
    let cards: [Int: CardMask.Masked]

    init(_ text: String) {
        (shown, cards) = CardMask.masking(Self.normalised(text))
        folded = shown.map(Self.fold)
    }

    var count: Int { folded.count }
    var text: String { Self.joined(shown[...], []) }

    subscript(position: Int) -> UInt32 {
        position >= 0 && position < folded.count ? folded[position] : 0
    }

    static func joined(_ first: ArraySlice<Unicode.Scalar>, _ second: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: first)
        view.append(contentsOf: second)
        return String(view)
    }

    func substring(_ range: Range<Int>) -> String {
        let start = min(max(0, range.lowerBound), count)
        return Self.joined(shown[start..<min(max(start, range.upperBound), count)], [])
    }

    // MARK: Moving

    func isBlank(_ position: Int) -> Bool { self[position] == 0x20 || self[position] == 0x0A }

    func skippingBlanks(_ position: Int) -> Int {
        var at = position
        while isBlank(at) { at += 1 }
        return at
    }

    /// Skips blanks, colons, equal signs and number signs between a label and its value.
    func skippingLabelMarks(_ position: Int) -> Int {
        var at = position
        while isBlank(at) || ":=#.为是".unicodeScalars.contains(where: { $0.value == self[at] }) { at += 1 }
        return at
    }

    // MARK: Matching

    func isDigit(_ position: Int) -> Bool { self[position] >= 48 && self[position] <= 57 }
    func isLetter(_ position: Int) -> Bool { self[position] >= 97 && self[position] <= 122 }

    /// End of a phrase that stands here; a Latin phrase must end at the end of a word.
    func end(of phrase: Phrase, at position: Int) -> Int? {
        var at = position
        for scalar in phrase.scalars {
            if scalar == 0x20 {
                at = skippingBlanks(at)
            } else if self[at] == scalar {
                at += 1
            } else {
                return nil
            }
        }
        return phrase.endsLatin && isLetter(at) ? nil : at
    }

    /// End of the longest of these phrases that stands here.
    func end(ofAny phrases: [Phrase], at position: Int) -> Int? {
        phrases.compactMap { end(of: $0, at: position) }.max()
    }

    /// End of the run of digits that begins here; nil when none does.
    func digitsEnd(_ position: Int) -> Int? {
        var at = position
        while isDigit(at) { at += 1 }
        return at > position ? at : nil
    }

    /// Value of at most nine digits.
    func integer(_ range: Range<Int>) -> Int? {
        guard range.count <= 9, !range.isEmpty else { return nil }
        var value = 0
        for position in range {
            guard isDigit(position) else { return nil }
            value = value * 10 + Int(self[position] - 48)
        }
        return value
    }

    // MARK: Making plain

    /// A name as the text to compare it with is made.
    static func folded(_ name: String) -> [UInt32] { normalised(name).map(fold) }

    static func normalised(_ text: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var taken = 0
        var wasCut = false
        for scalar in text.unicodeScalars {
            guard taken < MemoryQuery.longestText else {
                wasCut = true
                break
            }
            taken += 1
            if let plain = plain(scalar) { result.append(plain) }
        }
        // A card number must not slip through because the cut hid its end from the mask.
        while wasCut, let last = result.last, last.isASCII, last.value >= 48, last.value <= 57 { result.removeLast() }
        return result
    }

    /// nil for a character without width, which must not split a number.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0A: scalar
        case 0..<0x20, 0x7F, 0xA0, 0x2000...0x200A, 0x202F, 0x3000, 0x2028, 0x2029, 0x85: " "
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF, 0xFE0E, 0xFE0F, 0xAD: nil
        case 0xFFE5: "¥"
        case 0x301C, 0x223C: "~"
        case 0x2010...0x2015, 0x2212: "-"
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
        case 0x3400...0x9FFF: scalar
        case 0x80...: digit(scalar)
        default: scalar
        }
    }

    /// Digits of every script become the ten of ASCII.
    private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue,
            let plain = Unicode.Scalar(UInt32(48 + Int(value)))
        else { return scalar }
        return plain
    }

    private static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
        if scalar.value >= 65, scalar.value <= 90 { return scalar.value + 32 }
        return simplified[scalar.value] ?? scalar.value
    }

    private static let simplified: [UInt32: UInt32] = {
        let pairs =
            "點点號号銀银萬万後后週周禮礼兩两時时間间鐘钟剛刚單单沒没賬账帐账帳账餘余額额費费雲云閃闪寶宝"
            + "業业農农國国華华興兴發发貨货銷销衝冲權权憑凭證证參参終终戶户項项約约塊块銭钱錢钱電电話话機机碼码"
            + "異异圓圆壹一贰二貳二叁三參参肆四伍五陆六陸六柒七捌八玖九幺一拾十佰百仟千〇零"
        let scalars = pairs.unicodeScalars.map(\.value)
        var table: [UInt32: UInt32] = [:]
        for index in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[index]] = scalars[index + 1] }
        return table
    }()
}

/// A phrase to look for, kept as numbers so that comparing costs nothing.
struct Phrase: ExpressibleByStringLiteral, Sendable {
    let scalars: [UInt32]
    let endsLatin: Bool

    init(stringLiteral text: String) { self.init(text) }

    init(_ text: String) { self.init(folded: text.unicodeScalars.map(\.value)) }

    /// - Parameter scalars: as `Scan.folded` makes them.
    init(folded scalars: [UInt32]) {
        self.scalars = scalars
        endsLatin = scalars.last.map { $0 >= 97 && $0 <= 122 } ?? false
    }
}
