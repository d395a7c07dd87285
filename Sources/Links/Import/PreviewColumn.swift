// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Statements
internal import Tender

/// The columns in which a preview shows typed rows; those that no row fills are left out.
struct PreviewColumn: Sendable {
    let title: Bilingual
    let text: @Sendable (StatementRow) -> String

    static let all: [PreviewColumn] = [
        column("行", "line") { String($0.line) },
        column("类型", "type") { $0.kind.rawValue },
        column("状态", "status") { $0.status?.rawValue },
        column("金额", "amount") { $0.amount?.text },
        column("时间", "time") { $0.occurredAt?.description },
        column("商户号", "merchant") { $0.merchant?.text },
        column("终端号", "terminal") { $0.terminal?.text },
        column("参考号", "rrn") { $0.reference?.text },
        column("批次号", "batch") { $0.batch?.text },
        column("凭证号", "trace") { $0.voucher?.text },
        column("商户订单号", "order no.") { $0.order?.text },
        column("渠道单号", "channel order no.") { $0.channelOrder?.text },
        column("原订单", "original") { $0.original },
        column("卡号", "card") { $0.card?.description },
        column("产品", "product") { $0.product },
        column("渠道", "channel") { $0.channel },
        column("手续费", "fee") { $0.fee?.text },
        column("净额", "net") { $0.net?.text },
        column("结算日", "settled on") { $0.settledOn?.description },
        column("出单", "printed") { $0.printed.map { $0 ? "1" : "0" } },
        column("备注", "remark") { $0.remark },
    ]

    private static func column(
        _ zh: String, _ en: String, _ text: @escaping @Sendable (StatementRow) -> String?
    ) -> PreviewColumn {
        PreviewColumn(title: Bilingual(zh: zh, en: en)) { text($0) ?? "" }
    }
}
