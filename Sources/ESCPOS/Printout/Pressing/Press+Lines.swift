// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Press {
    /// Where the next line starts, on the tape or in the page's area.
    var top: Int {
        get { page?.top ?? y }
        set {
            if page == nil { y = max(0, newValue) } else { page?.top = max(0, newValue) }
        }
    }

    var leftMargin: Int { page == nil ? min(layout.leftMargin, max(profile.dots - 1, 0)) : 0 }

    /// Dots that a line may fill.
    var areaWidth: Int {
        if let page { return page.lineWidth }
        let room = max(profile.dots - leftMargin, 1)
        return min(layout.areaWidth ?? room, room)
    }

    /// Puts characters on the line, breaking it where the next one would not fit whole.
    mutating func put(_ range: Range<Int>) {
        var rest = bytes[range]
        let encoding = plan.encoding(for: text)
        // Looked up once: a page's table stands behind a lock.
        let table: [Unicode.Scalar?]? = if case .page(let page) = encoding { page.scalars } else { nil }
        while let byte = rest.first {
            let character: PrintedCharacter
            if let table, byte >= 0x80 {
                character = PrintedCharacter(table[Int(byte) - 0x80], length: 1, columns: 1)
            } else if let next = encoding.first(of: rest, set: text.international) {
                character = next
            } else {
                break
            }
            if character.scalar == nil { facts.unreadable += character.length }
            place(character)
            rest = rest.dropFirst(character.length)
        }
    }

    private mutating func place(_ character: PrintedCharacter) {
        let scalar = character.scalar ?? "\u{FFFD}"
        let isWide = character.columns == 2
        let style = modes.style(isWide: isWide)
        let glyph = style.rotation == 90 ? (width: style.glyph.height, height: style.glyph.width) : style.glyph
        if character.columns == 0 {
            line.append(scalar, columns: 0, pitch: 0, glyphHeight: glyph.height, style: modes.style(isWide: false))
            return
        }
        let left = isWide ? modes.kanjiLeft * style.wide : 0
        let right = (isWide ? modes.kanjiRight : modes.spacing) * style.wide
        if line.cursor > 0, line.cursor + left + glyph.width > areaWidth { endLine(.lines(1)) }
        line.append(
            scalar, columns: character.columns, pitch: left + glyph.width + right, glyphHeight: glyph.height,
            style: style)
    }

    mutating func tab() {
        guard let stop = layout.tabs.first(where: { $0 > line.cursor }), stop < areaWidth else { return }
        line.cursor = stop
    }

    enum Feed {
        case lines(Int)
        case dots(Int)
    }

    /// Prints the line and feeds: at least what the line is tall.
    mutating func endLine(_ feed: Feed) {
        let height = line.height
        let advance =
            switch feed {
            case .lines(let count):
                count > 0 ? max(layout.lineSpacing, height) + (count - 1) * layout.lineSpacing : height
            case .dots(let dots): max(dots, height)
            }
        page?.anchor(height)
        report(feed, advance: advance)
        printLine(height)
        line = LineBuffer()
        top += advance
        extent = page == nil ? max(extent, y) : extent
    }

    /// The line's text, and an empty line for a gap.
    private mutating func report(_ feed: Feed, advance: Int) {
        if line.hasText { say(line.text) }
        switch feed {
        case .lines(1): if line.isEmpty { say("") }
        case .lines(let count): if count > 1 || count == 1 && line.isEmpty { say("") }
        case .dots: if advance - line.height >= TextStyle.Font.a.cell.height { say("") }
        }
    }

    private mutating func say(_ text: String) {
        if page != nil {
            page?.say(text, x: line.pieces.map(\.x).min() ?? 0)
        } else if lines.count < PrintoutLimits.lines {
            lines.append(text)
        } else {
            facts.leftOut += 1
        }
    }

    private mutating func printLine(_ height: Int) {
        let shift = shift(line.width)
        for piece in line.pieces {
            var content = piece.content
            var x = shift + piece.x
            if modes.isUpsideDown {
                x = areaWidth - x - piece.width
                if case .bitmap(let bitmap) = content { content = .bitmap(bitmap.turned()) }
            }
            stand(x, top + height - piece.height, piece.width, piece.height, content)
        }
    }

    /// How far alignment moves something of this width.
    func shift(_ width: Int) -> Int {
        let room = max(areaWidth - width, 0)
        switch layout.alignment {
        case .left: return 0
        case .centre: return room / 2
        case .right: return room
        }
    }

    /// Puts something at a place of the print area, on the tape or on the page.
    mutating func stand(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ content: Printout.Content) {
        let item = Printout.Item(x: leftMargin + x, y: y, width: width, height: height, content: content)
        if page == nil {
            add(item)
        } else if page?.add(item) == false {
            facts.leftOut += 1
        }
    }

    /// Prints something that takes lines of its own: an image, a symbol.
    mutating func standAlone(_ width: Int, _ height: Int, _ content: Printout.Content) {
        if !line.isEmpty { endLine(.lines(1)) }
        page?.anchor(height)
        stand(shift(width), top, width, height, content)
        line.cursor = 0
        top += height
    }
}
