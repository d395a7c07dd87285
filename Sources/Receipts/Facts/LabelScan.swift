// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What stands behind a label.
struct LabelledValue: Sendable {
    let meaning: FactLabels.Meaning
    /// Without blanks around it; may be empty.
    let value: [Character]
    /// The value with what the next line begins with, where paper too narrow may have broken it; else nil.
    let wrapped: [Character]?
    let line: Int
    /// How sure the label is, from 0 to 100, by its words and by its place.
    let certainty: Int
    /// A colon stands between label and value.
    let hasColon: Bool
}

/// Finds labels and the values that belong to them.
///
///     批次号(BATCH NO):000128   凭证号:004512          two labels on a line; each value ends at the next label
///     参考号(REF NO):
///     123456789012                                     a label alone: its value stands below
enum LabelScan {
    /// No slip says more.
    private static let mostValues = 2_000

    static func values(in lines: [ReadableLine]) -> [LabelledValue] {
        let widest = lines.map(\.text.count).max() ?? 0
        var found: [LabelledValue] = []
        for (index, line) in lines.enumerated() where found.count < mostValues {
            let hits = merged(hits(in: line), line)
            for (at, hit) in hits.enumerated() {
                let end = at + 1 < hits.count ? hits[at + 1].start : line.text.count
                var value = trimmed(line.text[min(hit.valueStart, end)..<end])
                var valueLine = line.number
                if value.isEmpty, hits.count == 1, hit.isAlone {
                    (value, valueLine) = below(index, lines, widest)
                }
                // A word without a colon in the middle of a line is rather a column's head than a label.
                if value.isEmpty { continue }
                let isLast = at + 1 == hits.count && (hit.hasColon || valueLine != line.number)
                found.append(
                    LabelledValue(
                        meaning: hit.label.meaning, value: value,
                        wrapped: isLast ? wrapped(value, valueLine, lines) : nil,
                        line: valueLine,
                        certainty: certainty(hit, line, before: at > 0 ? hits[at - 1] : nil), hasColon: hit.hasColon))
            }
        }
        return found
    }

    private struct Hit {
        let label: FactLabels.Label
        let start: Int
        /// First index behind label and colon.
        var valueStart: Int
        var hasColon: Bool
        /// Nothing else stands on its line.
        var isAlone: Bool
        /// Two languages say the same: no word inside a value does that.
        var isTwofold = false
    }

    private static func hits(in line: ReadableLine) -> [Hit] {
        var hits: [Hit] = []
        var at = 0
        let folded = line.folded
        while at < folded.count {
            guard let label = FactLabels.byFirst[folded[at]]?.first(where: { stands($0, at: at, in: folded) }) else {
                at += 1
                continue
            }
            var end = at + label.words.count
            // Numbers are often called "… NO." or "… #": part of the label, not of the value.
            var hasColon = false
            for tail in ["NO", "NUMBER", "#"] where matches(Array(tail), at: skipBlanks(end, folded), folded) {
                let behind = skipBlanks(end, folded) + tail.count
                if behind >= folded.count || !isWordCharacter(folded[behind]) || tail == "#" { end = behind }
            }
            let start = at
            at = end
            if end < folded.count, line.text[end] == "." { end += 1 }
            if let close = parenthesis(at: end, folded) { end = close }
            let mark = skipBlanks(end, folded)
            if mark < folded.count, folded[mark] == ":" || folded[mark] == "=" {
                hasColon = true
                end = mark + 1
            }
            let isAlone =
                folded[..<start].allSatisfy { $0 == " " } && folded[min(end, folded.count)...].allSatisfy { $0 == " " }
            hits.append(Hit(label: label, start: start, valueStart: end, hasColon: hasColon, isAlone: isAlone))
            at = max(at, end)
        }
        return hits
    }

    /// `商户编号 MERCHANT NO:` is one label in two languages.
    private static func merged(_ hits: [Hit], _ line: ReadableLine) -> [Hit] {
        var result: [Hit] = []
        for hit in hits {
            if var last = result.last, last.label.meaning == hit.label.meaning, !last.hasColon,
                line.folded[min(last.valueStart, hit.start)..<hit.start].allSatisfy({ " /(-".contains($0) })
            {
                last.valueStart = hit.valueStart
                last.isTwofold = true
                last.hasColon = hit.hasColon
                last.isAlone =
                    last.isAlone
                    || line.folded[min(hit.valueStart, line.folded.count)...].allSatisfy {
                        $0 == " "
                    } && line.folded[..<last.start].allSatisfy { $0 == " " }
                result[result.count - 1] = last
            } else if let last = result.last, !last.hasColon, hit.label.words[0].isASCII, !last.label.words[0].isASCII,
                line.folded[min(last.valueStart, hit.start)..<hit.start].allSatisfy({ $0 == " " })
            {
                // `單號 TRACE 000823`: the Latin word says which of the many numbers it is.
                var both = hit
                both.isTwofold = true
                result[result.count - 1] = both
            } else if result.last?.hasColon == true, !hit.hasColon,
                !line.folded[..<hit.start].suffix(2).allSatisfy({ $0 == " " })
            {
                // `TYPE:AUTH COMPLETE`: a label's word inside a value.
                continue
            } else {
                result.append(hit)
            }
        }
        return result
    }

