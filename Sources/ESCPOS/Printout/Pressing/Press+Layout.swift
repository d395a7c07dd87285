// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Press {
    /// Alignment, margins, positions, tabs, spacing.
    ///
    /// - Returns: whether the command is one of these.
    mutating func followLayout(_ meaning: Meaning, _ code: ArraySlice<UInt8>) -> Bool {
        let n = Int(code.last ?? 0)
        let word = Int(code.dropLast().last ?? 0) | n << 8
        switch meaning {
        case .alignment: if line.isEmpty || page != nil { align(n) }
        case .absolutePosition:
            let x = layout.across(word)
            if x <= areaWidth { line.cursor = x }
        case .relativePosition:
            let x = line.cursor + layout.across(word >= 0x8000 ? word - 0x1_0000 : word)
            if x >= 0, x <= areaWidth { line.cursor = x }
        case .leftMargin where code.count == 4: if line.isEmpty { layout.leftMargin = layout.across(word) }
        case .areaWidth: if line.isEmpty { layout.areaWidth = max(layout.across(word), 1) }
        case .motionUnits:
            layout.acrossUnit = Int(code.dropLast().last ?? 0)
            layout.downUnit = n
        case .tabs: setTabs(code)
        case .defaultLineSpacing: layout.lineSpacing = LineLayout.defaultSpacing
        case .lineSpacing: layout.lineSpacing = layout.down(n)
        case .lineStart:
            // `GS T`: 0 forgets the line, 1 prints it.
            if n & 1 == 1, !line.isEmpty { endLine(.lines(1)) }
        default: return false
        }
        return true
    }

    private mutating func align(_ n: Int) {
        switch n {
        case 0, 0x30: layout.alignment = .left
        case 1, 0x31: layout.alignment = .centre
        case 2, 0x32: layout.alignment = .right
        default: break
        }
    }

    /// `ESC D n1…nk NUL`: columns of the character width in force now.
    private mutating func setTabs(_ code: ArraySlice<UInt8>) {
        let style = modes.style(isWide: false)
        let column = style.glyph.width + modes.spacing * style.wide
        layout.tabs = code.dropFirst(2).prefix { $0 != 0 }.prefix(32).map { Int($0) * column }.sorted()
    }

    /// `ESC J`, `ESC d` and their way back.
    mutating func followFeed(_ meaning: Meaning, _ code: ArraySlice<UInt8>) -> Bool {
        let n = Int(code.last ?? 0)
        switch meaning {
        case .feedDots: endLine(.dots(layout.down(n)))
        case .feedLines, .starFeedLines: endLine(.lines(n))
        case .feedBackDots: feedBack(layout.down(n))
        case .feedBackLines: feedBack(n * layout.lineSpacing)
        default: return false
        }
        return true
    }

    /// The paper goes back; what is printed stays where it is.
    private mutating func feedBack(_ dots: Int) {
        if !line.isEmpty { endLine(.lines(0)) }
        top -= dots
    }
}
