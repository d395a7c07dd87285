// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How the next characters will look: narrow and wide characters have their own sizes and underlines.
struct CharacterModes {
    var font = TextStyle.Font.a
    var isEmphasised = false
    var isDoubleStruck = false
    var isItalic = false
    var underline = 0
    var isReverse = false
    var isUpsideDown = false
    var isRotated = false
    var wide = 1
    var tall = 1
    /// Right-side spacing of narrow characters, in dots.
    var spacing = 0
    var kanjiWide = 1
    var kanjiTall = 1
    var kanjiUnderline = 0
    var kanjiLeft = 0
    var kanjiRight = 0

    /// `FS !` and `FS W` for wide characters, `ESC !` for narrow ones, `GS !` for both.
    func style(isWide: Bool) -> TextStyle {
        var style = TextStyle()
        style.font = isWide ? .kanji : font
        style.isBold = isEmphasised || isDoubleStruck
        style.isItalic = isItalic
        style.underline = isWide ? kanjiUnderline : underline
        style.isReverse = isReverse
        style.wide = isWide ? kanjiWide : wide
        style.tall = isWide ? kanjiTall : tall
        style.rotation = isUpsideDown ? 180 : isRotated ? 90 : 0
        return style
    }

    /// - Parameter bytes: the whole command.
    /// - Returns: whether the command is one of these.
    mutating func follow(_ meaning: Meaning, _ bytes: ArraySlice<UInt8>) -> Bool {
        let n = bytes.last ?? 0
        switch meaning {
        case .printMode: printMode(n)
        case .emphasis: isEmphasised = n & 1 == 1
        case .doubleStrike: isDoubleStruck = n & 1 == 1
        case .underline: underline = Self.thickness(n)
        case .font: font = n == 1 || n == 0x31 ? .b : .a
        case .characterSize:
            (wide, tall) = (Int(n >> 4 & 7) + 1, Int(n & 7) + 1)
            (kanjiWide, kanjiTall) = (wide, tall)
        case .reverse: isReverse = n & 1 == 1
        case .upsideDown: isUpsideDown = n & 1 == 1
        case .rotation: isRotated = [1, 2, 0x31, 0x32].contains(n)
        case .italicOn: isItalic = true
        case .italicOff: isItalic = false
        case .characterSpacing: spacing = Int(n)
        default: return followWide(meaning, bytes) || followStar(meaning, bytes)
        }
        return true
    }

    /// `ESC ! n`: bit 0 font B, 3 emphasised, 4 double height, 5 double width, 7 underline.
    private mutating func printMode(_ n: UInt8) {
        font = n & 1 == 1 ? .b : .a
        isEmphasised = n & 8 != 0
        tall = n & 0x10 != 0 ? 2 : 1
        wide = n & 0x20 != 0 ? 2 : 1
        underline = n & 0x80 != 0 ? 1 : 0
    }

    private mutating func followWide(_ meaning: Meaning, _ bytes: ArraySlice<UInt8>) -> Bool {
        let n = bytes.last ?? 0
        switch meaning {
        case .cjkPrintMode:
            kanjiWide = n & 4 != 0 ? 2 : 1
            kanjiTall = n & 8 != 0 ? 2 : 1
            kanjiUnderline = n & 0x80 != 0 ? max(kanjiUnderline, 1) : 0
        case .cjkUnderline: kanjiUnderline = Self.thickness(n)
        case .cjkQuadruple:
            kanjiWide = n & 1 == 1 ? 2 : 1
            kanjiTall = kanjiWide
        case .cjkSpacing:
            kanjiLeft = Int(bytes.dropLast().last ?? 0)
            kanjiRight = Int(n)
        case .cjkDoubleWidth: kanjiWide = 2
        case .cjkNormalWidth: kanjiWide = 1
        default: return false
        }
        return true
    }

    /// Star's own forms of the same.
    private mutating func followStar(_ meaning: Meaning, _ bytes: ArraySlice<UInt8>) -> Bool {
        let n = bytes.last ?? 0
        switch meaning {
        case .starBold: isEmphasised = true
        case .starBoldOff: isEmphasised = false
        case .starUnderline: underline = Self.thickness(n)
        case .starReverse: isReverse = true
        case .starReverseOff: isReverse = false
        case .starDoubleWidth: wide = Self.multiple(n)
        case .starDoubleHeight: tall = Self.multiple(n)
        case .starSize:
            tall = Self.multiple(bytes.dropLast().last ?? 0)
            wide = Self.multiple(n)
        default: return false
        }
        (kanjiWide, kanjiTall) = (wide, tall)
        return true
    }

    private static func multiple(_ n: UInt8) -> Int { min(Int(n >= 0x30 ? n - 0x30 : n), 7) + 1 }

    private static func thickness(_ n: UInt8) -> Int { [0, 1, 2][Int(n & 0x0F) % 3] }
}

/// Where the next line goes.
struct LineLayout {
    enum Alignment { case left, centre, right }

    var alignment = Alignment.left
    var leftMargin = 0
    /// nil: to the paper's right edge.
    var areaWidth: Int?
    var lineSpacing = defaultSpacing
    /// Dots from the left margin, ascending.
    var tabs: [Int] = (1...32).map { $0 * 8 * 12 }
    /// Units per inch set with `GS P`; 0 is the printer's own, one dot.
    var acrossUnit = 0
    var downUnit = 0

    /// `ESC 2`: 1/6 inch is 33 dots at 203 dpi; printers of this kind feed 30.
    static let defaultSpacing = 30
    private static let dpi = 203

    func across(_ n: Int) -> Int { acrossUnit == 0 ? n : n * Self.dpi / acrossUnit }

    func down(_ n: Int) -> Int { downUnit == 0 ? n : n * Self.dpi / downUnit }
}