    private static func certainty(_ hit: Hit, _ line: ReadableLine, before last: Hit?) -> Int {
        let before = line.folded[..<hit.start]
        let isFirst = before.allSatisfy { $0 == " " }
        if let last = before.last, last != " ", !last.isASCII, last.isLetter { return hit.label.certainty - 45 }
        if hit.hasColon { return hit.label.certainty }
        if isFirst || hit.isTwofold { return hit.label.certainty - 8 }
        if before.suffix(2).allSatisfy({ $0 == " " }) { return hit.label.certainty - 15 }
        // `批次 000009 流水 000377`: one number with its label is followed by the next.
        if let last, !hit.label.words[0].isASCII {
            let value = trimmed(line.text[min(last.valueStart, hit.start)..<hit.start])
            if !value.isEmpty, value.allSatisfy({ PrintedAmount.digit($0) != nil }) { return hit.label.certainty - 15 }
        }
        return hit.label.certainty - 50
    }

    /// The value with the characters that the next line begins with, unless a label stands there.
    private static func wrapped(_ value: [Character], _ number: Int, _ lines: [ReadableLine]) -> [Character]? {
        // Lines are numbered from 0 without gaps.
        guard lines.indices.contains(number + 1), let last = value.last, last.isASCII else { return nil }
        let next = lines[number + 1]
        let run = next.text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || ":*./-,".contains($0)) }
        guard !run.isEmpty, run.count <= 40, hits(in: next).first.map({ $0.start >= run.count }) ?? true else {
            return nil
        }
        return value + run
    }

    /// The value under a label that stands alone; a number as long as the paper is wide goes on below.
    private static func below(_ index: Int, _ lines: [ReadableLine], _ widest: Int) -> ([Character], Int) {
        guard index + 1 < lines.count, hits(in: lines[index + 1]).first.map({ $0.hasColon }) != true else {
            return ([], index)
        }
        var value = trimmed(lines[index + 1].text[...])
        var next = index + 2
        let indent = lines[index + 1].text.prefix { $0 == " " }.count
        while next < lines.count, next < index + 6, lines[next - 1].text.count >= widest - 3 {
            let line = lines[next]
            guard hits(in: line).isEmpty, indent == 2, line.text.prefix(while: { $0 == " " }).count == indent else {
                break
            }
            value += trimmed(line.text[...])
            next += 1
        }
        return (value, lines[index + 1].number)
    }

    private static func stands(_ label: FactLabels.Label, at start: Int, in folded: [Character]) -> Bool {
        guard matches(label.words, at: start, folded) else { return false }
        guard label.words[0].isASCII else { return true }
        let end = start + label.words.count
        if start > 0, isWordCharacter(folded[start - 1]) { return false }
        return end >= folded.count || !isWordCharacter(folded[end]) || label.words.last == "#"
    }

    private static func matches(_ words: [Character], at start: Int, _ folded: [Character]) -> Bool {
        guard start + words.count <= folded.count else { return false }
        for (offset, character) in words.enumerated() where folded[start + offset] != character { return false }
        return true
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }

    private static func skipBlanks(_ start: Int, _ folded: [Character]) -> Int {
        var at = start
        while at < folded.count, folded[at] == " " { at += 1 }
        return at
    }

    /// Index behind a `( … )` of letters that follows a label: its translation.
    private static func parenthesis(at start: Int, _ folded: [Character]) -> Int? {
        let open = skipBlanks(start, folded)
        guard open < folded.count, folded[open] == "(" else { return nil }
        guard let close = folded[open...].prefix(40).firstIndex(of: ")") else { return nil }
        let inside = folded[(open + 1)..<close]
        return inside.allSatisfy({ !$0.isNumber && $0 != "*" }) ? close + 1 : nil
    }

    static func trimmed(_ text: ArraySlice<Character>) -> [Character] {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return Array(text)
    }
}
