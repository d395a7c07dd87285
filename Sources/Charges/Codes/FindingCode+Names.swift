// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension FindingCode {
    /// 已扣款未出票: charged, no slip.
    public static let rc01 = FindingCode(known: "RC-01")
    /// 出票状态不明: print unknown.
    public static let rc02 = FindingCode(known: "RC-02")
    /// 顾客离店未取票: customer left without slip.
    public static let rc03 = FindingCode(known: "RC-03")
    /// 小票丢失: receipt lost.
    public static let rc04 = FindingCode(known: "RC-04")
    /// 同笔多次打印: repeated prints.
    public static let rc05 = FindingCode(known: "RC-05")
    /// 积压突发打印: backlog burst.
    public static let rc06 = FindingCode(known: "RC-06")
    /// 小票内容不符: slip content mismatch.
    public static let rc07 = FindingCode(known: "RC-07")
    /// 电子小票未送达: e-receipt undelivered.
    public static let rc08 = FindingCode(known: "RC-08")
    /// 小票误发: sent to wrong person.
    public static let rc09 = FindingCode(known: "RC-09")
    /// 票号断号: number gap.
    public static let rc10 = FindingCode(known: "RC-10")
    /// 结果不明: outcome unknown.
    public static let py01 = FindingCode(known: "PY-01")
    /// 银行成功收银失败: approved, till failed.
    public static let py02 = FindingCode(known: "PY-02")
    /// 收银成功银行无: till success, bank none.
    public static let py03 = FindingCode(known: "PY-03")
    /// 有扣款无销售: charge without POS record.
    public static let py04 = FindingCode(known: "PY-04")
    /// 有销售无扣款: sale without charge.
    public static let py05 = FindingCode(known: "PY-05")
    /// 重复扣款: duplicate charge.
    public static let py06 = FindingCode(known: "PY-06")
    /// 重复记账: sale booked twice.
    public static let py07 = FindingCode(known: "PY-07")
    /// 预授权误认: hold taken for a charge.
    public static let py08 = FindingCode(known: "PY-08")
    /// 金额错误: wrong amount.
    public static let py09 = FindingCode(known: "PY-09")
    /// 交易类型错误: wrong type.
    public static let py10 = FindingCode(known: "PY-10")
    /// 串单串店: wrong party.
    public static let py11 = FindingCode(known: "PY-11")
    /// 关单后到账: paid after close.
    public static let py12 = FindingCode(known: "PY-12")
    /// 来源冲突: sources disagree.
    public static let py13 = FindingCode(known: "PY-13")
    /// 批准后冲正: approved then reversed.
    public static let py14 = FindingCode(known: "PY-14")
    /// 假付款凭证: forged proof.
    public static let py15 = FindingCode(known: "PY-15")
    /// 脱机未上送: offline not uploaded.
    public static let py16 = FindingCode(known: "PY-16")
    /// 已批准未清算: approved, never settled.
    public static let st01 = FindingCode(known: "ST-01")
    /// 授权将到期: authorisation expiring.
    public static let st02 = FindingCode(known: "ST-02")
    /// 批次未结或不平: batch open or out of balance.
    public static let st03 = FindingCode(known: "ST-03")
    /// 清算金额不符: settled amount differs.
    public static let st04 = FindingCode(known: "ST-04")
    /// 手续费多收: fee overcharged.
    public static let st05 = FindingCode(known: "ST-05")
    /// 意外固定费用: unexpected fixed fee.
    public static let st06 = FindingCode(known: "ST-06")
    /// 结算未到账: money not arrived.
    public static let st07 = FindingCode(known: "ST-07")
    /// 清算多出: settlement without transaction.
    public static let st08 = FindingCode(known: "ST-08")
    /// 重复退款: refund twice.
    public static let rf01 = FindingCode(known: "RF-01")
    /// 退款未决: refund stuck.
    public static let rf02 = FindingCode(known: "RF-02")
    /// 退款失败: refund failed.
    public static let rf03 = FindingCode(known: "RF-03")
    /// 退款与拒付并存: refund plus chargeback.
    public static let rf04 = FindingCode(known: "RF-04")
    /// 超期退款: window passed.
    public static let rf05 = FindingCode(known: "RF-05")
    /// 无原单退款: no original.
    public static let rf06 = FindingCode(known: "RF-06")
    /// 终端离线: terminal offline.
    public static let dv01 = FindingCode(known: "DV-01")
    /// 打印机故障 缺纸: printer fault, paper.
    public static let dv02 = FindingCode(known: "DV-02")
    /// 电量温度: battery, heat.
    public static let dv03 = FindingCode(known: "DV-03")
    /// 版本过旧: software outdated.
    public static let dv04 = FindingCode(known: "DV-04")
    /// 参数漂移: settings drift.
    public static let dv05 = FindingCode(known: "DV-05")
    /// 移机: terminal in wrong place.
    public static let dv06 = FindingCode(known: "DV-06")
    /// 时钟偏差: clock drift.
    public static let dv07 = FindingCode(known: "DV-07")
    /// 投诉超时: complaint overdue.
    public static let cs01 = FindingCode(known: "CS-01")
    /// 调单: retrieval request.
    public static let cs02 = FindingCode(known: "CS-02")
    /// 退单: chargeback.
    public static let cs03 = FindingCode(known: "CS-03")
    /// 监管投诉: regulator (12315).
    public static let cs04 = FindingCode(known: "CS-04")
    /// 诉讼: lawsuit.
    public static let cs05 = FindingCode(known: "CS-05")
}
