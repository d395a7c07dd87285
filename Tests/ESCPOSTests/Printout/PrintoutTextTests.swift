// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

/// A stream written as people write it: text in GBK, `<1B 40>` for bytes.
enum Slip {
    static func bytes(_ text: String, _ encoding: PrintEncoding = .gbk) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, part) in text.split(separator: "<", omittingEmptySubsequences: false).enumerated() {
            let halves = part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            if index > 0 { bytes += halves[0].split(separator: " ").compactMap { UInt8($0, radix: 16) } }
            let plain = String(index == 0 ? part : halves.count > 1 ? halves[1] : "")
            for scalar in plain.unicodeScalars {
                bytes += scalar == "\n" ? [0x0A] : encoding.bytes(of: scalar) ?? [0x3F]
            }
        }
        return bytes
    }

    static func read(_ text: String, _ encoding: PrintEncoding = .gbk, _ profile: Profile = .standard) -> Printout {
        Printout.read(bytes(text, encoding), profile: profile)
    }
}

@Suite struct PrintoutTextTests {
    /// What stands where: `text@x,y width×height`.
    private func boxes(_ printout: Printout) -> [String] {
        printout.items.compactMap { item in
            guard case .text(let run) = item.content else { return nil }
            return "\(run.text)@\(item.x),\(item.y) \(item.width)x\(item.height)"
        }
    }

    @Test(
        arguments: [
            // stream, boxes
            ("AB\n", ["AB@0,0 24x24"]),
            ("<1B 4D 01>AB\n", ["AB@0,0 18x17"]),
            ("A<1B 4D 01>B\n", ["A@0,0 12x24", "B@12,7 9x17"]),
            ("合计\n", ["合计@0,0 48x24"]),
            ("<1D 21 11>A<1D 21 00>B\n", ["A@0,0 24x48", "B@24,24 12x24"]),
            ("<1B 21 30>A合\n", ["A@0,0 24x48", "合@24,24 24x24"]),
            ("<1C 21 0C>A合\n", ["A@0,24 12x24", "合@12,0 48x48"]),
            ("<1D 21 11>A合\n", ["A@0,0 24x48", "合@24,0 48x48"]),
            ("<1C 57 01>合<1C 57 00>计\n", ["合@0,0 48x48", "计@48,24 24x24"]),
            ("<1B 20 04>AB\n", ["AB@0,0 32x24"]),
            ("<1C 53 02 03>合A\n", ["合@0,0 29x24", "A@29,0 12x24"]),
            ("<1B 61 01>AB\n", ["AB@276,0 24x24"]),
            ("<1B 61 02>AB\n", ["AB@552,0 24x24"]),
            ("<1D 4C 0A 00>A\n", ["A@10,0 12x24"]),
            ("<1D 57 64 00 1B 61 02>A\n", ["A@88,0 12x24"]),
            ("A<1B 24 64 00>B\n", ["A@0,0 12x24", "B@100,0 12x24"]),
            ("A<1B 5C 0A 00>B\n", ["A@0,0 12x24", "B@22,0 12x24"]),
            ("AB<1B 5C F4 FF>C\n", ["AB@0,0 24x24", "C@12,0 12x24"]),
            ("A<09>B<09>C\n", ["A@0,0 12x24", "B@96,0 12x24", "C@192,0 12x24"]),
            ("<1B 44 04 0A 00>A<09>B<09>C<09>D\n", ["A@0,0 12x24", "B@48,0 12x24", "CD@120,0 24x24"]),
            ("A\nB\n", ["A@0,0 12x24", "B@0,30 12x24"]),
            ("<1B 33 40>A\nB\n", ["A@0,0 12x24", "B@0,64 12x24"]),
            ("<1B 33 40 1B 32>A\nB\n", ["A@0,0 12x24", "B@0,30 12x24"]),
            ("A<1B 4A 64>B\n", ["A@0,0 12x24", "B@0,100 12x24"]),
            ("A<1B 4A 02>B\n", ["A@0,0 12x24", "B@0,24 12x24"]),
            ("A<1B 64 03>B\n", ["A@0,0 12x24", "B@0,90 12x24"]),
            ("A<1B 64 00>B\n", ["A@0,0 12x24", "B@0,24 12x24"]),
            ("A\n<1B 4B 0A>B\n", ["A@0,0 12x24", "B@0,20 12x24"]),
            ("<1B 56 01>AB\n", ["AB@0,0 48x12"]),
            ("<1B 7B 01>AB\n", ["AB@552,0 24x24"]),
            ("A<0D>B\n", ["AB@0,0 24x24"]),
            ("A<1D 50 CB CB 1B 24 64 00>B\n", ["A@0,0 12x24", "B@100,0 12x24"]),
            ("A<1D 50 65 00 1B 24 32 00>B\n", ["A@0,0 12x24", "B@100,0 12x24"]),
        ] as [(String, [String])])
    func `characters stand where the commands put them`(_ stream: String, _ expected: [String]) {
        #expect(boxes(Slip.read("<1B 40 1C 26>" + stream)) == expected)
    }

