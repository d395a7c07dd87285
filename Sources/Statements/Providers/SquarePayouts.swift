// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Square payout entries as a table: the fields of the API's object, with the nested ones written `a.b` or `a_b`.
enum SquarePayouts {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "square-payouts", title: Phrase(zh: "Square 打款明细", en: "Square payout entries"), role: .acquirer),
        layout: Layout(
            required: [
                (.serial, ["id"]), (.payout, ["payout_id"]), (.time, ["effective_at"]), (.type, ["type"]),
                (.amount, nested("gross_amount_money", "amount")),
                (.currency, nested("gross_amount_money", "currency") + nested("gross_amount_money", "currency_code")),
                (.fee, nested("fee_amount_money", "amount")), (.net, nested("net_amount_money", "amount")),
            ],
            optional: [
                (.netCurrency, nested("net_amount_money", "currency") + nested("net_amount_money", "currency_code")),
                (.feeCurrency, nested("fee_amount_money", "currency") + nested("fee_amount_money", "currency_code")),
                (.channelOrder, nested("type_charge_details", "payment_id")),
                (.original, nested("type_refund_details", "payment_id")),
                (.refundChannelOrder, nested("type_refund_details", "refund_id")),
                (.disputed, nested("type_dispute_details", "payment_id")),
            ]),
        marks: [], zone: .utc, makeInterpreter: { _ in SquareRows() })

    private static func nested(_ object: String, _ field: String) -> [String] {
        ["\(object).\(field)", "\(object)_\(field)"]
    }

    static let setAside: [String: Phrase] = [
        "OPEN_DISPUTE": SetAsideReasons.dispute,
        "FEE": SetAsideReasons.fee, "TAX_ON_FEE": SetAsideReasons.fee, "THIRD_PARTY_FEE": SetAsideReasons.fee,
        "THIRD_PARTY_FEE_REFUND": SetAsideReasons.fee, "DEPOSIT_FEE": SetAsideReasons.fee,
        "DEPOSIT_FEE_REVERSED": SetAsideReasons.fee, "APP_FEE_REVENUE": SetAsideReasons.fee,
        "APP_FEE_REFUND": SetAsideReasons.fee, "FREE_PROCESSING": SetAsideReasons.fee,
        "RESERVE_HOLD": SetAsideReasons.reserve, "RESERVE_RELEASE": SetAsideReasons.reserve,
        "HOLD_ADJUSTMENT": SetAsideReasons.reserve, "RELEASE_ADJUSTMENT": SetAsideReasons.reserve,
        "INITIAL_BALANCE_CHANGE": SetAsideReasons.correction, "ADJUSTMENT": SetAsideReasons.correction,
        "OTHER": SetAsideReasons.correction, "OTHER_ADJUSTMENT": SetAsideReasons.correction,
        "ESCHEATMENT": SetAsideReasons.correction, "AUTOMATIC_SAVINGS": SetAsideReasons.transfer,
        "AUTOMATIC_SAVINGS_REVERSED": SetAsideReasons.transfer, "MONEY_TRANSFER": SetAsideReasons.transfer,
        "SQUARE_CAPITAL_PAYMENT": SetAsideReasons.transfer,
        "SQUARE_CAPITAL_REVERSED_PAYMENT": SetAsideReasons.transfer,
        "SQUARE_PAYROLL_TRANSFER": SetAsideReasons.transfer,
        "SQUARE_PAYROLL_TRANSFER_REVERSED": SetAsideReasons.transfer,
        "RETURNED_PAYOUT": SetAsideReasons.payoutReturned, "UNDO_PROCESSING_FEE_REFUND": SetAsideReasons.fee,
    ]
}

private struct SquareRows: RowInterpreter {
    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let word = try cells.word(.type)
        if let reason = SquarePayouts.setAside[word] { throw .setAside(reason) }
        let currency = try cells.isoCurrency(.currency)
        for field in [Field.netCurrency, .feeCurrency] where !cells.isEmpty(field) {
            guard try cells.isoCurrency(field) == currency else {
                throw .unknownCurrency(column: cells.map.name(of: field))
            }
        }
        let gross = try cells.amount(.amount, style: .minorUnits, currency: currency)
        let written = try cells.minor(.fee, style: .minorUnits, currency: currency) ?? 0
        let net = try cells.amount(.net, style: .minorUnits, currency: currency)
        let kind: StatementRow.Kind
        switch word {
        case "CHARGE": kind = .sale
        case "REFUND": kind = .refund
        // One type for both directions.
        case "DISPUTE": kind = gross < 0 ? .chargeback : .representment
        default: throw cells.fault(unknown: word, in: .type)
        }
        guard kind == .sale || kind == .representment ? gross >= 0 : gross <= 0 else {
            throw .clashingSign(column: cells.map.name(of: .amount), type: word)
        }
        // Fees are written with either sign; gross and net tell which way it went.
        let difference = Int128(gross) - Int128(net)
        guard difference.magnitude == Int128(written).magnitude, let fee = Int64(exactly: difference) else {
            throw .netDiffers(column: cells.map.name(of: .net))
        }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.status = .approved
        row.acquirer = "square"
        row.product = "square"
        row.amount = Money(minor: Int64(clamping: gross.magnitude), currency: currency)
        row.fee = Money(minor: fee, currency: currency)
        row.net = Money(minor: net, currency: currency)
        row.payout = try cells.identifierText(.payout)
        row.remark = row.payout.map { "payout \($0)" }
        guard let time = TimeText.utc(cells.bytes(.time)) else { throw .notATime(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        let own = try cells.identifier(.serial, ChannelOrderNumber.self)
        if kind.isDispute {
            row.channelOrder = try cells.identifier(.disputed, ChannelOrderNumber.self)
            guard row.channelOrder != nil else { throw .setAside(SetAsideReasons.dispute) }
        } else if kind == .sale {
            row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self) ?? own
        } else {
            row.channelOrder = try cells.identifier(.refundChannelOrder, ChannelOrderNumber.self) ?? own
            row.original = try cells.identifierText(.original)
        }
        guard row.channelOrder != nil else { throw .missing(column: cells.map.name(of: .serial)) }
        return row
    }
}
