// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension RowFault {
    /// The reason in words, for the merchant.
    public var phrase: Phrase {
        shapeWords ?? cellWords
    }

    private var shapeWords: Phrase? {
        switch self {
        case .rowTooLong(let limit):
            Phrase(zh: "该行超过 \(limit) 字节", en: "the row is longer than \(limit) bytes")
        case .tooManyColumns(let limit):
            Phrase(zh: "该行超过 \(limit) 列", en: "the row has more than \(limit) columns")
        case .columnCount(let seen, let expected):
            Phrase(
                zh: "该行有 \(seen) 列，表头有 \(expected) 列",
                en: "the row has \(seen) columns where the header has \(expected)")
        case .quoteNeverCloses:
            Phrase(zh: "引号没有结束", en: "a quoted cell is never closed")
        case .strayQuote:
            Phrase(zh: "引号内的引号没有双写", en: "a quote inside a quoted cell is not doubled")
        case .cutShort(let seen, let expected):
            Phrase(
                zh: "该行只有 \(seen) 字节，至少应有 \(expected) 字节",
                en: "the row has \(seen) bytes where at least \(expected) are needed")
        case .misaligned(let byte):
            Phrase(
                zh: "第 \(byte + 1) 个字节处应是栏位之间的空格：栏位错位，多半是文件被另存过；请重新下载原文件",
                en:
                    "byte \(byte + 1) of the row should be the blank between two fields: the fields have moved, most likely "
                    + "because the file was saved again; download it again")
        case .noKey:
            Phrase(
                zh: "没有参考号，也没有批次号加凭证号，无法与任何交易对应",
                en: "no reference number, and not both batch and trace: the row could never join anything")
        case .payout: SetAsideReasons.payout
        case .setAside(let reason), .unusableCell(let reason): reason
        default: nil
        }
    }

    private var cellWords: Phrase {
        switch self {
        case .notText(let column, let encoding):
            Phrase(
                zh: "“\(column)”不是有效的 \(encoding.label) 文字",
                en: "“\(column)” is not valid \(encoding.label) text")
        case .yearUnsure(let column):
            Phrase(
                zh: "“\(column)”没有年份，文件名和查询流水号也不能确定是哪一年",
                en:
                    "“\(column)” has no year, and neither the file's name nor the query number tells which it is for sure"
            )
        case .missing(let column): Phrase(zh: "缺少“\(column)”", en: "“\(column)” is empty")
        case .notATime(let column):
            Phrase(zh: "“\(column)”不是有效的时间", en: "“\(column)” is not a time")
        case .notADate(let column):
            Phrase(zh: "“\(column)”不是有效的日期", en: "“\(column)” is not a date")
        case .scientific(let column):
            Phrase(
                zh: "“\(column)”是科学计数法，号码已丢失，多半是用 Excel 保存过；请重新下载原文件",
                en: "“\(column)” is in scientific notation and its digits are lost, most likely because the file "
                    + "was saved from Excel; download it again")
        case .notAnIdentifier(let column):
            Phrase(
                zh: "“\(column)”过长（上限 64 字节）或含控制字符",
                en: "“\(column)” is longer than 64 bytes or holds control characters")
        case .tooLong(let column, let limit):
            Phrase(zh: "“\(column)”超过 \(limit) 字节", en: "“\(column)” is longer than \(limit) bytes")
        case .notACard(let column):
            Phrase(zh: "“\(column)”不是卡号", en: "“\(column)” is not a card number")
        case .notAFlag(let column):
            Phrase(zh: "“\(column)”只能是 1、0 或空", en: "“\(column)” must be 1, 0 or empty")
        case .unknownCurrency(let column):
            Phrase(zh: "“\(column)”不是已知的币种", en: "“\(column)” is not a currency we know")
        case .unknownWord(let column, let word):
            Phrase(zh: "“\(column)”中的“\(word)”不认识", en: "“\(column)” says “\(word)”, which is not known")
        case .noRefundNumber(let column):
            Phrase(
                zh: "退款没有自己的编号（“\(column)”为空），无法与同一订单的其他退款区分",
                en: "the refund has no number of its own (“\(column)” is empty), so it cannot be told from others")
        default: amountWords
        }
    }

    private var amountWords: Phrase {
        switch self {
        case .notAnAmount(let column):
            Phrase(zh: "“\(column)”不是金额", en: "“\(column)” is not an amount")
        case .tooManyDecimals(let column, let allowed):
            Phrase(
                zh: "“\(column)”的小数超过 \(allowed) 位，不能精确到最小货币单位",
                en: "“\(column)” has more than \(allowed) decimals that are not zero, so it is not exact")
        case .amountOutOfRange(let column):
            Phrase(zh: "“\(column)”金额过大", en: "“\(column)” is larger than an amount can be")
        case .negativeAmount(let column):
            Phrase(
                zh: "“\(column)”为负；方向由类型表示，金额应为正",
                en: "“\(column)” is negative; the type gives the direction, the amount is positive")
        case .twoAmounts(let first, let second):
            Phrase(
                zh: "“\(first)”与“\(second)”同时有金额",
                en: "both “\(first)” and “\(second)” hold an amount")
        case .netDiffers(let column):
            Phrase(
                zh: "“\(column)”不等于金额减手续费", en: "“\(column)” is not the amount less the fee")
        case .signTurned(let column):
            Phrase(
                zh: "“\(column)”的正负号与本文件之前的同类行不同，方向不能确定",
                en: "the sign of “\(column)” is not that of the earlier rows of its kind, so its direction is unsure")
        case .clashingSign(let column, let type):
            Phrase(
                zh: "“\(column)”的正负号与类型“\(type)”矛盾",
                en: "the sign of “\(column)” contradicts the type “\(type)”")
        default: Phrase(zh: "该行无法读取", en: "the row cannot be read")
        }
    }
}
