// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// PayPal settlement reports (STL): rows of nine kinds, told by their first cell.
///
///     RH report ─▶ FH file ─▶ SH section ─▶ CH columns ─▶ SB rows … ─▶ SF sums, one a currency ─▶ SC count
///                    │           └─ again for each account                                          │
///                    └─ again for each file ◀── FF count ◀── RC count ◀── RF sums ◀──────────────────┘
enum PayPalSettlement {
    static let known = KnownFormat(
        format: StatementFormat(
            name: "paypal-settlement", title: Phrase(zh: "PayPal 结算报告", en: "PayPal settlement report"),
            role: .acquirer),
        layout: Layout(
            required: [
                (.category, ["CH"]), (.channelOrder, ["Transaction ID"]), (.order, ["Invoice ID"]),
                (.original, ["PayPal Reference ID"]), (.summary, ["PayPal Reference ID Type"]),
                (.type, ["Transaction Event Code"]), (.time, ["Transaction Initiation Date"]),
                (.direction, ["Transaction Debit or Credit"]), (.amount, ["Gross Transaction Amount"]),
                (.currency, ["Gross Transaction Currency"]), (.feeDirection, ["Fee Debit or Credit"]),
                (.fee, ["Fee Amount"]), (.feeCurrency, ["Fee Currency"]),
            ],
            optional: [(.store, ["Store ID"]), (.terminal, ["Terminal ID"])],
            ignored: [
                "Transaction Completion Date", "Custom Field", "Payment Tracking ID", "Bank Reference ID",
                "Credit Transactional Fee", "Credit Promotional Fee", "Credit Term",
            ],
            personal: ["Consumer ID"]),
        marks: ["RH"], zone: .utc, makeInterpreter: { context in PayPalRows(context) })

    /// What an event code means, by its group (`T11`) or its whole (`T1107`).
    static func meaning(_ code: String, isCredit: Bool) -> Result<StatementRow.Kind, SetAside>? {
        guard code.utf8.count == 5, code.hasPrefix("T") else { return nil }
        if let reason = exceptions[code] { return .failure(SetAside(reason: reason)) }
        if chargebacks.contains(code) {
            return isCredit ? .failure(SetAside(reason: SetAsideReasons.dispute)) : .success(.chargeback)
        }
        switch code.prefix(3) {
        case "T00": return isCredit ? .success(.sale) : .failure(SetAside(reason: SetAsideReasons.paidOut))
        case "T11" where code == "T1107":
            // A refund that the merchant made goes out; one that comes in was made to the merchant.
            return isCredit ? .failure(SetAside(reason: SetAsideReasons.paidOut)) : .success(.refund)
        default: return groups[String(code.prefix(3))].map { .failure(SetAside(reason: $0)) }
        }
    }

    /// A reversal that completes a chargeback, and a chargeback. What comes in of a dispute has several codes, whose
    /// meaning beside one payment is not sure: it stays a notice.
    private static let chargebacks: Set<String> = ["T1106", "T1201"]

    struct SetAside: Error { let reason: Phrase }

    /// Currencies of two decimals that PayPal keeps without any: what 10000 means is not sure.
    static let unsureDecimals: Set<String> = ["HUF", "TWD"]
    static let unsureAmount = Phrase(
        zh: "PayPal 的这种货币没有小数，金额的单位不能确定",
        en: "PayPal keeps this currency without decimals, so the unit of the amount is not sure")

    private static let exceptions: [String: Phrase] = [
        "T0001": SetAsideReasons.paidOut, "T1110": SetAsideReasons.reserve,
        "T1111": SetAsideReasons.reserve,
    ]

    private static let groups: [String: Phrase] = [
        "T01": SetAsideReasons.fee, "T02": SetAsideReasons.conversion, "T03": SetAsideReasons.transfer,
        "T04": SetAsideReasons.payout, "T05": SetAsideReasons.transfer, "T06": SetAsideReasons.transfer,
        "T07": SetAsideReasons.transfer, "T08": SetAsideReasons.correction, "T09": SetAsideReasons.correction,
        "T10": SetAsideReasons.paidOut, "T11": SetAsideReasons.paymentFailed, "T12": SetAsideReasons.dispute,
        "T13": SetAsideReasons.reserve, "T14": SetAsideReasons.correction, "T15": SetAsideReasons.reserve,
        "T16": SetAsideReasons.transfer, "T17": SetAsideReasons.payout, "T18": SetAsideReasons.transfer,
        "T19": SetAsideReasons.correction, "T20": SetAsideReasons.transfer, "T21": SetAsideReasons.reserve,
        "T22": SetAsideReasons.transfer, "T30": SetAsideReasons.transfer, "T50": SetAsideReasons.transfer,
        "T97": SetAsideReasons.transfer, "T98": SetAsideReasons.correction, "T99": SetAsideReasons.correction,
    ]
}

