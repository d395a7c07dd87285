// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Columns of `txn` in one order for reading and writing.
extension TransactionRow {
    private static let names = [
        "id", "moment", "day", "type", "status", "amount", "currency", "store", "merchant", "terminal", "batch",
        "voucher", "reference", "authorisation", "order_no", "channel_order", "bin", "last4", "product", "channel",
        "acquirer", "occurred", "settled", "fee", "net", "printed", "operator", "original", "remark", "sources",
        "money", "refunded", "unknown_since", "slip", "settlement", "fee_state", "review_on", "codes",
    ]

    /// For `SELECT`; every column is prefixed with the table's name.
    static let selection = names.map { "txn.\($0)" }.joined(separator: ", ")

    static let insertion = """
        INSERT INTO txn (\(names.joined(separator: ", ")))
        VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
        """

    /// Columns by which rows are found. SQLite writes an index anew for every column that an update names, changed
    /// or not, so an update that leaves these alone does not name them.
    private static let keys: Set<String> = [
        "moment", "amount", "store", "terminal", "voucher", "reference", "authorisation", "order_no",
        "channel_order", "last4", "original",
    ]

    static let update = updating { _ in true }
    static let updateBesideKeys = updating { !keys.contains($0) }

    private static func updating(_ isNamed: (String) -> Bool) -> String {
        let columns = names.dropFirst().filter(isNamed).map { "\($0) = ?" }.joined(separator: ", ")
        return "UPDATE txn SET \(columns) WHERE id = ?"
    }

    /// Whether another row is found by the same values.
    func hasSameKeys(as other: TransactionRow) -> Bool {
        moment == other.moment && facts.amount?.minor == other.facts.amount?.minor
            && facts.store == other.facts.store && facts.terminal == other.facts.terminal
            && facts.voucher == other.facts.voucher && facts.reference == other.facts.reference
            && facts.authorisation == other.facts.authorisation && facts.order == other.facts.order
            && facts.channelOrder == other.facts.channelOrder && facts.card?.last4 == other.facts.card?.last4
            && facts.original == other.facts.original
    }

    /// Binds every column but the number, in order; without the keys when they are not named.
    func bind(to statement: HotStatement, withKeys: Bool = true) {
        if withKeys { statement.bind(moment) }
        statement.bind(Int64(day.daysSinceEpoch))
        bindFacts(to: statement, withKeys: withKeys)
        statement.bind(sources.bits)
        statement.bind(states.money)
        statement.bind(states.refunded)
        statement.bind(states.unknownSince)
        statement.bind(states.slip)
        statement.bind(states.settlement)
        statement.bind(states.fee)
        statement.bind(reviewOn.map { Int64($0.daysSinceEpoch) })
        statement.bind(codes.isEmpty ? nil : codes.map(\.text).joined(separator: " "))
    }

    private func bindFacts(to statement: HotStatement, withKeys: Bool) {
        statement.bind(facts.type.rawValue)
        statement.bind(facts.status?.rawValue)
        if withKeys { statement.bind(facts.amount?.minor) }
        statement.bind(facts.amount?.currency.code)
        if withKeys { statement.bind(facts.store?.text) }
        statement.bind(facts.merchant?.text)
        if withKeys { statement.bind(facts.terminal?.text) }
        statement.bind(facts.batch?.text)
        if withKeys {
            statement.bind(facts.voucher?.text)
            statement.bind(facts.reference?.text)
            statement.bind(facts.authorisation?.text)
            statement.bind(facts.order?.text)
            statement.bind(facts.channelOrder?.text)
        }
        statement.bind(facts.card?.bin)
        if withKeys { statement.bind(facts.card?.last4) }
        statement.bind(facts.product)
        statement.bind(facts.channel)
        statement.bind(facts.acquirer)
        statement.bind(facts.occurredAt?.secondsSinceEpoch)
        statement.bind(facts.settledOn.map { Int64($0.daysSinceEpoch) })
        statement.bind(inCurrency(facts.fee))
        statement.bind(inCurrency(facts.net))
        statement.bind(facts.printed.map { $0 ? 1 : 0 } as Int64?)
        statement.bind(facts.operatorName)
        if withKeys { statement.bind(facts.original) }
        statement.bind(facts.remark)
    }

    /// A fee in another currency than the amount is shown with its observation only.
    private func inCurrency(_ money: Money?) -> Int64? {
        guard let money, money.currency == facts.amount?.currency ?? .cny else { return nil }
        return money.minor
    }

    /// Reads a row that was selected with `selection` first.
    init(_ row: some ColumnSource) {
        id = row.number(0) ?? 0
        moment = row.number(1) ?? 0
        day = Self.day(row.number(2) ?? 0)
        facts = Self.facts(row)
        sources = SourceSet(bits: row.number(29) ?? 0)
        states = States(
            money: row.text(30) ?? "", refunded: row.number(31), unknownSince: row.number(32),
            slip: row.text(33) ?? "", settlement: row.text(34) ?? "", fee: row.text(35) ?? "")
        reviewOn = row.number(36).map(Self.day)
        codes = row.text(37)?.split(separator: " ").compactMap { FindingCode(String($0)) } ?? []
    }

    private static func day(_ number: Int64) -> CivilDate { CivilDate(daysSinceEpoch: Int32(clamping: number)) }

    private static func facts(_ row: some ColumnSource) -> Facts {
        var facts = Facts(type: row.text(3).flatMap { TransactionType(rawValue: $0) } ?? .sale)
        let currency = row.text(6).flatMap { Currency(code: $0) } ?? .cny
        let money = { (index: Int) in row.number(index).map { Money(minor: $0, currency: currency) } }
        facts.status = row.text(4).flatMap { ReportedStatus(rawValue: $0) }
        facts.amount = money(5)
        facts.store = row.text(7).flatMap { StoreID($0) }
        facts.merchant = row.text(8).flatMap { MerchantID($0) }
        facts.terminal = row.text(9).flatMap { TerminalID($0) }
        facts.batch = row.text(10).flatMap { BatchNumber($0) }
        facts.voucher = row.text(11).flatMap { VoucherNumber($0) }
        facts.reference = row.text(12).flatMap { ReferenceNumber($0) }
        facts.authorisation = row.text(13).flatMap { AuthorisationCode($0) }
        facts.order = row.text(14).flatMap { OrderNumber($0) }
        facts.channelOrder = row.text(15).flatMap { ChannelOrderNumber($0) }
        facts.card = row.text(17).flatMap { MaskedPAN(bin: row.text(16) ?? "", last4: $0) }
        facts.product = row.text(18)
        facts.channel = row.text(19)
        facts.acquirer = row.text(20)
        facts.occurredAt = row.number(21).map { CivilTime(secondsSinceEpoch: $0) }
        facts.settledOn = row.number(22).map(day)
        facts.fee = money(23)
        facts.net = money(24)
        facts.printed = row.number(25).map { $0 != 0 }
        facts.operatorName = row.text(26)
        facts.original = row.text(27)
        facts.remark = row.text(28)
        return facts
    }
}
