// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Counterfoil's own CSV in its three roles: till or terminal journal, acquirer, bank.
enum OwnFiles {
    static let formats = [tillByReference, tillByVoucher, acquirer, bank]

    private static let tillTitle = StatementFormat(
        name: "till-csv", title: Phrase(zh: "收银流水 CSV", en: "till journal CSV"), role: .till)

    /// Columns only a till has.
    static let tillMarks: Set<Field> = [.status, .printed, .order, .operatorName]
    /// Columns only an acquirer has.
    static let acquirerMarks: Set<Field> = [.fee, .net, .settleDate]

    private static func columns(_ fields: [Field]) -> [(Field, [String])] { fields.map { ($0, [$0.name]) } }

    private static let tillOptional: [Field] = [
        .reference, .merchant, .store, .voucher, .batch, .authorisation, .card, .product, .currency, .status,
        .printed, .order, .operatorName, .original, .remark,
    ]

    private static let tillByReference = till(requiring: [.terminal, .reference, .type, .amount, .time])
    private static let tillByVoucher = till(requiring: [.terminal, .batch, .voucher, .type, .amount, .time])

    private static func till(requiring required: [Field]) -> KnownFormat {
        KnownFormat(
            format: tillTitle,
            layout: Layout(
                required: columns(required), optional: columns(tillOptional.filter { !required.contains($0) })),
            marks: [], zone: nil, makeInterpreter: { _ in TillRows() })
    }

    private static let acquirer = KnownFormat(
        format: StatementFormat(
            name: "acquirer-csv", title: Phrase(zh: "收单对账 CSV", en: "acquirer CSV"), role: .acquirer),
        layout: Layout(
            required: columns([.terminal, .reference, .type, .amount]),
            optional: columns([
                .merchant, .store, .card, .product, .fee, .net, .settleDate, .time, .authorisation, .batch, .voucher,
                .currency, .order, .channelOrder, .channel, .acquirer, .payout, .original, .remark,
            ])),
        marks: [], zone: nil, makeInterpreter: { _ in AcquirerRows() })

    private static let bank = KnownFormat(
        format: StatementFormat(name: "bank-csv", title: Phrase(zh: "银行到账 CSV", en: "bank CSV"), role: .bank),
        layout: Layout(
            required: columns([.date, .amount]),
            optional: columns([.merchant, .currency, .remark]) + [(.reference, ["reference"])]),
        marks: [], zone: nil, makeInterpreter: { _ in BankRows() })
}

/// Fields that till and acquirer files share.
private func sharedFacts(_ cells: Cells) throws(RowFault) -> (StatementRow, Currency) {
    let word = try cells.word(.type)
    guard let kind = StatementRow.Kind(rawValue: word), kind.isTransaction || kind.isDispute else {
        throw cells.fault(unknown: word, in: .type)
    }
    var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
    let currency = try cells.currency(.currency)
    let amount = try cells.amount(.amount, style: [], currency: currency)
    guard amount >= 0 else { throw .negativeAmount(column: cells.map.name(of: .amount)) }
    row.amount = Money(minor: amount, currency: currency)
    row.terminal = try cells.identifier(.terminal, TerminalID.self)
    guard row.terminal != nil else { throw .missing(column: cells.map.name(of: .terminal)) }
    row.reference = try cells.identifier(.reference, ReferenceNumber.self)
    row.batch = try cells.identifier(.batch, BatchNumber.self)
    row.voucher = try cells.identifier(.voucher, VoucherNumber.self)
    guard row.reference != nil || (row.batch != nil && row.voucher != nil) else { throw .noKey }
    row.merchant = try cells.identifier(.merchant, MerchantID.self)
    row.store = try cells.identifier(.store, StoreID.self)
    row.authorisation = try cells.identifier(.authorisation, AuthorisationCode.self)
    row.order = try cells.identifier(.order, OrderNumber.self)
    row.card = try cells.card(.card)
    row.product = try cells.label(.product)
    row.occurredAt = try cells.time(.time)
    row.original = try cells.identifierText(.original)
    row.remark = try cells.remark([.remark])
    return (row, currency)
}

private struct TillRows: RowInterpreter {
    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        var (row, _) = try sharedFacts(cells)
        guard row.occurredAt != nil else { throw .missing(column: cells.map.name(of: .time)) }
        row.status = .approved
        if let word = try cells.text(.status) {
            switch word {
            case "approved": break
            case "declined": row.status = .declined
            case "unknown": row.status = .unknown
            default: throw cells.fault(unknown: word, in: .status)
            }
        }
        row.printed = try cells.flag(.printed)
        row.operatorName = try cells.label(.operatorName)
        return row
    }
}

private struct AcquirerRows: RowInterpreter {
    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        var (row, currency) = try sharedFacts(cells)
        // A clearing file lists what will be settled, so every row of it was approved.
        row.status = .approved
        row.fee = try cells.minor(.fee, style: [], currency: currency).map { Money(minor: $0, currency: currency) }
        row.net = try cells.minor(.net, style: [], currency: currency).map { Money(minor: $0, currency: currency) }
        row.settledOn = try cells.date(.settleDate)
        row.channelOrder = try cells.identifier(.channelOrder, ChannelOrderNumber.self)
        row.channel = try cells.label(.channel)
        row.acquirer = try cells.label(.acquirer)
        row.payout = try cells.identifierText(.payout)
        return row
    }
}

private struct BankRows: RowInterpreter {
    func interpret(_ cells: Cells) throws(RowFault) -> StatementRow {
        let currency = try cells.currency(.currency)
        let amount = try cells.amount(.amount, style: [], currency: currency)
        let kind: StatementRow.Kind = amount < 0 ? .outgoing : .incoming
        var row = StatementRow(line: cells.row.line, byte: cells.row.byte, kind: kind)
        row.amount = Money(minor: amount < 0 ? -amount : amount, currency: currency)
        guard let date = try cells.date(.date) else { throw .missing(column: cells.map.name(of: .date)) }
        row.settledOn = date
        row.status = .approved
        row.merchant = try cells.identifier(.merchant, MerchantID.self)
        // Banks write names and words here; a number that fits is a reference, the whole text is the remark.
        row.remark = try cells.remark([.reference, .remark])
        if !Cells.isScientific(cells.bytes(.reference)), let text = try cells.text(.reference) {
            row.reference = ReferenceNumber(text)
        }
        return row
    }
}
