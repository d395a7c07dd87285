// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// What hangs at the till for customers to read, on A5 or A4, each in both languages (告示).
public enum CounterSign: String, CaseIterable, Hashable, Sendable {
    case checkBeforeLeaving, noSlipIsNotNoCharge, lostSlip, howToReachUs, nameOnStatement

    /// The words; `hotline` and `statementName` are the shop's own and may be empty.
    public func words(hotline: String, statementName: String) -> Bilingual? {
        switch self {
        case .checkBeforeLeaving:
            Bilingual(
                zh: "请核对金额，离开前取小票或扫码取电子小票",
                en: "Please check the amount, and take your slip or scan for the electronic one before you leave")
        case .noSlipIsNotNoCharge:
            Bilingual(
                zh: "没出小票不等于没扣款，请勿重复付款，先让店员查询",
                en: "No slip does not mean no charge. Do not pay twice: let us look it up first")
        case .lostSlip:
            Bilingual(zh: "小票丢失？输入取单码即可再看", en: "Lost your slip? Enter the pick-up code to see it again")
        case .howToReachUs:
            hotline.isEmpty
                ? nil
                : Bilingual(zh: "服务与投诉电话 \(hotline)", en: "Service and complaints: \(hotline)")
        case .nameOnStatement:
            statementName.isEmpty
                ? nil
                : Bilingual(
                    zh: "您的银行账单会显示：\(statementName)", en: "Your bank statement will show: \(statementName)")
        }
    }
}
