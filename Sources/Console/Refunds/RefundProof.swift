// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Receipts
import Refunds
import Store
import Tender

/// The sheet that proves a refund to the customer: both languages side by side, for paper.
struct RefundProof: Sendable {
    struct Row: Sendable, Equatable {
        let chinese: String
        let english: String
        let text: String
    }

    let title: String
    let number: String
    let storeName: String
    let contact: String?
    let amount: String
    let capital: String?
    let stateChinese: String
    let stateEnglish: String
    let arrivalChinese: String
    let arrivalEnglish: String
    let rows: [Row]
    let backHref: String

    init(_ detail: RefundDetail, stores: [StoreRecord], view: Viewpoint, clocks: Clockwork) {
        let (words, file) = (view.words, detail.record.file)
        let order = file.order
        number = file.id.text
        title = words.text("refunds.proofTitle", ["number": number])
        let store = stores.first { $0.id == detail.record.store }
        storeName = store?.name ?? view.store(detail.record.store)
        contact = store?.contact.telephone.isEmpty == false ? store?.contact.telephone : nil
        amount = words.amount(order.amount)
        capital = order.amount.currency == .cny ? CapitalAmount(fen: order.amount.minor).description : nil
        (stateChinese, stateEnglish) = (file.state.label.chinese, file.state.label.english)
        let arrival = ArrivalEstimate.words(order.route, order.channel, .standard(order.channel))
        (arrivalChinese, arrivalEnglish) = (arrival.chinese, arrival.english)
        let zone = clocks.zone(of: detail.record.store)
        func moment(_ instant: Instant) -> String { "\(zone.civil(at: instant))" }
        let facts = detail.charge?.believed
        let pairs: [(String, String, String?)] = [
            ("退款号", "Refund no.", number),
            ("方式", "Way", "\(order.route.label.chinese) \(order.route.label.english)"),
            ("通道", "Channel", "\(order.channel.label.chinese) \(order.channel.label.english)"),
            ("通道流水号", "Channel's reference", file.reference.isEmpty ? nil : file.reference),
            ("申请时间", "Asked for at", moment(file.requestedAt)),
            ("最近状态时间", "State as of", moment(file.changedAt)),
            ("原交易时间", "Charged at", facts?.occurredAt?.description),
            ("原交易金额", "Charged", facts?.amount.map(words.amount)),
            ("卡号", "Card", facts?.card.map(words.card)),
            ("原参考号", "Original reference", facts?.reference?.text ?? facts?.channelOrder?.text),
            ("终端号", "Terminal", facts?.terminal?.text),
            ("交易编号", "Our number", order.transaction.isEmpty ? nil : order.transaction),
        ]
        rows = pairs.compactMap { row in row.2.map { Row(chinese: row.0, english: row.1, text: $0) } }
        backHref = "/refunds/\(number)"
    }
}
