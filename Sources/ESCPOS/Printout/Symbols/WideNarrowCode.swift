// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Barcodes of two widths: CODE39, ITF, CODABAR; true is a wide element, bars and spaces in turn.
enum WideNarrowCode {
    /// Start and stop are added where the data lacks them.
    static func code39(_ data: [UInt8]) -> [Bool]? {
        var text = data
        if text.first == 0x2A { text.removeFirst() }
        if text.last == 0x2A { text.removeLast() }
        return joined([0x2A] + text + [0x2A], code39Elements)
    }

    static func codabar(_ data: [UInt8]) -> [Bool]? {
        var text = data.map { (0x61...0x64).contains($0) ? $0 - 0x20 : $0 }
        if text.first.map({ (0x41...0x44).contains($0) }) != true { text = [0x41] + text + [0x41] }
        return joined(text, codabarElements)
    }

    private static func joined(_ text: [UInt8], _ elements: [UInt8: [Bool]]) -> [Bool]? {
        var result: [Bool] = []
        for (index, byte) in text.enumerated() {
            guard let element = elements[byte] else { return nil }
            if index > 0 { result.append(false) }
            result += element
        }
        return result
    }

    /// Pairs of digits, one in the bars and one in the spaces; an odd last digit is left out, as the printer does.
    static func itf(_ data: [UInt8]) -> [Bool]? {
        guard data.count >= 2, data.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        var result = [false, false, false, false]
        for pair in 0..<data.count / 2 {
            let bars = itfElements[Int(data[pair * 2] - 0x30)]
            let spaces = itfElements[Int(data[pair * 2 + 1] - 0x30)]
            for (bar, space) in zip(bars, spaces) { result += [bar, space] }
        }
        return result + [true, false, false]
    }

    private static func elements(_ text: String) -> [Bool] { text.map { $0 == "w" } }

    private static let itfElements = [
        "nnwwn", "wnnnw", "nwnnw", "wwnnn", "nnwnw", "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn",
    ].map(elements)

    /// ISO/IEC 16388: nine elements of which three are wide.
    private static let code39Elements: [UInt8: [Bool]] = Dictionary(
        uniqueKeysWithValues: zip(
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. *$/+%".utf8,
            [
                "nnnwwnwnn", "wnnwnnnnw", "nnwwnnnnw", "wnwwnnnnn", "nnnwwnnnw", "wnnwwnnnn", "nnwwwnnnn", "nnnwnnwnw",
                "wnnwnnwnn", "nnwwnnwnn", "wnnnnwnnw", "nnwnnwnnw", "wnwnnwnnn", "nnnnwwnnw", "wnnnwwnnn", "nnwnwwnnn",
                "nnnnnwwnw", "wnnnnwwnn", "nnwnnwwnn", "nnnnwwwnn", "wnnnnnnww", "nnwnnnnww", "wnwnnnnwn", "nnnnwnnww",
                "wnnnwnnwn", "nnwnwnnwn", "nnnnnnwww", "wnnnnnwwn", "nnwnnnwwn", "nnnnwnwwn", "wwnnnnnnw", "nwwnnnnnw",
                "wwwnnnnnn", "nwnnwnnnw", "wwnnwnnnn", "nwwnwnnnn", "nwnnnnwnw", "wwnnnnwnn", "nwwnnnwnn", "nwnnwnwnn",
                "nwnwnwnnn", "nwnwnnnwn", "nwnnnwnwn", "nnnwnwnwn",
            ].map(elements)))

    /// EN 798: seven elements.
    private static let codabarElements: [UInt8: [Bool]] = Dictionary(
        uniqueKeysWithValues: zip(
            "0123456789-$:/.+ABCD".utf8,
            [
                "nnnnnww", "nnnnwwn", "nnnwnnw", "wwnnnnn", "nnwnnwn", "wnnnnwn", "nwnnnnw", "nwnnwnn", "nwwnnnn",
                "wnnwnnn", "nnnwwnn", "nnwwnnn", "wnnnwnw", "wnwnnnw", "wnwnwnn", "nnwnwnw", "nnwwnwn", "nwnwnnw",
                "nnnwnww", "nnnwwwn",
            ].map(elements)))
}
