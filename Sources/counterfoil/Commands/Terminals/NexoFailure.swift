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
            "\(member)\(reason.chinese)（第 \(error.offset) 字节，第 \(line) 行第 \(column) 列）",
            "\(member)\(reason.english) (byte \(error.offset), line \(line), column \(column))")
    }

    static let plain = Bilingual(
        "报文没有加密，口令无从验证；去掉 --passphrase-file 可以直接查看",
        "the message is not encrypted, so the passphrase proves nothing; leave out --passphrase-file to see it")

    static func encrypted(with key: MessageKey.Name) -> Bilingual {
        Bilingual(
            "报文已加密，密钥为 \(key.identifier) 版本 \(key.version)；用 --passphrase-file 给出口令文件",
            "the message is encrypted with key \(key.identifier), version \(key.version); give --passphrase-file")
    }

    static func text(of error: MessageKey.DerivationError, file: String) -> Bilingual {
        switch error {
        case .emptyPassphrase: Bilingual("\(file)：第一行没有口令", "\(file): no passphrase in the first line")
        case .passphraseNotASCII:
            Bilingual(
                "\(file)：口令只能用可见的 ASCII 字符，否则各家终端算出的密钥不同",
                "\(file): a passphrase has printable ASCII characters only; makers read others differently")
        case .refused: Bilingual("加密库拒绝生成密钥", "the cryptographic library refused to derive the key")
        }
    }

    static func text(of error: SecurityError) -> Bilingual {
        switch error {
        case .unknownKey(let name):
            Bilingual(
                "未验证：报文用的是密钥 \(name.identifier) 版本 \(name.version)，不是给出的那一把",
                "not verified: the message names key \(name.identifier), version \(name.version), not the one given")
        case .unknownVersion(let version):
            Bilingual("未验证：不认识的加密方案版本 \(version)", "not verified: unknown security version \(version)")
        case .notVerified:
            Bilingual(
                "未验证：口令不对，或报文在途中被改动", "not verified: the passphrase is another, or the message was changed on its way")
        case .headersDiffer(let field):
            Bilingual(
                "未验证：明文报文头与加密的报文头不一致（\(field)）",
                "not verified: the header in the clear differs from the encrypted one in \(field)")
        case .malformed(let inner):
            Bilingual("未验证：解密后不是 nexo 报文：\(inner)", "not verified: what was encrypted is no nexo message: \(inner)")
        case .refused: Bilingual("加密库拒绝", "the cryptographic library refused")
        }
    }

    private static func words(_ reason: NexoError.Reason) -> Bilingual {
        switch reason {
        case .notJSON(let reason): words(reason)
        case .missing: Bilingual("缺少这一项", "is missing")
        case .wrongKind(let expected): Bilingual("类型不对，应为 \(expected)", "is not \(expected)")
        case .unknownWord(let expected): Bilingual("只能是 \(expected)", "is none of \(expected)")
        case .contradiction(let what): Bilingual("前后矛盾：\(what)", "contradicts itself: \(what)")
        case .twoOf(let what): Bilingual("只能有一个 \(what)", "there is more than one \(what)")
        case .unrecognised: Bilingual("不是 nexo 报文，也不是报文的一部分", "no nexo message and no part of one")
        case .amount: Bilingual("不是已知币种的精确金额", "not an exact amount of a known currency")
        case .blob(let expected): Bilingual("不是 base64 的 \(expected)", "not \(expected) in base64")
        }
    }

    private static func words(_ reason: JSONError.Reason) -> Bilingual {
        switch reason {
        case .truncated: Bilingual("JSON 没有写完", "the JSON ends inside a value")
        case .unexpected: Bilingual("不是 JSON", "not JSON")
        case .trailing: Bilingual("报文后面还有内容", "more text behind the message")
        case .byteOrderMark:
            Bilingual("以字节顺序标记开头，请另存为无 BOM 的 UTF-8", "opens with a byte order mark; save as UTF-8 without")
        case .number: Bilingual("不是 JSON 数字", "not a JSON number")
        case .escape: Bilingual("不是 JSON 转义", "not a JSON escape")
        case .controlCharacter: Bilingual("字符串里有未转义的控制字符", "an unescaped control character in a text")
        case .encoding: Bilingual("不是 UTF-8", "not UTF-8")
        case .duplicate(let name): Bilingual("重复的项 \(name)", "a second member \(name)")
        case .tooLong(let limit): Bilingual("超过 \(limit) 字节", "longer than \(limit) bytes")
        case .tooDeep(let limit): Bilingual("嵌套超过 \(limit) 层", "nested deeper than \(limit) levels")
        case .tooMany(let limit): Bilingual("超过 \(limit) 个值", "more than \(limit) values")
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