private struct PayPalRows: RowInterpreter {
    private var totals: PayPalTotals

    init(_ context: ReadingContext) { totals = PayPalTotals(context) }

    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool {
        try totals.takes(row, decoder)
    }

    mutating func noteUnreadable() { totals.noteUnreadable() }

    mutating func close(_ counts: RowCounts) throws(StatementError) -> [ControlTotal] { try totals.close() }

    mutating func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let mark = try cells.word(.category)
        guard mark == "SB" else { throw cells.fault(unknown: mark, in: .category) }
        let gross: Money
        var fee: Money?
        do throws(RowFault) {
            gross = try signed(cells, .amount, .currency, .direction)
            if !cells.isEmpty(.fee), !cells.isEmpty(.feeCurrency) {
                fee = try signed(cells, .fee, .feeCurrency, .feeDirection)
            }
        } catch {
            totals.noteUnreadable()
            throw error
        }
        totals.add(gross: gross, fee: fee)
        let code = try cells.word(.type)
        switch PayPalSettlement.meaning(code, isCredit: gross.minor >= 0) {
        case .success(let kind): return try payment(cells, kind, gross: gross, fee: fee)
        case .failure(let aside):
            if aside.reason == SetAsideReasons.payout, gross.minor < 0, gross.minor != .min,
                !PayPalSettlement.unsureDecimals.contains(gross.currency.code),
                let day = TimeText.utc(cells.bytes(.time))?.date
            {
                throw .payout(
                    Payout(
                        number: nil, day: day, merchant: totals.account,
                        amount: Money(minor: -gross.minor, currency: gross.currency)))
            }
            throw .setAside(aside.reason)
        case nil: throw cells.fault(unknown: code, in: .type)
        }
    }

    /// Unsigned minor units beside a column that says `CR` (came in) or `DR` (went out).
    private func signed(
        _ cells: Cells, _ amount: Field, _ currency: Field, _ direction: Field
    ) throws(RowFault) -> Money {
        let currency = try cells.isoCurrency(currency)
        let minor = try cells.amount(amount, style: .minorUnits, currency: currency)
        guard minor >= 0 else { throw .negativeAmount(column: cells.map.name(of: amount)) }
        if minor == 0, cells.isEmpty(direction) { return Money(minor: 0, currency: currency) }
        switch try cells.word(direction) {
        case "CR": return Money(minor: minor, currency: currency)
        case "DR": return Money(minor: -minor, currency: currency)
        case let word: throw cells.fault(unknown: word, in: direction)
        }
    }

    private func payment(
        _ cells: Cells, _ kind: StatementRow.Kind, gross: Money, fee: Money?
    ) throws(RowFault) -> StatementRow {
        guard !PayPalSettlement.unsureDecimals.contains(gross.currency.code) else {
            throw .setAside(PayPalSettlement.unsureAmount)
        }
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.status = .approved
        row.acquirer = "paypal"
        row.product = "paypal"
        row.channel = "paypal"
        row.amount = Money(minor: Int64(clamping: gross.minor.magnitude), currency: gross.currency)
        // What went out was charged.
        row.fee = fee.map { Money(minor: -$0.minor, currency: $0.currency) }
        if let fee, fee.currency == gross.currency {
            let (net, overflow) = gross.minor.addingReportingOverflow(fee.minor)
            guard !overflow else { throw .amountOutOfRange(column: cells.map.name(of: .fee)) }
            row.net = Money(minor: net, currency: gross.currency)
        } else if fee == nil {
            row.net = gross
        }
        row.merchant = totals.account
        row.terminal = try cells.identifier(.terminal, TerminalID.self)
        guard let time = TimeText.utc(cells.bytes(.time)) else { throw .notATime(column: cells.map.name(of: .time)) }
        row.occurredAt = time
        if kind.isDispute { return try disputed(row, cells) }
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        guard row.channelOrder != nil else { throw .missing(column: cells.map.name(of: .channelOrder)) }
        let invoice = try cells.identifier(.order, OrderNumber.self)
        if kind == .sale {
            row.order = invoice
        } else {
            let reference = try cells.identifierText(.original)
            row.original = invoice?.text ?? reference
        }
        return row
    }

    /// With the numbers of the payment that it is about; set aside where the row names none.
    private func disputed(_ row: StatementRow, _ cells: Cells) throws(RowFault) -> StatementRow {
        var row = row
        row.order = try cells.identifier(.order, OrderNumber.self)
        let names = cells.isEmpty(.summary) ? false : try cells.word(.summary) == "TXN"
        if names { row.channelOrder = try cells.identifier(.original, ChannelOrderNumber.self) }
        guard row.order != nil || row.channelOrder != nil else { throw .setAside(SetAsideReasons.dispute) }
        return row
    }
}
