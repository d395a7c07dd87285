// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension CodeTable {
    static let complaints: [CodeRow] = [
        CodeRow(
            .cs01, Bilingual("投诉超时", "Complaint overdue"),
            when: Bilingual("顾客的话、投诉或来函过了答复日期", "A customer's word, a complaint or a letter is past its date"),
            evidence: Bilingual("往来时间线", "The timeline of what was said"),
            steps: [Bilingual("逐级上报", "Escalate along the chain")],
            [.storeManager], first: .none, resolve: .none),
        CodeRow(
            .cs02, Bilingual("调单", "Retrieval request"),
            when: Bilingual("收单机构来函", "A notice from the acquirer"),
            evidence: Bilingual("签购单、销售单、交付证明", "The slip, the sale, proof of delivery"),
            steps: [Bilingual("按期提交证据包", "Answer with the evidence pack in time")],
            [.finance], first: .workingDays(1), resolve: .workingDays(5)),
        CodeRow(
            .cs03, Bilingual("退单", "Chargeback"),
            when: Bilingual("拒付通知", "A notice of chargeback"),
            evidence: Bilingual("对应原因的证据包", "The pack that fits the reason"),
            steps: [Bilingual("到期前决定接受或抗辩", "Accept or defend before the date")],
            [.finance], first: .workingDays(1), resolve: .outside(Bilingual("到期日前三天", "three days before it is due"))),
        CodeRow(
            .cs04, Bilingual("监管投诉（12315）", "Regulator (12315)"),
            when: Bilingual("来函或来电", "A letter or a call"),
            evidence: Bilingual("完整证据包", "The full pack"),
            steps: [
                Bilingual("在受理期限前答复", "Answer before the authority decides on acceptance"),
                Bilingual("配合调解并留存记录", "Mediate, and keep a record"),
            ], [.storeManager], first: .hours(4), resolve: .workingDays(5)),
        CodeRow(
            .cs05, Bilingual("诉讼", "Lawsuit"),
            when: Bilingual("收到起诉", "A claim is served"),
            evidence: Bilingual("完整证据包与保管记录", "The full pack and its custody log"),
            steps: [
                Bilingual("停止删除相关资料，交律师", "Stop any deletion and hand it to the lawyer"),
                Bilingual("登记开庭日期", "Enter the hearings in the calendar"),
            ], [.finance], first: .workingDays(1), resolve: .outside(Bilingual("按法院日期", "by the court's date"))),
    ]
}
