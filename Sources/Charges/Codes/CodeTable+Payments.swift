// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension CodeTable {
    /// Payments whose outcome or booking is wrong.
    static let payments: [CodeRow] = [
        CodeRow(
            .py01, Bilingual("结果不明", "Outcome unknown"),
            when: Bilingual("扫码 50 秒、刷卡 120 秒仍无最终结果", "No final state after 50 s (QR) or 120 s (card)"),
            evidence: Bilingual("查询记录", "The log of inquiries"),
            steps: [
                Bilingual("请勿重复付款；向收单机构查询结果", "Do not charge again; ask the acquirer for the outcome"),
                Bilingual("允许时冲正，并用查询确认", "Reverse where the protocol allows, and confirm by inquiry"),
                Bilingual("告诉顾客正在核实和答复时间", "Tell the customer it is being checked, and when there will be news"),
            ], [.cashier], first: .atOnce, resolve: .minutes(30)),
        CodeRow(
            .py02, Bilingual("银行成功收银失败", "Approved, till failed"),
            when: Bilingual(
                "更高一级的来源表明已批准，收银却记为失败或不明", "A higher source says approved; the till says failed or unknown"),
            evidence: Bilingual("双方记录", "Both records"),
            steps: [
                Bilingual("停止重试：这笔已扣款，请勿重复付款", "Stop retrying: this was charged; do not charge again"),
                Bilingual("补记销售并补出小票", "Restore the sale and issue its receipt"),
            ], [.cashier, .storeManager], first: .minutes(5), resolve: .hours(1)),
        CodeRow(
            .py03, Bilingual("收银成功银行无", "Till success, bank none"),
            when: Bilingual(
                "收银记为成功，收单机构答复没有或失败", "The till says approved; the acquirer answers that it has none, or that it failed"
            ),
            evidence: Bilingual("签购单、签名", "The slip and its signature"),
            steps: [
                Bilingual("向收单机构书面查询，看是否脱机未上送", "Ask the acquirer; see whether it was taken offline and not sent"),
                Bilingual("联系顾客说明未扣款，协商补收", "Tell the customer nothing was charged, and agree how to pay"),
                Bilingual("收不回的按损失登记", "Record the loss if it cannot be collected"),
            ], [.finance], first: .hours(4), resolve: .workingDays(5)),
        CodeRow(
            .py04, Bilingual("有扣款无销售", "Charge without till record"),
            when: Bilingual("对账单或渠道有这笔，收银没有", "The clearing file or the acquirer has it; the till has not"),
            evidence: Bilingual("终端流水、监控时间", "The terminal's journal, the camera's time"),
            steps: [
                Bilingual("按金额和时间找销售单", "Look for the sale by amount and time"),
                Bilingual("找到则补记，找不到则退款", "Book it if found, give it back if not"),
                Bilingual("查终端参数是否被改", "See whether the terminal's settings were changed"),
            ], [.finance], first: .hours(4), resolve: .workingDays(2)),
        CodeRow(
            .py05, Bilingual("有销售无扣款", "Sale without charge"),
            when: Bilingual("收银记为未付款，关账后仍是", "The till has the sale as unpaid after closing"),
            evidence: Bilingual("购物明细、收银员", "The basket, the cashier"),
            steps: [
                Bilingual("问收银员", "Ask the cashier"),
                Bilingual("补收，或经批准核销", "Collect, or write off with approval"),
            ], [.storeManager], first: .workingDays(1), resolve: .workingDays(5)),
        CodeRow(
            .py06, Bilingual("重复扣款", "Duplicate charge"),
            when: Bilingual(
                "同一笔清算两次；或同卡、同额、同店 10 分钟内两笔而只有一个销售单",
                "Cleared twice; or same card, amount and store within 10 minutes with one sale"),
            evidence: Bilingual("两张签购单、一份购物明细", "Both slips, one basket"),
            steps: [
                Bilingual("并排核对两笔：确认只有一次购买", "Compare both charges side by side: was there one purchase?"),
                Bilingual("当日撤销，否则退后一笔", "Void on the same day, else refund the later one"),
                Bilingual("通知顾客退款到账时间", "Tell the customer when the money will be back"),
            ], [.storeManager], first: .minutes(15), resolve: .workingDays(1)),
        CodeRow(
            .py07, Bilingual("重复记账", "Sale booked twice"),
            when: Bilingual("两条收银记录对应一次扣款", "Two till records for one charge"),
            evidence: Bilingual("两条收银记录", "Both till records"),
            steps: [
                Bilingual("作废多余的一条收银记录；不要退款", "Cancel the extra till record; do not refund")
            ], [.finance], first: .workingDays(1), resolve: .workingDays(2)),
        CodeRow(
            .py08, Bilingual("预授权误认", "Hold taken for a charge"),
            when: Bilingual(
                "有预授权无完成，顾客以为已扣款", "A pre-authorisation without completion, which the customer takes for a charge"),
            evidence: Bilingual("授权与到期日", "The authorisation and its expiry"),
            steps: [
                Bilingual("说明这是冻结不是扣款", "Explain that it is a hold, not a charge"),
                Bilingual("可以时立即解冻", "Release it if possible"),
            ], [.customerService], first: .hours(1),
            resolve: .outside(Bilingual("授权到期前", "before the authorisation expires"))),
    ]

    /// Payments that are real but wrong in amount, kind, party or time.
    static let charges: [CodeRow] = [
        CodeRow(
            .py09, Bilingual("金额错误", "Wrong amount"),
            when: Bilingual(
                "收银金额与终端或渠道所扣不同（含差 10 倍、100 倍）",
                "The till's amount differs from what the terminal or acquirer charged (×10 and ×100 included)"),
            evidence: Bilingual("购物明细、签购单", "The basket, the slip"),
            steps: [
                Bilingual("核对购物明细，确定应收金额", "Check the basket: what should have been charged?"),
                Bilingual("多收：退差额，或经同意撤销后重收", "Too much: refund the difference, or void and charge again with consent"),
                Bilingual("少收：征得同意补收，否则自担", "Too little: ask for it, else absorb it"),
            ], [.storeManager], first: .minutes(10), resolve: .workingDays(1)),
        CodeRow(
            .py10, Bilingual("交易类型错误", "Wrong type"),
            when: Bilingual("各方记的类型不同：消费、退货、预授权", "The sources disagree whether it was a sale, a refund or a hold"),
            evidence: Bilingual("按键记录", "The keys log"),
            steps: [
                Bilingual("先冲回错误的一笔，再做正确类型", "Undo the wrong one, then do the right one"),
                Bilingual("给操作员说明", "Coach the operator"),
            ], [.storeManager], first: .minutes(30), resolve: .workingDays(1)),
        CodeRow(
            .py11, Bilingual("串单串店", "Wrong party"),
            when: Bilingual("终端、门店、商户号对不上", "Terminal, store and merchant number do not belong together"),
            evidence: Bilingual("绑定历史", "The history of bindings"),
            steps: [
                Bilingual("核对终端绑定的门店和商户号", "Check which store and merchant the terminal is bound to"),
                Bilingual("改记到正确门店并告知双方", "Re-book to the right store and tell both"),
            ], [.storeManager], first: .hours(1), resolve: .workingDays(2)),
        CodeRow(
            .py12, Bilingual("关单后到账", "Paid after close"),
            when: Bilingual("订单已关闭却收到钱", "Money on a closed order"),
            evidence: Bilingual("渠道关单记录", "The channel's close log"),
            steps: [
                Bilingual("请顾客选择：继续交付或原路退款", "Let the customer choose: fulfil or refund")
            ], [.customerService], first: .hours(1), resolve: .workingDays(1)),
        CodeRow(
            .py13, Bilingual("来源冲突", "Sources disagree"),
            when: Bilingual("收单机构的各项证据互相矛盾", "The acquirer's own statements contradict each other"),
            evidence: Bilingual("各来源原始记录", "What every source says"),
            steps: [
                Bilingual("向收单机构书面核实；核实前不做资金操作", "Ask the acquirer in writing; move no money until it answers")
            ], [.finance], first: .hours(4), resolve: .workingDays(3)),
        CodeRow(
            .py14, Bilingual("批准后冲正", "Approved then reversed"),
            when: Bilingual("出票后被冲正", "A reversal after the slip"),
            evidence: Bilingual("签购单与冲正记录", "The slip and the reversal"),
            steps: [
                Bilingual("告诉顾客这笔没有扣款", "Tell the customer this was not charged"),
                Bilingual("经顾客同意再收", "Collect again only with the customer's consent"),
            ], [.storeManager], first: .minutes(30), resolve: .workingDays(2)),
        CodeRow(
            .py15, Bilingual("假付款凭证", "Forged proof"),
            when: Bilingual("只有截图，没有任何一方的记录", "A screenshot, and no record anywhere"),
            evidence: Bilingual("图片、监控", "The image, the camera"),
            steps: [
                Bilingual("先不交货，向渠道查询", "Do not hand over the goods; ask the channel"),
                Bilingual("确认伪造后报警", "If forged, report it to the police"),
            ], [.storeManager], first: .atOnce, resolve: .workingDays(1)),
        CodeRow(
            .py16, Bilingual("脱机未上送", "Offline not uploaded"),
            when: Bilingual(
                "脱机收款超过 24 小时没有上送，或终端报告有未上送交易",
                "A payment taken offline is unsent after 24 h, or the terminal reports unsent ones"),
            evidence: Bilingual("设备诊断", "The device's diagnosis"),
            steps: [
                Bilingual("让终端联网上送；不要复位设备", "Bring it online; do not reset the device")
            ], [.devices], first: .hours(1), resolve: .hours(24)),
    ]
}
