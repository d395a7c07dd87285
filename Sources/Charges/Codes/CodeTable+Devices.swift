// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension CodeTable {
    static let devices: [CodeRow] = [
        CodeRow(
            .dv01, Bilingual("终端离线", "Terminal offline"),
            when: Bilingual("营业时间心跳中断超过 3 分钟", "No heartbeat for 3 minutes in opening hours"),
            evidence: Bilingual("网络记录", "The network log"),
            steps: [
                Bilingual("按重启清单处理", "Go through the restart list"),
                Bilingual("换备机并报修", "Switch to the spare and open a ticket"),
            ], [.devices], first: .minutes(5), resolve: .hours(4)),
        CodeRow(
            .dv02, Bilingual("打印机故障或缺纸", "Printer fault or no paper"),
            when: Bilingual("打印机状态", "The printer's state"),
            evidence: Bilingual("打印机状态记录", "The log of its states"),
            steps: [
                Bilingual("查纸、机盖和打印头", "Check paper, cover and head"),
                Bilingual("切换备用打印机，或改发电子小票", "Fail over, or change to e-receipts"),
            ], [.cashier], first: .minutes(1), resolve: .minutes(30)),
        CodeRow(
            .dv03, Bilingual("电量温度", "Battery or heat"),
            when: Bilingual("电量或温度越限", "Battery or temperature beyond its limit"),
            evidence: Bilingual("设备读数", "The readings"),
            steps: [Bilingual("充电或更换", "Charge or replace it")],
            [.devices], first: .hours(1), resolve: .workingDays(1)),
        CodeRow(
            .dv04, Bilingual("版本过旧", "Software outdated"),
            when: Bilingual("低于规定版本", "Older than the policy allows"),
            evidence: Bilingual("版本清单", "The list of versions"),
            steps: [
                Bilingual("分批升级", "Update in stages"),
                Bilingual("升级后做全项测试", "Run the full test afterwards"),
            ], [.devices], first: .workingDays(1), resolve: .workingDays(14)),
        CodeRow(
            .dv05, Bilingual("参数漂移", "Settings drift"),
            when: Bilingual("与核准参数不同", "Differs from the approved set"),
            evidence: Bilingual("参数差异", "The difference"),
            steps: [Bilingual("恢复参数并查明是谁改的", "Revert it and ask who changed it")],
            [.devices], first: .hours(1), resolve: .workingDays(1)),
        CodeRow(
            .dv06, Bilingual("移机", "Terminal in the wrong place"),
            when: Bilingual("位置或网络变化", "Its location or network changed"),
            evidence: Bilingual("轨迹", "The track"),
            steps: [
                Bilingual("停用并核实", "Stop it and verify"),
                Bilingual("报告收单机构", "Report to the acquirer"),
            ], [.storeManager], first: .minutes(30), resolve: .workingDays(1)),
        CodeRow(
            .dv07, Bilingual("时钟偏差", "Clock drift"),
            when: Bilingual("与标准时间差超过 60 秒", "More than 60 s off"),
            evidence: Bilingual("偏差读数", "The measured drift"),
            steps: [
                Bilingual("校时", "Set the clock"),
                Bilingual("标出受影响的记录", "Mark the rows affected"),
            ], [.devices], first: .hours(1), resolve: .workingDays(1)),
    ]
}
