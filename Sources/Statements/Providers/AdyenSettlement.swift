// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Adyen settlement details: one row for each movement of a batch, the payout last.
enum AdyenSettlement {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "adyen-settlement", title: Phrase(zh: "Adyen 结算明细", en: "Adyen settlement details report"),
            role: .acquirer),
        layout: Layout(
            required: [
                (.merchant, ["Merchant Account"]), (.channelOrder, ["Psp Reference"]), (.order, ["Merchant Reference"]),
                (.method, ["Payment Method"]), (.time, ["Creation Date"]), (.clock, ["TimeZone"]), (.type, ["Type"]),
                (.refundChannelOrder, ["Modification Reference"]), (.currency, ["Gross Currency"]),
                (.outgoing, ["Gross Debit (GC)"]), (.incoming, ["Gross Credit (GC)"]),
                (.netCurrency, ["Net Currency"]), (.netOutgoing, ["Net Debit (NC)"]),
                (.netIncoming, ["Net Credit (NC)"]), (.payout, ["Batch Number"]),
            ],
            optional: [
                (.commission, ["Commission (NC)"]), (.markup, ["Markup (NC)"]), (.schemeFee, ["Scheme Fees (NC)"]),
                (.interchange, ["Interchange (NC)"]),
                (.terminal, ["Unique Terminal ID", "Terminal ID"]),
            ],
            ignored: ["Company Account", "Exchange Rate"],
            personal: ["Shopper Name", "Shopper Email", "Shopper Reference", "Shopper IP"]),
        marks: [], zone: .utc, makeInterpreter: { _ in AdyenRows() })

    /// Types that are a payment of a customer, or the bank's word on one.
    static let kinds: [String: StatementRow.Kind] = [
        "Settled": .sale, "Refunded": .refund, "Chargeback": .chargeback, "SecondChargeback": .chargeback,
        "ChargebackExternally": .chargeback, "ChargebackReversed": .representment,
    ]

    /// Types that are no payment of a customer.
    static let setAside: [String: Phrase] = [
        "MerchantPayout": SetAsideReasons.payout, "PaidOut": SetAsideReasons.payout,
        "PaidOutReversed": SetAsideReasons.payoutReturned, "MerchantPayoutReversed": SetAsideReasons.payoutReturned,
        "BankInstructionReturned": SetAsideReasons.payoutReturned,
        "Fee": SetAsideReasons.fee, "MiscCosts": SetAsideReasons.fee, "InvoiceDeduction": SetAsideReasons.fee,
        "AuthorisationSchemeFee": SetAsideReasons.fee,
        "RefundedReversed": SetAsideReasons.refundFailed, "SettledReversed": SetAsideReasons.paymentFailed,
        "ReserveAdjustment": SetAsideReasons.reserve, "Balancetransfer": SetAsideReasons.transfer,
        "BalanceTransfer": SetAsideReasons.transfer, "InternalTransfer": SetAsideReasons.transfer,
        "InternalCompanyTransfer": SetAsideReasons.transfer, "MerchantPayin": SetAsideReasons.transfer,
        "DepositCorrection": SetAsideReasons.correction, "ManualCorrected": SetAsideReasons.correction,
    ]
}

