// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The routes that shops meet.
extension OutsideRoute {
    public static let known = [consumerBody, financeRegulator, retrieval, chargeback, police, court]

    /// The route of a case with this code; nil where nobody outside decides.
    public static func of(_ code: FindingCode) -> OutsideRoute? { known.first { $0.codes.contains(code) } }

    static let consumerBody = OutsideRoute(
        id: "consumer-12315", kind: .consumerBody,
        name: Bilingual(zh: "市场监管 12315 投诉", en: "Consumer complaint through 12315"),
        fits: Bilingual(zh: "顾客向 12315 投诉，来函或来电", en: "A customer complained to 12315; a letter or call came"),
        directory: ["authority-12315"],
        steps: [
            step("登记来函，冻结资料，联系顾客", "Enter the letter, hold the files, call the customer", .shop, .workingDays(1)),
            step("受理前书面答复并提出解决办法", "Answer in writing and offer a way before it is accepted", .shop, .workingDays(5)),
            step("决定是否受理", "Decision whether it is accepted", .authority, .workingDays(7)),
            step("调解结束", "End of mediation", .authority, .workingDays(45), afterLast: true),
        ], needsHold: true, codes: [.cs04])

    static let financeRegulator = OutsideRoute(
        id: "finance-12363", kind: .financeRegulator,
        name: Bilingual(zh: "金融消费权益 12363", en: "Financial consumers' hotline 12363"),
        fits: Bilingual(
            zh: "收单机构或银行不答复、答复不合理", en: "An acquirer or bank does not answer, or not reasonably"),
        directory: ["authority-12363", "scheme-95516"],
        steps: [
            step(
                "先向收单机构书面投诉，留受理编号", "Complain to the acquirer in writing first, keep its number", .shop, .workingDays(1)
            ),
            step("收单机构答复", "The acquirer answers", .acquirer, .calendarDays(15), afterLast: true),
            step(
                "不满意：附情况说明和证据包向 12363 投诉", "Not content: complain to 12363 with fact sheet and pack", .shop,
                .workingDays(3), afterLast: true),
            step("转办和答复", "It is passed on and answered", .authority, .byLetter),
        ], needsHold: false, codes: [.st05, .st07])

    static let retrieval = OutsideRoute(
        id: "retrieval", kind: .scheme, name: Bilingual(zh: "调单", en: "Retrieval request"),
        fits: Bilingual(zh: "收单机构要求提供签购单", en: "The acquirer asks for the slip"), directory: ["scheme-95516"],
        steps: [
            step("登记来函和截止日", "Enter the notice and its date", .shop, .workingDays(1)),
            step("提交证据包，留回执", "Submit the pack and keep the receipt", .shop, .workingDays(5)),
            step("答复发卡行", "The issuer is answered", .acquirer, .calendarDays(20)),
        ], needsHold: false, codes: [.cs02])

    static let chargeback = OutsideRoute(
        id: "chargeback", kind: .scheme, name: Bilingual(zh: "退单", en: "Chargeback"),
        fits: Bilingual(zh: "持卡人拒付，钱被扣回", en: "The cardholder disputes, and the money is taken back"),
        directory: ["scheme-95516"],
        steps: [
            step("登记通知，停下退款", "Enter the notice and hold refunds", .shop, .workingDays(1)),
            step("决定接受或抗辩，提交证据包", "Accept or defend, and submit the pack", .shop, .byLetter),
            step("裁定", "The ruling", .acquirer, .byLetter),
        ], needsHold: true, codes: [.cs03, .rf04])

    static let police = OutsideRoute(
        id: "police", kind: .police, name: Bilingual(zh: "报警", en: "Report to the police"),
        fits: Bilingual(zh: "付款凭证确属伪造，或终端被盗换", en: "A proof is forged, or a terminal stolen or swapped"),
        directory: ["authority-110"],
        steps: [
            step("保存截图、监控和查询答复", "Keep picture, camera and the channel's answer", .shop, .workingDays(1)),
            step("报案，留回执编号", "Report it and keep the number", .shop, .workingDays(1)),
            step("是否立案的答复", "The answer whether it is taken up", .authority, .byLetter),
        ], needsHold: true, codes: [.py15, .dv06])

    static let court = OutsideRoute(
        id: "court", kind: .court, name: Bilingual(zh: "民事诉讼", en: "Civil lawsuit"),
        fits: Bilingual(zh: "收到起诉状，或准备起诉", en: "A claim was served, or is about to be made"),
        directory: ["legal-12348"],
        steps: [
            step("冻结资料，交律师", "Set the hold and hand it to the lawyer", .shop, .workingDays(1)),
            step("提交答辩状", "File the answer", .shop, .calendarDays(15)),
            step("提交证据和清单", "File evidence with its list", .shop, .byLetter),
            step("开庭", "The hearing", .court, .byLetter),
            step("判决", "The judgment", .court, .byLetter),
            step("上诉期满", "End of the time for appeal", .shop, .calendarDays(15), afterLast: true),
        ], needsHold: true, codes: [.cs05])

    private static func step(
        _ chinese: String, _ english: String, _ side: RouteStep.Side, _ limit: RouteStep.Limit,
        afterLast: Bool = false
    ) -> RouteStep {
        RouteStep(
            title: Bilingual(zh: chinese, en: english), side: side, limit: limit, countsFromStart: !afterLast)
    }
}
