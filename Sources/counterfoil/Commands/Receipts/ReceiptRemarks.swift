// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import ESCPOS

/// What a person should know about a receipt that was read: unknown bytes, a broken end, a doubtful encoding.
enum ReceiptRemarks {
    static func of(_ printout: Printout) -> [Bilingual] {
        let facts = printout.facts
        var remarks: [Bilingual] = []
        if let cut = facts.truncated {
            let name = cut.name ?? "?"
            remarks.append(
                Bilingual(
                    zh: "数据在第 \(cut.offset) 字节的 \(name) 命令中断：可能只打印了一部分",
                    en: "the stream ends inside \(name) at byte \(cut.offset): perhaps only a part was printed"))
        }
        if facts.hasUnprintedText {
            remarks.append(
                Bilingual(
                    zh: "有文字没有换行，打印机尚未打印",
                    en: "some text has no line feed after it: no printer has printed it"))
        }
        if let first = facts.unknown.first {
            remarks.append(
                Bilingual(
                    zh: "\(facts.unknownCount) 处未知命令，第一处在第 \(first.offset) 字节；可换 --profile 再试",
                    en:
                        "\(facts.unknownCount) unknown commands, the first at byte \(first.offset); try another --profile"
                ))
        }
        if facts.unreadable > 0 {
            remarks.append(
                Bilingual(
                    zh: "\(facts.unreadable) 个字节不是 \(printout.encoding.encoding) 的字符",
                    en: "\(facts.unreadable) bytes are no characters of \(printout.encoding.encoding)"))
        }
        if printout.encoding.confidence < 80 { remarks.append(doubt(printout.encoding)) }
        if facts.leftOut > 0 {
            remarks.append(
                Bilingual(
                    zh: "\(facts.leftOut) 个图像或条目未绘出", en: "\(facts.leftOut) images or items were left out"))
        }
        return remarks
    }

    private static func doubt(_ verdict: EncodingVerdict) -> Bilingual {
        let other = verdict.runnerUp.map { (zh: "，也可能是 \($0)", en: ", or else \($0)") } ?? (zh: "", en: "")
        return Bilingual(
            zh: "编码 \(verdict.encoding) 只有 \(verdict.confidence)% 把握\(other.zh)",
            en: "the encoding \(verdict.encoding) is only \(verdict.confidence) % sure\(other.en)")
    }
}
