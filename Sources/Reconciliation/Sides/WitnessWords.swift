// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Findings that rest on a receipt or an order, in words.
struct WitnessWords {
    let decimals: Int

    private func money(_ minor: Int64) -> String { Money.text(minor: Int128(minor), decimals: decimals) }

    /// A finding's row with what the till's and the acquirer's rows do not say, and with its detail.
    ///
    /// - Parameters:
    ///   - record: the receipt or order; nil where there is none.
    ///   - first: reference of the row that came first, where the finding is about one after it.
    func filled(_ row: FindingRow, _ record: WitnessRecord?, _ witness: Witness, first: String?) -> FindingRow {
        var row = row
        if case .noReceipt = witness {
            row.detail = Bilingual(zh: "已扣款，小票清单里没有这一笔", en: "charged, and the list of receipts has no slip of it")
        } else if let record {
            fill(&row, record, witness)
        }
        if let first { row.detail = Self.joined(row.detail, first) }
        return row
    }

    private func fill(_ row: inout FindingRow, _ record: WitnessRecord, _ witness: Witness) {
        if row.tillReference.isEmpty, row.acquirerReference.isEmpty {
            row.merchant = record.merchant
            row.terminal = record.terminal
            row.rrn = record.rrn
            row.type = record.type
            row.tillAmount = record.amount
            row.tillReference = record.reference
        }
        switch witness {
        case .receipt, .noReceipt: row.detail = receipt(row, record)
        case .order(_, let charged):
            row.detail = order(row, record, charged)
            if row.code == .orderAmountDiffers {
                row.stake = Int128((Int128(charged) - Int128(record.amount)).magnitude)
            }
        }
        switch row.code {
        case .slipWithoutCharge, .orderWithoutCharge, .saleBookedTwice: row.stake = Int128(record.amount)
        case .slipDiffers:
            row.stake = Int128((Int128(record.amount) - Int128(row.acquirerAmount ?? row.tillAmount ?? 0)).magnitude)
        default: break
        }
    }

    private func receipt(_ row: FindingRow, _ record: WitnessRecord) -> Bilingual {
        let (sum, place) = (money(record.amount), record.reference)
        let charged = money(row.acquirerAmount ?? row.tillAmount ?? 0)
        switch row.code {
        case .slipWithoutCharge:
            return Bilingual(
                zh: "小票 \(sum) 没有对应的扣款（\(place)）", en: "a slip of \(sum) that nobody charged for (\(place))")
        case .slipDiffers:
            return Bilingual(
                zh: "小票 \(sum)，扣款 \(charged)（\(place)）", en: "the slip says \(sum), charged \(charged) (\(place))")
        case .slipUnconfirmed:
            return Bilingual(
                zh: "小票只到 \(record.status) 级，没有出纸确认（\(place)）",
                en: "the slip is at level \(record.status): nobody confirmed that it was printed (\(place))")
        case .repeatedPrints: return Bilingual(zh: "第三次或更多次打印（\(place)）", en: "printed a third time or more (\(place))")
        default:
            return Bilingual(
                zh: "已扣款，小票清单写明没有打印（\(place)）", en: "charged; the list of receipts says not printed (\(place))")
        }
    }

    private func order(_ row: FindingRow, _ record: WitnessRecord, _ charged: Int64) -> Bilingual {
        let (sum, taken) = (money(record.amount), money(charged))
        let zh: String, en: String
        switch row.code {
        case .orderWithoutCharge: (zh, en) = ("已付 \(sum)，没有对应的扣款", "paid \(sum), and nobody charged for it")
        case .acquirerOnlySucceeded:
            (zh, en) = ("\(sum) 记为未付，收单已扣 \(taken)", "unpaid \(sum), the acquirer has \(taken)")
        case .paidAfterClose: (zh, en) = ("\(sum) 已关闭，收单已扣 \(taken)", "closed at \(sum), the acquirer has \(taken)")
        case .duplicateCharge: (zh, en) = ("\(sum) 付了两次，共 \(taken)", "of \(sum) paid again, \(taken) in all")
        case .orderAmountDiffers: (zh, en) = ("应付 \(sum)，共扣 \(taken)", "of \(sum), charged \(taken) in all")
        case .refundedTooMuch: (zh, en) = ("共扣 \(taken)，退款更多", "charged \(taken), and more was given back")
        default: (zh, en) = ("\(sum) 再次出现", "of \(sum) listed again")
        }
        return Bilingual(
            zh: "订单 \(record.order) \(zh)（\(record.reference)）", en: "order \(record.order) \(en) (\(record.reference))"
        )
    }

    /// A detail with the row that came first.
    private static func joined(_ detail: Bilingual, _ first: String) -> Bilingual {
        Bilingual(zh: "\(detail.chinese)，第一笔在 \(first)", en: "\(detail.english); the first is at \(first)")
    }
}
