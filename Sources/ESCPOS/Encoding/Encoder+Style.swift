// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How characters and lines look.
extension Encoder {
    public enum Alignment: UInt8, CaseIterable, Sendable, Hashable {
        case left = 0
        case centre = 1
        case right = 2
    }

    /// `ESC a`; takes effect at the start of a line only.
    public mutating func align(_ alignment: Alignment) { put(0x1B, 0x61, alignment.rawValue) }

    /// `ESC E`.
    public mutating func emphasis(_ isOn: Bool) { put(0x1B, 0x45, isOn ? 1 : 0) }

    /// `ESC -`, and `FS -` for CJK characters: 0 off, 1 or 2 dots.
    public mutating func underline(dots: UInt8) {
        put(0x1B, 0x2D, min(dots, 2))
        put(0x1C, 0x2D, min(dots, 2))
    }

    public enum Font: UInt8, CaseIterable, Sendable, Hashable {
        /// 12 × 24 dots.
        case a = 0
        /// 9 × 17 or 9 × 24 dots.
        case b = 1
    }

    /// `ESC M`.
    public mutating func font(_ font: Font) { put(0x1B, 0x4D, font.rawValue) }

    /// `GS !`: 1…8 times as wide and as high, CJK characters too; numbers outside are brought inside.
    public mutating func size(width: Int, height: Int) {
        put(0x1D, 0x21, UInt8(min(max(width, 1), 8) - 1) << 4 | UInt8(min(max(height, 1), 8) - 1))
    }

    /// `GS B`: white on black.
    public mutating func reverse(_ isOn: Bool) { put(0x1D, 0x42, isOn ? 1 : 0) }

    /// `ESC {`; takes effect at the start of a line only.
    public mutating func upsideDown(_ isOn: Bool) { put(0x1B, 0x7B, isOn ? 1 : 0) }

    /// `ESC V`: a quarter clockwise.
    public mutating func rotate(_ isOn: Bool) { put(0x1B, 0x56, isOn ? 1 : 0) }

    /// `ESC SP`: units to the right of every character.
    public mutating func characterSpacing(_ units: UInt8) { put(0x1B, 0x20, units) }

    /// `ESC 2`, or `ESC 3` with vertical units.
    public mutating func lineSpacing(_ units: UInt8?) {
        if let units { put(0x1B, 0x33, units) } else { put(0x1B, 0x32) }
    }

    /// `ESC D`: columns of tab stops, increasing, at most 32; what is not increasing is left out.
    public mutating func tabs(_ columns: [UInt8]) {
        var last: UInt8 = 0
        put(0x1B, 0x44)
        for column in columns.filter({ $0 > 0 }).prefix(32) where column > last {
            bytes.append(column)
            last = column
        }
        bytes.append(0)
    }

    /// `ESC $`: units from the left margin.
    public mutating func move(to units: UInt16) {
        put(0x1B, 0x24)
        put(word: Int(units))
    }

    /// `ESC \`: units from here; negative to the left.
    public mutating func move(by units: Int16) {
        put(0x1B, 0x5C)
        put(word: Int(units))
    }

    /// `GS L`.
    public mutating func leftMargin(_ units: UInt16) {
        put(0x1D, 0x4C)
        put(word: Int(units))
    }

    /// `GS W`.
    public mutating func areaWidth(_ units: UInt16) {
        put(0x1D, 0x57)
        put(word: Int(units))
    }
}

/// Page mode: lines are set in a rectangle and printed together.
extension Encoder {
    public enum Direction: UInt8, CaseIterable, Sendable, Hashable {
        case leftToRight = 0
        case bottomToTop = 1
        case rightToLeft = 2
        case topToBottom = 3
    }

    /// `ESC L`.
    public mutating func pageMode() { put(0x1B, 0x4C) }

    /// `ESC S`: back to lines; what was not printed is lost.
    public mutating func standardMode() { put(0x1B, 0x53) }

    /// `ESC W`: origin and extent in units.
    public mutating func pageArea(x: UInt16, y: UInt16, width: UInt16, height: UInt16) {
        put(0x1B, 0x57)
        for value in [x, y, width, height] { put(word: Int(value)) }
    }

    /// `ESC T`.
    public mutating func pageDirection(_ direction: Direction) { put(0x1B, 0x54, direction.rawValue) }

    /// `GS $`: units from the top of the page area.
    public mutating func moveDown(to units: UInt16) {
        put(0x1D, 0x24)
        put(word: Int(units))
    }

    /// `ESC FF`: prints the page and stays in page mode.
    public mutating func printPage() { put(0x1B, 0x0C) }

    /// FF: prints the page and returns to lines.
    public mutating func printPageAndLeave() { put(0x0C) }
}
