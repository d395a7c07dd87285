// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a stretch of text costs to explain as a single-byte page, in tenths of a bit.
///
/// Latin pages have their letters beside ASCII letters; other scripts run in words; lines and boxes repeat.
enum PageCost {
    static func of(_ bytes: ArraySlice<UInt8>, _ page: CodePage) -> Int {
        let table = page.scalars
        var cost = 0
        var previous: Kind = .none
        var last: UInt8 = 0
        for (index, byte) in zip(bytes.indices, bytes) {
            guard byte >= 0x80 else {
                cost += 60
                previous = Kind(ascii: byte)
                last = byte
                continue
            }
            guard let scalar = table[Int(byte) - 0x80] else {
                cost += CharacterCost.impossible
                previous = .none
                continue
            }
            let kind = Kind(scalar)
            let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
            cost += price(kind, scalar, repeated: byte == last, after: previous, before: following(next, table))
            previous = kind
            last = byte
        }
        return cost
    }

    private static func following(_ byte: UInt8, _ table: [Unicode.Scalar?]) -> Kind {
        byte < 0x80 ? Kind(ascii: byte) : table[Int(byte) - 0x80].map(Kind.init) ?? .none
    }

    enum Kind: Equatable {
        case none, latin, upperLatin, script, upperScript, box, currency, digit, mark

        init(ascii byte: UInt8) {
            switch byte {
            case 0x61...0x7A: self = .latin
            case 0x41...0x5A: self = .upperLatin
            case 0x30...0x39: self = .digit
            default: self = .none
            }
        }

        init(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x2500...0x25FF: self = .box
            case 0xA3, 0xA5, 0x20AC: self = .currency
            default:
                guard scalar.properties.isAlphabetic, scalar.value != 0xAA, scalar.value != 0xBA else {
                    self = .mark
                    return
                }
                let isLatin = scalar.value < 0x250 || (0x1E00...0x1EFF).contains(scalar.value)
                let isUpper = scalar.properties.isUppercase
                self = isLatin ? (isUpper ? .upperLatin : .latin) : isUpper ? .upperScript : .script
            }
        }
    }

    private static func price(
        _ kind: Kind, _ scalar: Unicode.Scalar, repeated: Bool, after: Kind, before: Kind
    ) -> Int {
        let common = commonLatin.contains(scalar) ? 0 : 35
        switch kind {
        case .latin: return (after == .latin || after == .upperLatin || before == .latin ? 80 : 130) + common
        case .upperLatin: return (before == .latin || before == .upperLatin || after == .upperLatin ? 85 : 130) + common
        case .script, .upperScript:
            let rare = (0x400...0x52F).contains(scalar.value) && !russian.contains(scalar) ? 60 : 0
            // A capital after a small letter is no word.
            if kind == .upperScript, after == .script { return 130 + rare }
            let isInWord = [after, before].contains { $0 == .script || $0 == .upperScript }
            return (isInWord ? 58 : 110) + rare
        case .box: return repeated ? 15 : after == .box || before == .box ? 100 : 140
        case .currency: return after == .digit || before == .digit ? 70 : 90
        case .mark, .none, .digit: return 125
        }
    }

    private static let russian = Set(
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяІіЇїЄє".unicodeScalars)

    /// Letters that Western words use; others of a Latin page are rarer.
    private static let commonLatin = Set(
        "áàâäãåæçéèêëíìîïñóòôöõøœúùûüýßÁÀÂÄÃÅÆÇÉÈÊËÍÎÑÓÔÖÕØÚÛÜąćęłńóśźżŁŚŻčřšžěůőű".unicodeScalars)
}
