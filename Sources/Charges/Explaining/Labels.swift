// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Source {
    /// What people call it; in English with its article.
    public var label: Bilingual {
        switch self {
        case .receipt: Bilingual("小票", "the slip")
        case .person: Bilingual("人工", "a person")
        case .till: Bilingual("收银", "the till")
        case .terminal: Bilingual("终端", "the terminal")
        case .callback: Bilingual("通道通知", "the acquirer's notice")
        case .inquiry: Bilingual("收单查询", "the acquirer's answer")
        case .clearing: Bilingual("对账单", "the clearing file")
        case .bank: Bilingual("银行到账", "the bank")
        }
    }

    /// English without the article.
    var noun: String { String(label.english.drop { $0 != " " }.dropFirst()) }
}

extension TransactionType {
    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .sale: Bilingual("消费", "sale")
        case .refund: Bilingual("退货", "refund")
        case .void: Bilingual("撤销", "void")
        case .reversal: Bilingual("冲正", "reversal")
        case .preauth: Bilingual("预授权", "pre-authorisation")
        case .completion: Bilingual("预授权完成", "completion")
        }
    }
}

extension ReportedStatus {
    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .approved: Bilingual("成功", "approved")
        case .declined: Bilingual("失败", "declined")
        case .unknown: Bilingual("不明", "unknown")
        case .pending: Bilingual("处理中", "pending")
        case .reversed: Bilingual("已冲正", "reversed")
        case .closed: Bilingual("已关闭", "closed")
        case .unpaid: Bilingual("未付款", "unpaid")
        }
    }
}

extension String {
    /// For a sentence that begins with a name: `the till` becomes `The till`.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
