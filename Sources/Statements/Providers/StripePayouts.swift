// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Stripe itemised payout reconciliation: balance transactions with the payout that settled each. Which columns there
/// are, and in which clock, is chosen for each report.
enum StripePayouts {
    static let known = [inUTC, inAccountClock]

    private static let inUTC = format(
        required: [(.time, ["created_utc"])], ignored: ["created", "available_on", "available_on_utc"], zone: .utc)
    /// A report in another clock than UTC does not say which: its maker chose it, and it is taken as the store's.
    private static let inAccountClock = format(
        required: [(.time, ["created"])], ignored: ["available_on", "available_on_utc"], zone: nil)

    private static func format(required: [(Field, [String])], ignored: [String], zone: Zone?) -> KnownFormat {
        KnownFormat(
            format: StatementFormat(
                name: "stripe-payouts", title: Phrase(zh: "Stripe 打款明细", en: "Stripe payout reconciliation"),
                role: .acquirer),
            layout: Layout(
                required: required + needed, optional: optional,
                ignored: ignored, personal: personal),
            marks: [], zone: zone, makeInterpreter: { _ in StripeRows() })
    }

    private static let needed: [(Field, [String])] = [
        (.serial, ["balance_transaction_id"]), (.currency, ["currency"]), (.amount, ["gross"]), (.fee, ["fee"]),
        (.net, ["net"]), (.type, ["reporting_category"]), (.payout, ["automatic_payout_id"]),
    ]

    private static let optional: [(Field, [String])] = [
        (.settleDate, ["automatic_payout_effective_at_utc", "automatic_payout_effective_at"]),
        (.summary, ["source_id"]), (.channelOrder, ["payment_intent_id"]), (.original, ["charge_id"]),
        (.method, ["payment_method_type"]), (.category, ["card_brand"]), (.remark, ["description"]),
        (.order, ["order_no", "order_id", "ordernumber", "order_number", "order"].map { "payment_metadata[\($0)]" }),
    ]

    private static let personal = [
        "customer_name", "customer_email", "customer_description", "customer_id", "customer_phone",
        "card_address_line1",
        "card_address_line2", "card_address_city", "card_address_postal_code", "shipping_address_line1",
        "shipping_address_line2", "shipping_address_city", "shipping_address_postal_code", "shipping_address_state",
    ]

    /// Categories that are no payment of a customer.
    static func reason(_ category: String) -> Phrase? {
        if let reason = reasons[category] { return reason }
        return category.hasPrefix("issuing_") || category.hasPrefix("financing_") ? SetAsideReasons.transfer : nil
    }

    private static let reasons: [String: Phrase] = [
        "payout": SetAsideReasons.payout, "payout_reversal": SetAsideReasons.payoutReturned,
        "fee": SetAsideReasons.fee, "network_cost": SetAsideReasons.fee, "tax": SetAsideReasons.fee,
        "refund_failure": SetAsideReasons.refundFailed, "charge_failure": SetAsideReasons.paymentFailed,
        "partial_capture_reversal": SetAsideReasons.uncaptured,
        "connect_reserved_funds": SetAsideReasons.reserve, "risk_reserved_funds": SetAsideReasons.reserve,
        "payout_minimum_balance_hold": SetAsideReasons.reserve,
        "payout_minimum_balance_release": SetAsideReasons.reserve,
        "topup": SetAsideReasons.transfer, "topup_reversal": SetAsideReasons.transfer,
        "transfer": SetAsideReasons.transfer, "transfer_reversal": SetAsideReasons.transfer,
        "connect_collection_transfer": SetAsideReasons.transfer, "advance": SetAsideReasons.transfer,
        "advance_funding": SetAsideReasons.transfer, "anticipation_repayment": SetAsideReasons.transfer,
        "contribution": SetAsideReasons.transfer, "platform_earning": SetAsideReasons.correction,
        "platform_earning_refund": SetAsideReasons.correction, "other_adjustment": SetAsideReasons.correction,
        "currency_conversion": SetAsideReasons.conversion, "conversion": SetAsideReasons.conversion,
    ]
}

