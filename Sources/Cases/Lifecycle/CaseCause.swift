// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why it happened (原因). One is required before a case counts as resolved; together they make the Pareto.
public enum CaseCause: String, CaseIterable, Hashable, Sendable {
    case device, software, human, settings, thirdParty, customer, unknown

    public var label: Bilingual {
        switch self {
        case .device: Bilingual(zh: "设备", en: "Device")
        case .software: Bilingual(zh: "软件", en: "Software")
        case .human: Bilingual(zh: "人员操作", en: "Human")
        case .settings: Bilingual(zh: "参数设置", en: "Settings")
        case .thirdParty: Bilingual(zh: "第三方", en: "Third party")
        case .customer: Bilingual(zh: "顾客", en: "Customer")
        case .unknown: Bilingual(zh: "未查明", en: "Not known")
        }
    }

    /// One honest sentence that a customer may hear. It blames nobody.
    public var sentence: Bilingual {
        switch self {
        case .device: Bilingual(zh: "是店里的设备出了问题。", en: "A device in the shop did not work as it should.")
        case .software: Bilingual(zh: "是店里的收银软件出了问题。", en: "The till's software did not work as it should.")
        case .human: Bilingual(zh: "是我们操作时出了差错。", en: "We made a mistake at the till.")
        case .settings: Bilingual(zh: "是我们的参数设置有误。", en: "One of our settings was wrong.")
        case .thirdParty:
            Bilingual(zh: "是银行、钱包或通信线路一方出了问题。", en: "A bank, a wallet or the line to it failed.")
        case .customer:
            Bilingual(zh: "这笔按顾客当时的要求办理。", en: "It was done as the customer asked at the time.")
        case .unknown:
            Bilingual(zh: "原因还没有查明，我们不猜测。", en: "We do not know the cause, and we will not guess.")
        }
    }
}
