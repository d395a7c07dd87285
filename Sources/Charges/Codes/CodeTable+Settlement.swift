// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension CodeTable {
    static let settlement: [CodeRow] = [
        CodeRow(
            .st01, Bilingual("已批准未清算", "Approved, never settled"),
            when: Bilingual("按日历已到清算日，对账单没有这笔", "Due by the calendar, and not in any clearing file"),
            evidence: Bilingual("授权码、批次", "The authorisation and the batch"),
            steps: [
                Bilingual("向收单机构查这笔的批次和清算", "Ask the acquirer for its batch and settlement"),
                Bilingual("补请款、重送批次或申请调账", "Capture it, send the batch again or request an adjustment"),
            ], [.finance], first: .workingDays(1), resolve: .workingDays(5)),
        CodeRow(
            .st02, Bilingual("授权将到期", "Authorisation expiring"),
            when: Bilingual("预授权已过有效期的 75%", "75 % of the hold's life has passed"),
            evidence: Bilingual("授权与到期日", "The authorisation and its expiry"),
            steps: [
                Bilingual("到期前请款或解冻", "Capture or release it before it expires")
            ], [.finance], first: .hours(4), resolve: .outside(Bilingual("授权到期前", "before the authorisation expires"))),
        CodeRow(
            .st03, Bilingual("批次未结或不平", "Batch open or out of balance"),
            when: Bilingual(
                "营业日结束仍未结批，或批次报告与记录不符", "Not closed when the day ends, or its report differs from our records"),
            evidence: Bilingual("批次报表", "The batch report"),
            steps: [
                Bilingual("结批", "Close the batch"),
                Bilingual("重新上送并逐笔比对", "Upload again and compare row by row"),
            ], [.storeManager], first: .hours(1), resolve: .workingDays(1)),
        CodeRow(
            .st04, Bilingual("清算金额不符", "Settled amount differs"),
            when: Bilingual("收银与对账单金额不同", "Till and clearing file differ in the amount"),
            evidence: Bilingual("双方记录行", "Both rows"),
            steps: [
                Bilingual("凭签购单向收单机构申请差额", "Claim the difference from the acquirer with the slip")
            ], [.finance], first: .workingDays(1), resolve: .workingDays(10)),
        CodeRow(
            .st05, Bilingual("手续费多收", "Fee overcharged"),
            when: Bilingual("所收手续费高于合同计算值", "The fee charged is higher than the contract's"),
            evidence: Bilingual("费率版本、合同页", "The tariff's version, the contract page"),
            steps: [
                Bilingual("汇总清单，致函收单机构要求退还", "List the rows and claim the difference by letter"),
                Bilingual("跟踪退还到账", "Track the credit"),
            ], [.finance], first: .workingDays(2), resolve: .workingDays(30)),
        CodeRow(
            .st06, Bilingual("意外固定费用", "Unexpected fixed fee"),
            when: Bilingual("对账单有一笔没有对应费率的费用", "A fee in the statement that no tariff knows"),
            evidence: Bilingual("合同", "The contract"),
            steps: [
                Bilingual("查合同：属实则记入费率，否则要求退还", "Check the contract: enter it in the tariff, or claim it back")
            ], [.finance], first: .workingDays(2), resolve: .workingDays(30)),
        CodeRow(
            .st07, Bilingual("结算未到账", "Money not arrived"),
            when: Bilingual("应到金额与银行到账不同", "What was due and what arrived differ"),
            evidence: Bilingual("银行流水行", "The bank's line"),
            steps: [
                Bilingual("向收单机构提单", "Open a ticket with the acquirer"),
                Bilingual("核对结算账户、节假日和风控冻结", "Check the account, holidays and risk holds"),
            ], [.finance], first: .hours(4), resolve: .workingDays(2)),
        CodeRow(
            .st08, Bilingual("清算多出", "Settlement without transaction"),
            when: Bilingual("有到账或扣账，没有对应的清算", "A credit or debit without a settlement"),
            evidence: Bilingual("银行流水行", "The bank's line"),
            steps: [
                Bilingual("查明来源；查明前不要动用", "Find out what it is; do not spend it before")
            ], [.finance], first: .workingDays(1), resolve: .workingDays(5)),
    ]
}