private struct StripeRows: RowInterpreter {
    private var sums = PayoutSums()

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let word = try cells.word(.type)
        let currency = try cells.isoCurrency(.currency)
        let net = try cells.amount(.net, style: .trailingZeros, currency: currency)
        let payout = try cells.identifierText(.payout)
        // A manual or instant payout has no members, so there is nothing to compare it with.
        if let payout { sums.add(payout, currency, net: net, isPayout: word == "payout") }
        if word == "payout", net != .min {
            var day = try settleDay(cells)
            if day == nil { day = try cells.time(.time)?.date }
            guard let day else { throw .missing(column: cells.map.name(of: .time)) }
            throw .payout(
                Payout(number: payout, day: day, merchant: nil, amount: Money(minor: -net, currency: currency)))
        }
        if let reason = StripePayouts.reason(word) { throw .setAside(reason) }
        let kind: StatementRow.Kind
        switch word {
        case "charge": kind = .sale
        case "refund": kind = .refund
        case "dispute": kind = .chargeback
        case "dispute_reversal": kind = .representment
        default: throw cells.fault(unknown: word, in: .type)
        }
        let gross = try cells.amount(.amount, style: .trailingZeros, currency: currency)
        let fee = try cells.amount(.fee, style: .trailingZeros, currency: currency)
        guard kind == .sale || kind == .representment ? gross >= 0 : gross <= 0 else {
            throw .clashingSign(column: cells.map.name(of: .amount), type: word)
        }
        guard Int128(gross) - Int128(fee) == Int128(net) else { throw .netDiffers(column: cells.map.name(of: .net)) }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.status = .approved
        row.acquirer = "stripe"
        row.amount = Money(minor: Int64(clamping: gross.magnitude), currency: currency)
        row.fee = Money(minor: fee, currency: currency)
        row.net = Money(minor: net, currency: currency)
        row.payout = payout
        guard let time = try cells.time(.time) else { throw .missing(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        row.settledOn = try settleDay(cells)
        row.channel = try cells.label(.method)
        row.product = try cells.label(.category) ?? row.channel ?? "stripe"
        try addNumbers(to: &row, cells)
        let words = try cells.remark([.remark])
        row.remark = [payout.map { "payout \($0)" }, words].compactMap(\.self).joined(separator: "; ")
        if let remark = row.remark {
            row.remark = remark.isEmpty ? nil : String(remark.prefix(ReadingLimits.remarkCharacters))
        }
        return row
    }

    /// A day, written as a time at midnight.
    private func settleDay(_ cells: Cells) throws(RowFault) -> CivilDate? {
        let bytes = cells.bytes(.settleDate)
        guard !bytes.isEmpty else { return nil }
        guard let day = TimeText.date(bytes) ?? TimeText.time(bytes)?.date else {
            throw .notADate(column: cells.map.name(of: .settleDate))
        }
        return day
    }

    private func addNumbers(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        let source = try cells.identifier(.summary, ChannelOrderNumber.self)
        let intent = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        let charge = try cells.identifier(.original, ChannelOrderNumber.self)
        let order = try cells.identifier(.order, OrderNumber.self)
        let own = try cells.identifier(.serial, ChannelOrderNumber.self)
        guard let own else { throw .missing(column: cells.map.name(of: .serial)) }
        guard row.kind == .refund else {
            row.order = order
            // A dispute's source is the dispute; the payment it is about has the other numbers.
            row.channelOrder = intent ?? charge ?? (row.kind.isDispute ? nil : source ?? own)
            guard row.channelOrder != nil || order != nil else { throw .setAside(SetAsideReasons.dispute) }
            return
        }
        // Two refunds of one payment share its numbers; the refund's own is its source, else its balance entry.
        row.channelOrder = source ?? own
        row.original = order?.text ?? intent?.text ?? charge?.text
    }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] { sums.controls() }
}
