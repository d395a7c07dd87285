// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Page mode: an area that is filled in one of four directions and printed as a whole.
///
///     direction 0 ▶ from top left      1 ▲ from bottom left
///               2 ◀ from bottom right  3 ▼ from top right
struct PageBuffer {
    private struct Speech {
        let x: Int
        let y: Int
        let text: String
    }

    let paper: Int
    private(set) var x = 0
    private(set) var y = 0
    private(set) var width: Int
    private(set) var height = PageBuffer.tallest
    private var isSized = false
    var direction: UInt8 = 0
    var top = 0
    private var bottomAt: Int?
    private(set) var items: [Printout.Item] = []
    private var speeches: [Speech] = []

    /// An area without size is as tall as a page can be.
    private static let tallest = 1_662

    init(paper: Int) {
        self.paper = paper
        width = paper
    }

    var lineWidth: Int { direction & 1 == 0 ? width : height }

    /// Dots of tape that the page takes.
    var length: Int {
        isSized ? y + height : items.reduce(0) { max($0, $1.y + $1.height) }
    }

    var hasText: Bool { !speeches.isEmpty }

    /// `ESC W`: origin and size in dots.
    mutating func resize(x: Int, y: Int, width: Int, height: Int) {
        self.x = min(x, max(paper - 1, 0))
        self.y = y
        self.width = max(1, min(width, paper - self.x))
        self.height = max(1, height)
        isSized = true
        restart(direction: direction)
    }

    mutating func restart(direction: UInt8) {
        self.direction = direction & 3
        top = 0
        bottomAt = nil
    }

    /// `GS $`: the next line's lower edge.
    mutating func place(bottom: Int) { bottomAt = max(0, bottom) }

    /// Turns a position given for the lower edge into the line's top.
    mutating func anchor(_ height: Int) {
        guard let bottom = bottomAt else { return }
        top = max(0, bottom - height)
        bottomAt = nil
    }

    /// The lower edge for `GS \`.
    var bottom: Int { bottomAt ?? top }

    mutating func clear() {
        items = []
        speeches = []
    }

    /// - Returns: false when the page holds as much as a printout may.
    mutating func add(_ item: Printout.Item) -> Bool {
        guard items.count < PrintoutLimits.items else { return false }
        items.append(turned(item))
        return true
    }

    private func turned(_ item: Printout.Item) -> Printout.Item {
        var turned = item
        switch direction {
        case 1: (turned.x, turned.y) = (x + item.y, y + height - item.x - item.width)
        case 2: (turned.x, turned.y) = (x + width - item.x - item.width, y + height - item.y - item.height)
        case 3: (turned.x, turned.y) = (x + width - item.y - item.height, y + item.x)
        default: (turned.x, turned.y) = (x + item.x, y + item.y)
        }
        if direction & 1 == 1 { (turned.width, turned.height) = (item.height, item.width) }
        // A box may reach beyond the area's edge, never beyond the tape's.
        turned.y = max(0, turned.y)
        if case .text(var run) = turned.content {
            run.style.rotation = (run.style.rotation + [0, 270, 180, 90][Int(direction)]) % 360
            turned.content = .text(run)
        }
        if case .bitmap(let bitmap) = turned.content { turned.content = .bitmap(bitmap.turned(direction)) }
        return turned
    }

    mutating func say(_ text: String, x: Int) {
        guard !text.isEmpty, speeches.count < PrintoutLimits.lines else { return }
        // Lines of turned text keep the order in which their direction reads them.
        let isUpright = direction == 0
        speeches.append(Speech(x: isUpright ? self.x + x : x, y: isUpright ? y + top : y + top, text: text))
    }

    /// The page's text, line by line from the top, what stands side by side in one line.
    var lines: [String] {
        var rows: [(y: Int, parts: [Speech])] = []
        for speech in speeches.enumerated().sorted(by: { ($0.element.y, $0.offset) < ($1.element.y, $1.offset) }) {
            if let last = rows.indices.last, speech.element.y - rows[last].y < 12 {
                rows[last].parts.append(speech.element)
            } else {
                rows.append((speech.element.y, [speech.element]))
            }
        }
        return rows.map { row in
            LineBuffer.trimmed(row.parts.sorted { $0.x < $1.x }.map(\.text).joined(separator: "  "))
        }
    }
}

extension Bitmap {
    /// Turned as page mode's direction turns it.
    func turned(_ direction: UInt8) -> Bitmap {
        switch direction {
        case 2: return turned()
        case 1, 3:
            var result = Bitmap(width: height, height: width)
            for y in 0..<height {
                for x in 0..<width where self[x, y] {
                    if direction == 1 {
                        result.blacken(y, width - 1 - x)
                    } else {
                        result.blacken(height - 1 - y, x)
                    }
                }
            }
            return result
        default: return self
        }
    }
}
