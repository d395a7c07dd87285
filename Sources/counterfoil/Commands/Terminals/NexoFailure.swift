// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import JSON
import Nexo

/// What is wrong with a message, in both languages, with member, byte, line and column.
enum NexoFailure {
    static func text(of error: NexoError, in bytes: [UInt8]) -> Bilingual {
        let (line, column) = place(of: error.offset, in: bytes)
        let member = error.path.isEmpty ? "" : "\(error.path): "
        let reason = words(error.reason)
        return Bilingual(
            zh: "\(member)\(reason.chinese)（第 \(error.offset) 字节，第 \(line) 行第 \(column) 列）",
            en: "\(member)\(reason.english) (byte \(error.offset), line \(line), column \(column))")
    }

    static let plain = Bilingual(
        zh: "报文没有加密，口令无从验证；去掉 --passphrase-file 可以直接查看",
        en: "the message is not encrypted, so the passphrase proves nothing; leave out --passphrase-file to see it")

    static func encrypted(with key: MessageKey.Name) -> Bilingual {
        Bilingual(
            zh: "报文已加密，密钥为 \(key.identifier) 版本 \(key.version)；用 --passphrase-file 给出口令文件",
            en: "the message is encrypted with key \(key.identifier), version \(key.version); give --passphrase-file")
    }

    static func text(of error: MessageKey.DerivationError, file: String) -> Bilingual {
        switch error {
        case .emptyPassphrase: Bilingual(zh: "\(file)：第一行没有口令", en: "\(file): no passphrase in the first line")
        case .passphraseNotASCII:
            Bilingual(
                zh: "\(file)：口令只能用可见的 ASCII 字符，否则各家终端算出的密钥不同",
                en: "\(file): a passphrase has printable ASCII characters only; makers read others differently")
        case .refused: Bilingual(zh: "加密库拒绝生成密钥", en: "the cryptographic library refused to derive the key")
        }
    }

    static func text(of error: SecurityError) -> Bilingual {
        switch error {
        case .unknownKey(let name):
            Bilingual(
                zh: "未验证：报文用的是密钥 \(name.identifier) 版本 \(name.version)，不是给出的那一把",
                en: "not verified: the message names key \(name.identifier), version \(name.version), not the one given"
            )
        case .unknownVersion(let version):
            Bilingual(zh: "未验证：不认识的加密方案版本 \(version)", en: "not verified: unknown security version \(version)")
        case .notVerified:
            Bilingual(
                zh: "未验证：口令不对，或报文在途中被改动",
                en: "not verified: the passphrase is another, or the message was changed on its way")
        case .headersDiffer(let field):
            Bilingual(
                zh: "未验证：明文报文头与加密的报文头不一致（\(field)）",
                en: "not verified: the header in the clear differs from the encrypted one in \(field)")
        case .malformed(let inner):
            Bilingual(
                zh: "未验证：解密后不是 nexo 报文：\(inner)", en: "not verified: what was encrypted is no nexo message: \(inner)")
        case .refused: Bilingual(zh: "加密库拒绝", en: "the cryptographic library refused")
        }
    }

    private static func words(_ reason: NexoError.Reason) -> Bilingual {
        switch reason {
        case .notJSON(let reason): words(reason)
        case .missing: Bilingual(zh: "缺少这一项", en: "is missing")
        case .wrongKind(let expected): Bilingual(zh: "类型不对，应为 \(expected)", en: "is not \(expected)")
        case .unknownWord(let expected): Bilingual(zh: "只能是 \(expected)", en: "is none of \(expected)")
        case .contradiction(let what): Bilingual(zh: "前后矛盾：\(what)", en: "contradicts itself: \(what)")
        case .twoOf(let what): Bilingual(zh: "只能有一个 \(what)", en: "there is more than one \(what)")
        case .unrecognised: Bilingual(zh: "不是 nexo 报文，也不是报文的一部分", en: "no nexo message and no part of one")
        case .amount: Bilingual(zh: "不是已知币种的精确金额", en: "not an exact amount of a known currency")
        case .blob(let expected): Bilingual(zh: "不是 base64 的 \(expected)", en: "not \(expected) in base64")
        }
    }

    private static func words(_ reason: JSONError.Reason) -> Bilingual {
        switch reason {
        case .truncated: Bilingual(zh: "JSON 没有写完", en: "the JSON ends inside a value")
        case .unexpected: Bilingual(zh: "不是 JSON", en: "not JSON")
        case .trailing: Bilingual(zh: "报文后面还有内容", en: "more text behind the message")
        case .byteOrderMark:
            Bilingual(zh: "以字节顺序标记开头，请另存为无 BOM 的 UTF-8", en: "opens with a byte order mark; save as UTF-8 without")
        case .number: Bilingual(zh: "不是 JSON 数字", en: "not a JSON number")
        case .escape: Bilingual(zh: "不是 JSON 转义", en: "not a JSON escape")
        case .controlCharacter: Bilingual(zh: "字符串里有未转义的控制字符", en: "an unescaped control character in a text")
        case .encoding: Bilingual(zh: "不是 UTF-8", en: "not UTF-8")
        case .duplicate(let name): Bilingual(zh: "重复的项 \(name)", en: "a second member \(name)")
        case .tooLong(let limit): Bilingual(zh: "超过 \(limit) 字节", en: "longer than \(limit) bytes")
        case .tooDeep(let limit): Bilingual(zh: "嵌套超过 \(limit) 层", en: "nested deeper than \(limit) levels")
        case .tooMany(let limit): Bilingual(zh: "超过 \(limit) 个值", en: "more than \(limit) values")
        }
    }

    /// Line and column from 1; columns count bytes.
    private static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (line, before.count - start + 1)
    }
}