    @Test(arguments: [
        ("<1B 45 01>", "bold"), ("<1B 47 01>", "bold"), ("<1B 21 08>", "bold"), ("<1B 2D 01>", "underline 1"),
        ("<1B 2D 02>", "underline 2"), ("<1B 2D 32>", "underline 2"), ("<1B 21 80>", "underline 1"),
        ("<1D 42 01>", "reverse"), ("<1B 7B 01>", "180"), ("<1B 56 01>", "90"), ("<1B 34>", "italic"),
        ("<1B 45 01 1B 45 00>", ""), ("<1B 45 02>", ""), ("<1B 45 FF>", "bold"), ("<1B 45 01 1B 40>", ""),
        ("<1C 2D 01>", ""), ("<1C 21 80>", ""), ("<1B 21 00>", ""),
    ])
    func `a style holds for what follows`(_ command: String, _ style: String) throws {
        let printout = Slip.read(command + "A\n")
        let item = try #require(printout.items.first)
        guard case .text(let run) = item.content else { return #expect(Bool(false), "no text") }
        #expect(words(run.style) == style)
    }

    private func words(_ style: TextStyle) -> String {
        var words: [String] = []
        if style.isBold { words.append("bold") }
        if style.isItalic { words.append("italic") }
        if style.underline > 0 { words.append("underline \(style.underline)") }
        if style.isReverse { words.append("reverse") }
        if style.rotation > 0 { words.append("\(style.rotation)") }
        return words.joined(separator: " ")
    }

    @Test(arguments: [("<1C 2D 02>", 2), ("<1C 21 80>", 1), ("<1B 2D 02>", 0), ("<1C 2D 01 1C 2D 00>", 0)])
    func `wide characters have an underline of their own`(_ command: String, _ underline: Int) throws {
        let item = try #require(Slip.read("<1C 26>" + command + "合\n").items.first)
        guard case .text(let run) = item.content else { return #expect(Bool(false), "no text") }
        #expect(run.style.underline == underline)
        #expect(run.style.font == .kanji)
        #expect(run.cells == [2])
    }

    @Test(arguments: [
        // 384 dots: 32 narrow or 16 wide characters
        (String(repeating: "A", count: 33), [32, 1]),
        (String(repeating: "合", count: 17), [16, 1]),
        ("A" + String(repeating: "合", count: 16), [16, 1]),
        ("AAA" + String(repeating: "合", count: 15), [17, 1]),
        ("<1B 4D 01>" + String(repeating: "A", count: 43), [42, 1]),
        ("<1D 21 10>" + String(repeating: "合", count: 9), [8, 1]),
        ("<1D 21 77>" + String(repeating: "合", count: 3), [2, 1]),
        ("<1D 57 0A 00>合计", [1, 1]),
    ])
    func `a line breaks before the character that would not fit whole`(_ text: String, _ lengths: [Int]) {
        let printout = Slip.read("<1C 26>" + text + "\n", .gbk, .chineseNarrow)
        #expect(printout.lines.map(\.unicodeScalars.count) == lengths)
    }

    @Test(
        arguments: [
            ("a\nb\n", ["a", "b"]), ("a\n\nb\n", ["a", "", "b"]), ("a<1B 64 01>b\n", ["a", "b"]),
            ("a<1B 64 05>b\n", ["a", "", "b"]), ("a\n<1B 64 05>b\n", ["a", "", "b"]), ("a<1B 4A 10>b\n", ["a", "b"]),
            ("a<1B 4A 60>b\n", ["a", "", "b"]), ("a  \n", ["a"]), ("a", ["a"]), ("", []),
            ("a<09>b\n", ["a       b"]), ("a<1B 24 F0 00>b\n", ["a                   b"]), ("<1B 61 01>a\n", ["a"]),
            ("<1B 24 C8 00>right<1B 24 00 00>left\n", ["left             right"]),
            ("<1B 52 0F>$5<1B 52 00>$5\n", ["¥5$5"]), ("<1B 74 10 80>5\n", ["€5"]), ("<1B 74 13 D5>5\n", ["€5"]),
            ("<1B 3D 02>display<1B 3D 01>paper\n", ["paper"]), ("a<0D 0A>b<0D 0A>", ["a", "b"]),
            ("<1D 76 30 00 01 00 01 00 FF>\na\n", ["a"]), ("<1D 76 30 00 01 00 01 00 FF>\n\na\n", ["", "a"]),
            ("a<1D 56 41 00>b\n", ["a", "b"]), ("<1B 4C>a\nb\n<0C>c\n", ["a", "b", "c"]),
            ("<1B 4C 1D 24 64 00>b<1B 24 00 00 1D 24 32 00>a<0C>", ["a", "b"]), ("<1B 4C>lost<1B 53>kept\n", ["kept"]),
            ("<1B 4C>lost\n<18>kept\n<0C>", ["kept"]),
        ] as [(String, [String])])
    func `lines are what a reader sees`(_ stream: String, _ lines: [String]) {
        #expect(Slip.read(stream, .page(.cp437)).lines == lines)
    }

    @Test func `facts tell what is not on paper`() {
        let printout = Slip.read("a\n<1B 70 00 19 FA 10 14 01 00 01 1D 56 00 1B 3D 02>hello<1B 3D 01>b")
        #expect(printout.facts.drawerPulses == 2)
        #expect(printout.facts.cuts == 1)
        #expect(printout.facts.displayBytes == 5)
        #expect(printout.facts.hasUnprintedText)
        #expect(printout.facts.truncated == nil)
        let broken = Slip.read("a\n<1D 76 30 00 02 00 02 00 FF FF FF>")
        #expect(broken.facts.truncated?.name == "GS v 0")
        #expect(broken.facts.truncated?.offset == 2)
        #expect(broken.dots()[0, 30])
        #expect(Slip.read("<1B 1B>a\n").facts.unknownCount > 0)
    }
}