private struct AdyenRows: RowInterpreter {
    private var sums = PayoutSums()

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let word = try cells.word(.type)
        let netCurrency = try cells.isoCurrency(.netCurrency)
        let net = try cells.directed(.netIncoming, .netOutgoing, currency: netCurrency)
        if let batch = try cells.identifierText(.payout) {
            sums.add(batch, netCurrency, net: net, isPayout: word == "MerchantPayout")
        }
        if word == "MerchantPayout", let day = try cells.time(.time)?.date, net != .min {
            throw .payout(
                Payout(
                    number: try cells.identifierText(.payout), day: day,
                    merchant: try cells.identifier(.merchant, MerchantID.self),
                    amount: Money(minor: -net, currency: netCurrency)))
        }
        if let reason = AdyenSettlement.setAside[word] { throw .setAside(reason) }
        guard let kind = AdyenSettlement.kinds[word] else { throw cells.fault(unknown: word, in: .type) }
        return try payment(cells, kind, word, Money(minor: net, currency: netCurrency))
    }

    private func payment(
        _ cells: Cells, _ kind: StatementRow.Kind, _ word: String, _ net: Money
    ) throws(RowFault) -> StatementRow {
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.status = .approved
        row.acquirer = "adyen"
        row.merchant = try cells.identifier(.merchant, MerchantID.self)
        row.terminal = try cells.identifier(.terminal, TerminalID.self)
        row.channel = try cells.label(.method)
        row.product = row.channel
        row.occurredAt = try time(cells)
        try addNumbers(to: &row, cells)
        let currency = try cells.isoCurrency(.currency)
        let gross = try cells.directed(.incoming, .outgoing, currency: currency)
        let comesIn = kind == .sale || kind == .representment
        guard comesIn ? gross >= 0 : gross <= 0 else {
            throw .clashingSign(column: cells.map.name(of: comesIn ? .outgoing : .incoming), type: word)
        }
        row.amount = Money(minor: Int64(clamping: gross.magnitude), currency: currency)
        row.net = net
        try addFee(to: &row, cells, gross: Money(minor: gross, currency: currency), net)
        var notes = row.payout.map { ["batch \($0)"] } ?? []
        if !row.feeParts.isEmpty { notes.append(FeePart.text(row.feeParts)) }
        row.remark = notes.isEmpty ? nil : String(notes.joined(separator: "; ").prefix(ReadingLimits.remarkCharacters))
        return row
    }

    /// The clock of the account, which each row names.
    private func time(_ cells: Cells) throws(RowFault) -> CivilTime {
        guard let wall = try cells.time(.time) else { throw .missing(column: cells.map.name(of: .time)) }
        let name = try cells.word(.clock)
        guard let zone = ClockNames.zone(name) else { throw cells.fault(unknown: name, in: .clock) }
        return Zone.utc.civil(at: zone.instant(of: wall))
    }

    private func addNumbers(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        row.payout = try cells.identifierText(.payout)
        let payment = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        let order = try cells.identifier(.order, OrderNumber.self)
        guard let payment else { throw .missing(column: cells.map.name(of: .channelOrder)) }
        guard row.kind == .refund else {
            row.channelOrder = payment
            row.order = order
            return
        }
        row.channelOrder = try cells.identifier(.refundChannelOrder, ChannelOrderNumber.self)
        guard row.channelOrder != nil else {
            throw .noRefundNumber(column: cells.map.name(of: .refundChannelOrder))
        }
        row.original = order?.text ?? payment.text
    }

    /// The fee is the sum of its parts; where no money was exchanged, gross less fee must be the net.
    private func addFee(to row: inout StatementRow, _ cells: Cells, gross: Money, _ net: Money) throws(RowFault) {
        let parts: [(FeePart.Kind, Field)] = [
            (.commission, .commission), (.markup, .markup), (.schemeFee, .schemeFee), (.interchange, .interchange),
        ]
        var sum: Int128 = 0
        for (kind, field) in parts {
            guard let minor = try cells.minor(field, style: .trailingZeros, currency: net.currency) else { continue }
            sum += Int128(minor)
            if minor != 0 {
                row.feeParts.append(FeePart(kind: kind, amount: Money(minor: minor, currency: net.currency)))
            }
        }
        let hasParts = parts.contains { cells.map.has($0.1) }
        guard let fee = Int64(exactly: hasParts ? sum : Int128(gross.minor) - Int128(net.minor)) else {
            throw .amountOutOfRange(column: cells.map.name(of: .commission))
        }
        guard gross.currency == net.currency else {
            if hasParts { row.fee = Money(minor: fee, currency: net.currency) }
            return
        }
        guard Int128(gross.minor) - Int128(fee) == Int128(net.minor) else {
            throw .netDiffers(column: cells.map.name(of: net.minor < 0 ? .netOutgoing : .netIncoming))
        }
        row.fee = Money(minor: fee, currency: net.currency)
    }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] { sums.controls() }
}
