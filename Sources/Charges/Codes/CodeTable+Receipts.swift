// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension CodeTable {
    static let receipts: [CodeRow] = [
        CodeRow(
            .rc01, Bilingual("已扣款未出票", "Charged, no slip"),
            when: Bilingual(
                "已批准，小票未打印或 30 秒内无打印结果，或点了“没出票”",
                "Approved, and the slip failed or stayed unknown for 30 s, or “No slip” was pressed"),
            evidence: Bilingual("打印记录、打印机当时状态", "Print attempts and the printer's state"),
            steps: [
                Bilingual(
                    "告诉顾客已扣款成功，补打小票（带重打印标记）",
                    "Tell the customer the payment went through and reprint the slip, marked as a copy"),
                Bilingual(
                    "打不出：出示二维码、发短信或开手写收据",
                    "If it will not print: show the QR code, send a message or write a receipt by hand"),
                Bilingual("为打印机报修", "Open a ticket for the printer"),
            ], [.cashier], first: .minutes(1), resolve: .minutes(5)),
        CodeRow(
            .rc02, Bilingual("出票状态不明", "Print unknown"),
            when: Bilingual("已送打印机，设备没有确认", "Sent to the printer, and the device never confirmed"),
            evidence: Bilingual("打印任务记录", "The print job's log"),
            steps: [
                Bilingual("问顾客是否拿到小票，看出纸口", "Ask the customer whether the slip came out, and look at the printer"),
                Bilingual("没有拿到：补打一次，带重打印标记", "If not: reprint once, marked as a copy"),
            ], [.cashier], first: .minutes(2), resolve: .minutes(10)),
        CodeRow(
            .rc03, Bilingual("顾客离店未取票", "Customer left without slip"),
            when: Bilingual("RC-01 满 10 分钟仍未交付", "RC-01 open for 10 minutes with no delivery"),
            evidence: Bilingual("联系方式来源、通话记录", "Where the contact came from, and the call log"),
            steps: [
                Bilingual(
                    "找会员、订单或钱包的联系方式，打电话或发短信", "Find a contact (member, order, wallet) and call or send a message"),
                Bilingual(
                    "小票留在取单码下，看到或满 30 天结案", "Keep the receipt at its pick-up code; close when viewed or after 30 days"),
            ], [.customerService], first: .minutes(15), resolve: .workingDays(3)),
        CodeRow(
            .rc04, Bilingual("小票丢失", "Receipt lost"),
            when: Bilingual("顾客或员工报告", "A customer or a member of staff reports it"),
            evidence: Bilingual(
                "按金额分级的身份证明：200 以下两项事实；2,000 以下加银行或钱包截图；以上查证件并由店长批准",
                "Proof graded by amount: below 200 two facts; below 2,000 also a bank or wallet screenshot; above, an ID check by the manager"
            ),
            steps: [
                Bilingual("先查遗留小票登记", "Look in the register of slips left behind"),
                Bilingual("核实身份后补发，带重打印标记并登记", "Verify, reissue marked as a copy, and log it"),
                Bilingual("我方存根缺失时向收单机构调单", "If our own counterfoil is missing, ask the acquirer"),
            ], [.customerService], first: .minutes(10), resolve: .workingDays(1)),
        CodeRow(
            .rc05, Bilingual("同笔多次打印", "Repeated prints"),
            when: Bilingual("打印超过两份，或 60 秒内超过一份", "More than two copies, or more than one in 60 s"),
            evidence: Bilingual("重打印登记", "The register of copies"),
            steps: [
                Bilingual("问明重打原因", "Ask why it was printed again"),
                Bilingual("留意是否用于冒领退款", "Watch for misuse of copies in refunds"),
            ], [.storeManager], first: .workingDays(1), resolve: .workingDays(3)),
        CodeRow(
            .rc06, Bilingual("积压突发打印", "Backlog burst"),
            when: Bilingual("打印机恢复时有超过时限的任务", "Jobs past their time when the printer comes back"),
            evidence: Bilingual("打印队列快照", "A dump of the queue"),
            steps: [
                Bilingual("先暂停队列", "Hold the queue"),
                Bilingual("按清单逐笔放行或取消", "Release or cancel by list"),
            ], [.storeManager], first: .minutes(5), resolve: .minutes(30)),
        CodeRow(
            .rc07, Bilingual("小票内容不符", "Slip content mismatch"),
            when: Bilingual("副本与原件校验值不同，或缺行", "A copy's hash differs from the original's, or lines are missing"),
            evidence: Bilingual("两份排版结果", "Both renderings"),
            steps: [
                Bilingual("收回，按存根原样补发", "Withdraw it and reissue from the counterfoil"),
                Bilingual("报软件故障", "Report a software fault"),
            ], [.devices], first: .hours(1), resolve: .workingDays(1)),
        CodeRow(
            .rc08, Bilingual("电子小票未送达", "E-receipt undelivered"),
            when: Bilingual("退信、短信失败，或 15 分钟无回执", "A bounce, a failed message, or no report for 15 minutes"),
            evidence: Bilingual("服务商返回码", "The provider's codes"),
            steps: [
                Bilingual("核对联系方式", "Correct the contact"),
                Bilingual("换一个渠道发送", "Send through another channel"),
            ], [.customerService], first: .minutes(30), resolve: .workingDays(1)),
        CodeRow(
            .rc09, Bilingual("小票误发", "Sent to the wrong person"),
            when: Bilingual("点了“不是我的”，或投诉", "“Not my receipt” was pressed, or a complaint"),
            evidence: Bilingual("发送记录", "The delivery log"),
            steps: [
                Bilingual("作废取单码", "Revoke the pick-up code"),
                Bilingual("致歉并登记隐私事件", "Apologise and record the privacy incident"),
            ], [.customerService], first: .hours(1), resolve: .workingDays(1)),
        CodeRow(
            .rc10, Bilingual("票号断号", "Number gap"),
            when: Bilingual("凭证号或票号不连续", "The sequence of numbers has a gap"),
            evidence: Bilingual("前后相邻各笔", "The neighbours before and after"),
            steps: [
                Bilingual("查是否漏记销售或扣款", "Look for a lost sale or charge"),
                Bilingual("写明断号原因", "Explain the gap"),
            ], [.auditor], first: .workingDays(1), resolve: .workingDays(3)),
    ]
}
