// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension CodeTable {
    static let refunds: [CodeRow] = [
        CodeRow(
            .rf01, Bilingual("重复退款", "Refunded twice"),
            when: Bilingual(
                "退款合计超过原交易，或 10 分钟内两笔同额退款", "Refunds exceed the charge, or two equal ones within 10 minutes"),
            evidence: Bilingual("各次退款申请", "The requests"),
            steps: [
                Bilingual("拦下后一笔", "Stop the second one"),
                Bilingual("已出款的协商追回", "Recover it by agreement if it has gone out"),
            ], [.finance], first: .minutes(15), resolve: .workingDays(10)),
        CodeRow(
            .rf02, Bilingual("退款未决", "Refund stuck"),
            when: Bilingual("受理超过三个工作日未完成", "Accepted more than three working days ago and not finished"),
            evidence: Bilingual("查询记录", "The log of inquiries"),
            steps: [
                Bilingual("查询状态；只用原退款号重试", "Inquire; retry only with the same refund number"),
                Bilingual("仍不成功则改走其他账户", "If it stays stuck, take another route to the account"),
            ], [.finance], first: .workingDays(1), resolve: .workingDays(5)),
        CodeRow(
            .rf03, Bilingual("退款失败", "Refund failed"),
            when: Bilingual("渠道答复异常或关闭", "The channel answers that it failed or was closed"),
            evidence: Bilingual("银行原因", "The bank's reason"),
            steps: [
                Bilingual("核实身份，登记收款账户", "Verify identity and note an account"),
                Bilingual("转账退款并留收据", "Pay it out and keep the receipt"),
            ], [.finance], first: .workingDays(1), resolve: .workingDays(5)),
        CodeRow(
            .rf04, Bilingual("退款与拒付并存", "Refund and chargeback"),
            when: Bilingual("拒付未了结，又有退款", "A refund while a chargeback is open"),
            evidence: Bilingual("退款与争议双方记录", "Both the refund and the dispute"),
            steps: [
                Bilingual("暂停退款，或凭退款证明应诉", "Hold the refund, or defend the dispute with its proof")
            ], [.finance], first: .workingDays(1), resolve: .outside(Bilingual("争议期限内", "before the dispute's date"))),
        CodeRow(
            .rf05, Bilingual("超期退款", "Refund window passed"),
            when: Bilingual(
                "超过渠道的退款期限：钱包 365 天，银行卡 180 天（默认）",
                "Later than the channel allows: 365 days for wallets, 180 for cards by default"),
            evidence: Bilingual("原交易日期", "The date of the charge"),
            steps: [
                Bilingual("双人办理转账退款", "Pay by transfer, two persons")
            ], [.finance], first: .workingDays(1), resolve: .workingDays(7)),
        CodeRow(
            .rf06, Bilingual("无原单退款", "Refund without original"),
            when: Bilingual(
                "柜台退款没有写原交易，或写的原交易查无记录", "A refund at the counter names no charge, or one that is not on record"),
            evidence: Bilingual("原因、证件", "The reason, an ID"),
            steps: [
                Bilingual("店长和财务共同批准；审计抽查", "Manager and finance approve; the auditor samples")
            ], [.storeManager], first: .hours(1), resolve: .workingDays(2)),
    ]
}
