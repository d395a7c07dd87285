// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Press {
    /// - Returns: whether the command is one of page mode's.
    mutating func followPage(_ meaning: Meaning, _ code: ArraySlice<UInt8>) -> Bool {
        let word = Int(code.dropLast().last ?? 0) | Int(code.last ?? 0) << 8
        switch meaning {
        case .pageMode:
            if page == nil {
                if !line.isEmpty { endLine(.lines(1)) }
                page = PageBuffer(paper: profile.dots)
            }
        case .standardMode:
            page = nil
            line = LineBuffer()
        case .printPage:
            if page != nil { printPage(isUnprinted: false) }
        case .pageArea: area(Array(code.dropFirst(2)))
        case .pageDirection:
            keepLine()
            page?.restart(direction: (code.last ?? 0) & 3)
        case .pageVertical:
            keepLine()
            page?.place(bottom: layout.down(word))
        case .pageRelativeVertical:
            keepLine()
            let bottom = (page?.bottom ?? 0) + layout.down(word >= 0x8000 ? word - 0x1_0000 : word)
            page?.place(bottom: bottom)
        default: return false
        }
        return true
    }

    private mutating func area(_ words: [UInt8]) {
        guard page != nil, words.count == 8 else { return }
        let values = (0..<4).map { Int(words[$0 * 2]) | Int(words[$0 * 2 + 1]) << 8 }
        keepLine()
        page?.resize(
            x: layout.across(values[0]), y: layout.down(values[1]), width: layout.across(values[2]),
            height: layout.down(values[3]))
    }

    /// What was written so far stays where it is; the next goes elsewhere.
    private mutating func keepLine() {
        guard page != nil, !line.isEmpty else { return }
        let cursor = line.cursor
        endLine(.lines(0))
        line.cursor = cursor
    }

    /// Moves the page to the tape.
    mutating func printPage(isUnprinted: Bool) {
        keepLine()
        line = LineBuffer()
        guard let page else { return }
        if isUnprinted, page.hasText { facts.hasUnprintedText = true }
        for item in page.items {
            var moved = item
            moved.y += y
            add(moved)
        }
        let room = max(PrintoutLimits.lines - lines.count, 0)
        lines += page.lines.prefix(room)
        y += page.length
        extent = max(extent, y)
    }
}
