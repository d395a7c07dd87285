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

    static let update = """
        UPDATE txn SET \(names.dropFirst().map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?
        """

    /// Values for `insertion`; `update` takes them with the first moved to the end.
    var values: [DatabaseValue] {
        var values: [DatabaseValue] = []
        values.reserveCapacity(Self.names.count)
        values.append(id.databaseValue)
        values.append(moment.databaseValue)
        values.append(day.daysSinceEpoch.databaseValue)
        appendFacts(to: &values)
        values.append(sources.bits.databaseValue)
        values.append(states.money.databaseValue)
        values.append(Self.value(states.refunded))
        values.append(Self.value(states.unknownSince))
        values.append(states.slip.databaseValue)
        values.append(states.settlement.databaseValue)
        values.append(states.fee.databaseValue)
        values.append(reviewOn.map { $0.daysSinceEpoch.databaseValue } ?? .null)
        values.append(Self.value(codes.isEmpty ? nil : codes.map(\.text).joined(separator: " ")))
        return values
    }

    private func appendFacts(to values: inout [DatabaseValue]) {
        values.append(facts.type.rawValue.databaseValue)
        values.append(Self.value(facts.status?.rawValue))
        values.append(Self.value(facts.amount?.minor))
        values.append(Self.value(facts.amount?.currency.code))
        values.append(Self.value(facts.store?.text))
        values.append(Self.value(facts.merchant?.text))
        values.append(Self.value(facts.terminal?.text))
        values.append(Self.value(facts.batch?.text))
        values.append(Self.value(facts.voucher?.text))
        values.append(Self.value(facts.reference?.text))
        values.append(Self.value(facts.authorisation?.text))
        values.append(Self.value(facts.order?.text))
        values.append(Self.value(facts.channelOrder?.text))
        values.append(Self.value(facts.card?.bin))
        values.append(Self.value(facts.card?.last4))
        values.append(Self.value(facts.product))
        values.append(Self.value(facts.channel))
        values.append(Self.value(facts.acquirer))
        values.append(Self.value(facts.occurredAt?.secondsSinceEpoch))
        values.append(facts.settledOn.map { $0.daysSinceEpoch.databaseValue } ?? .null)
        values.append(Self.value(inCurrency(facts.fee)))
        values.append(Self.value(inCurrency(facts.net)))
        values.append(facts.printed.map { Int64($0 ? 1 : 0).databaseValue } ?? .null)
        values.append(Self.value(facts.operatorName))
        values.append(Self.value(facts.original))
        values.append(Self.value(facts.remark))
    }

    /// A fee in another currency than the amount is shown with its observation only.
    private func inCurrency(_ money: Money?) -> Int64? {
        guard let money, money.currency == facts.amount?.currency ?? .cny else { return nil }
        return money.minor
    }

    private static func value(_ text: String?) -> DatabaseValue { text.map(\.databaseValue) ?? .null }
    private static func value(_ number: Int64?) -> DatabaseValue { number.map(\.databaseValue) ?? .null }

    /// Reads a row that was selected with `selection` first.
    init(_ row: Row) {
        id = row[0]
        moment = row[1]
        day = CivilDate(daysSinceEpoch: row[2])
        facts = Self.facts(row)
        sources = SourceSet(bits: row[29])
        states = States(
            money: row[30], refunded: row[31], unknownSince: row[32], slip: row[33], settlement: row[34],
            fee: row[35])
        reviewOn = (row[36] as Int32?).map { CivilDate(daysSinceEpoch: $0) }
        codes = ((row[37] as String?) ?? "").split(separator: " ").compactMap { FindingCode(String($0)) }
    }

    private static func facts(_ row: Row) -> Facts {
        var facts = Facts(type: TransactionType(rawValue: row[3]) ?? .sale)
        let currency = (row[6] as String?).flatMap { Currency(code: $0) } ?? .cny
        let money = { (index: Int) in (row[index] as Int64?).map { Money(minor: $0, currency: currency) } }
        let text = { (index: Int) in row[index] as String? }
        facts.status = text(4).flatMap { ReportedStatus(rawValue: $0) }
        facts.amount = money(5)
        facts.store = text(7).flatMap { StoreID($0) }
        facts.merchant = text(8).flatMap { MerchantID($0) }
        facts.terminal = text(9).flatMap { TerminalID($0) }
        facts.batch = text(10).flatMap { BatchNumber($0) }
        facts.voucher = text(11).flatMap { VoucherNumber($0) }
        facts.reference = text(12).flatMap { ReferenceNumber($0) }
        facts.authorisation = text(13).flatMap { AuthorisationCode($0) }
        facts.order = text(14).flatMap { OrderNumber($0) }
        facts.channelOrder = text(15).flatMap { ChannelOrderNumber($0) }
        facts.card = text(17).flatMap { MaskedPAN(bin: text(16) ?? "", last4: $0) }
        facts.product = text(18)
        facts.channel = text(19)
        facts.acquirer = text(20)
        facts.occurredAt = (row[21] as Int64?).map { CivilTime(secondsSinceEpoch: $0) }
        facts.settledOn = (row[22] as Int32?).map { CivilDate(daysSinceEpoch: $0) }
        facts.fee = money(23)
        facts.net = money(24)
        facts.printed = (row[25] as Int64?).map { $0 != 0 }
        facts.operatorName = text(26)
        facts.original = text(27)
        facts.remark = text(28)
        return facts
    }
}
