// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Words of the system in a case: a reason or a proof is one text, so both languages stand in it, a line each.
///
///     终端 30100001 15:03 又有消息。
///     Terminal 30100001 was heard again at 15:03.
public enum WatchWords {
    /// Bytes of each language that are kept.
    static let byteCountMax = 1_900
    /// Names that a text about many things gives.
    private static let namesMax = 12

    /// Both languages as one text of two lines.
    public static func text(_ words: Bilingual) -> String {
        "\(oneLine(words.chinese))\n\(oneLine(words.english))"
    }

    /// The languages of a text that `text` made; nil for any other.
    public static func read(_ text: String) -> Bilingual? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 2, !lines[0].isEmpty, !lines[1].isEmpty else { return nil }
        return Bilingual(zh: String(lines[0]), en: String(lines[1]))
    }

    /// Cut at a whole character, with a mark where something is left out.
    private static func oneLine(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        guard line.utf8.count > byteCountMax else { return line }
        var (kept, bytes) = ("", 0)
        for character in line {
            bytes += character.utf8.count
            guard bytes <= byteCountMax - 3 else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    static func joined(_ words: [Bilingual]) -> Bilingual {
        Bilingual(
            zh: words.map(\.chinese).joined(separator: " "), en: words.map(\.english).joined(separator: " "))
    }

    static func many(_ names: [String], _ code: FindingCode) -> Bilingual {
        let shown = names.prefix(namesMax).joined(separator: ", ")
        let more = names.count > namesMax
        return Bilingual(
            zh: "\(names.count) 个同时出现“\(code.name.chinese)”，合为一张工单：\(shown)\(more ? " 等" : "")。先找共同原因：网络、电源、统一下发的参数。",
            en: "\(names.count) have “\(code.name.english)” at the same time and share one case: \(shown)"
                + "\(more ? " and others" : ""). Look for what they have in common: network, power, settings sent to all."
        )
    }

    static func recovered(_ count: Int, of all: Int) -> Bilingual {
        Bilingual(
            zh: "\(all) 个中 \(count) 个已恢复，其余各自开工单。",
            en: "\(count) of \(all) are in order again; the others have cases of their own.")
    }
}
