// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads rows as a profile says.
struct ProfileRows: RowInterpreter {
    private let profile: Profile
    private var hasEnded = false

    init(_ profile: Profile, _ context: ReadingContext) { self.profile = profile }

    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool {
        if hasEnded { return true }
        guard let marker = profile.footerMarker else { return false }
        hasEnded = decoder.lenientText(row.trimmed(0)).hasPrefix(marker)
        return hasEnded
    }

    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let currency = try currency(cells)
        let (signed, isReversal) = try signedAmount(cells, currency)
        let kind = try kind(cells, signed)
        try checkSign(signed, kind, cells)
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.amount = Money(minor: signed == .min ? .max : abs(signed), currency: currency)
        row.status = try status(cells)
        if isReversal, profile.role == .bank, row.status == .approved { row.status = .reversed }
        try addTimes(to: &row, cells)
        try addNumbers(to: &row, cells)
        try addFee(to: &row, cells, currency)
        row.product = try text(.product, cells)
        row.channel = try text(.channel, cells)
        row.acquirer = try text(.acquirer, cells)
        row.operatorName = try text(.operatorName, cells)
        row.card = try cells.card(.card)
        row.printed = try cells.flag(.printed)
        row.remark = try cells.remark([.summary, .counterparty, .goods, .remark])
        return row
    }

    private func text(_ field: Field, _ cells: Cells) throws(RowFault) -> String? {
        try cells.label(field) ?? profile.constants[field]
    }

    private func number(_ field: Field, _ cells: Cells) throws(RowFault) -> String? {
        try cells.identifierText(field) ?? profile.constants[field]
    }

    private func currency(_ cells: Cells) throws(RowFault) -> Currency {
        if cells.isEmpty(.currency), let code = profile.constants[.currency] {
            guard let currency = Currency(code: code) else { throw .unknownCurrency(column: Field.currency.name) }
            return currency
        }
        return try cells.currency(.currency)
    }

    /// - Returns: whether it stands negative in a column of one direction too, and so takes an earlier booking back.
    private func signedAmount(
        _ cells: Cells, _ currency: Currency
    ) throws(RowFault) -> (minor: Int64, isReversal: Bool) {
        let style = profile.amountStyle
        guard !cells.map.has(.amount) else {
            return (try cells.amount(.amount, style: style, currency: currency), false)
        }
        let incoming = try cells.minor(.incoming, style: style, currency: currency)
        let outgoing = try cells.minor(.outgoing, style: style, currency: currency)
        switch (incoming, outgoing) {
        case (let amount?, nil): return (amount, amount < 0)
        case (nil, let amount?): return (amount == .min ? .max : -amount, amount < 0)
        // Many banks fill the unused column with 0.00.
        case (let amount?, 0): return (amount, amount < 0)
        case (0, let amount?): return (amount == .min ? .max : -amount, amount < 0)
        case (nil, nil): throw .missing(column: cells.map.name(of: .amount))
        case (_?, _?): throw .twoAmounts(cells.map.name(of: .incoming), cells.map.name(of: .outgoing))
        }
    }

    private func kind(_ cells: Cells, _ signed: Int64) throws(RowFault) -> StatementRow.Kind {
        switch profile.sign {
        case .direction: return signed < 0 ? .outgoing : .incoming
        case .negativeIsRefund: return signed < 0 ? .refund : .sale
        case .positive, .refundsNegative: break
        }
        guard let word = try text(.type, cells) else { throw .missing(column: cells.map.name(of: .type)) }
        if let kind = profile.typeWords[word] { return kind }
        if profile.typeWords.isEmpty, let kind = StatementRow.Kind(rawValue: word) { return kind }
        throw cells.fault(unknown: word, in: .type)
    }

    private func checkSign(_ signed: Int64, _ kind: StatementRow.Kind, _ cells: Cells) throws(RowFault) {
        let column = cells.map.name(of: .amount)
        switch profile.sign {
        case .positive: if signed < 0 { throw .negativeAmount(column: column) }
        case .refundsNegative:
            let isBack =
                kind == .refund || kind == .void || kind == .reversal || kind == .chargeback
                || kind == .outgoing
            if isBack ? signed > 0 : signed < 0 { throw .clashingSign(column: column, type: kind.rawValue) }
        case .negativeIsRefund, .direction: break
        }
    }

    private func status(_ cells: Cells) throws(RowFault) -> StatementRow.Status {
        guard let word = try text(.status, cells) else { return .approved }
        if let status = profile.statusWords[word] { return status }
        if profile.statusWords.isEmpty, let status = StatementRow.Status(rawValue: word) { return status }
        throw cells.fault(unknown: word, in: .status)
    }

    private func addTimes(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        let date = try read(.date, profile.datePattern, cells, isDate: true)
        let clock = try read(.clock, profile.clockPattern, cells, isDate: false)
        row.settledOn = try read(.settleDate, profile.datePattern, cells, isDate: true)?.date
        if let time = try read(.time, profile.timePattern, cells, isDate: nil) {
            guard let day = time.date ?? date?.date else { throw .notATime(column: cells.map.name(of: .time)) }
            row.occurredAt = CivilTime(day, secondOfDay: time.second ?? 0)
        } else if let day = date?.date, let second = clock?.second ?? date?.second {
            row.occurredAt = CivilTime(day, secondOfDay: second)
        } else if row.settledOn == nil {
            row.settledOn = date?.date
        }
    }

    /// - Parameter isDate: true for a day, false for a time of day, nil for both together.
    private func read(
        _ field: Field, _ pattern: TimePattern?, _ cells: Cells, isDate: Bool?
    ) throws(RowFault) -> (date: CivilDate?, second: Int?)? {
        let bytes = cells.bytes(field)
        guard !bytes.isEmpty else { return nil }
        if let pattern, let found = pattern.read(bytes) { return found }
        // The dates of a workbook have no pattern of their own.
        if pattern == nil || cells.isOfSheet {
            switch isDate {
            case true?: if let date = TimeText.date(bytes) ?? TimeText.time(bytes)?.date { return (date, nil) }
            case false?: if let second = TimeText.secondOfDay(bytes) { return (nil, second) }
            case nil: if let time = TimeText.time(bytes) { return (time.date, time.secondOfDay) }
            }
        }
        throw isDate == true
            ? .notADate(column: cells.map.name(of: field)) : .notATime(column: cells.map.name(of: field))
    }

    private func addNumbers(to row: inout StatementRow, _ cells: Cells) throws(RowFault) {
        for field in profile.keyParts where cells.isEmpty(field) && profile.constants[field] == nil {
            throw .missing(column: cells.map.name(of: field))
        }
        row.merchant = try number(.merchant, cells).flatMap { MerchantID($0) }
        row.store = try number(.store, cells).flatMap { StoreID($0) }
        row.terminal = try number(.terminal, cells).flatMap { TerminalID($0) }
        row.batch = try cells.identifier(.batch, BatchNumber.self)
        row.voucher = try cells.identifier(.voucher, VoucherNumber.self)
        row.reference = try cells.identifier(.reference, ReferenceNumber.self)
        row.authorisation = try cells.identifier(.authorisation, AuthorisationCode.self)
        row.original = try cells.identifierText(.original)
        let order = try cells.identifier(.order, OrderNumber.self)
        let channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        guard row.kind == .refund, cells.map.has(.refundOrder) || cells.map.has(.refundChannelOrder) else {
            row.order = order
            row.channelOrder = channelOrder
            return
        }
        row.order = try cells.identifier(.refundOrder, OrderNumber.self)
        row.channelOrder = try cells.identifier(.refundChannelOrder, ChannelOrderNumber.self)
        row.original = row.original ?? order?.text ?? channelOrder?.text
    }

    private func addFee(to row: inout StatementRow, _ cells: Cells, _ currency: Currency) throws(RowFault) {
        let style = profile.amountStyle
        if let fee = try cells.minor(.fee, style: style, currency: currency) {
            let charged = profile.feeSign == .chargedPositive ? fee : (fee == .min ? .max : -fee)
            row.fee = Money(minor: charged, currency: currency)
        }
        row.net = try cells.minor(.net, style: style, currency: currency).map { Money(minor: $0, currency: currency) }
    }
}
