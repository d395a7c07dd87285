// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Tariffs
internal import Tender

/// A tariff's rows in the journal: text by text and number by number, an absent one as a zero byte.
///
///     currency │ count │ row …                                      a simple tariff, as ever
///     currency │ count + 2^20 │ row … │ terms of each row │ categories of merchants
///
/// A count beyond all tariffs says that terms follow, so an older program refuses the entry instead of reading half
/// of a contract.
extension Tariff {
    private static let withTerms: UInt64 = 1 << 20

    func write(to writer: inout ByteWriter) {
        let isSimple = categories.isEmpty && rows.allSatisfy { $0.terms == FeeTerms() }
        writer.text(currency.code)
        writer.varint(UInt64(rows.count) + (isSimple ? 0 : Self.withTerms))
        for row in rows {
            writer.text(row.product)
            writer.text(row.acquirer ?? "")
            writer.text(row.merchant?.text ?? "")
            writer.signed(row.rate.partsPerBillion)
            writer.signed(row.fixed)
            for limit in [row.floor, row.cap, row.minAmount, row.maxAmount] { writer.optional(limit) }
            writer.text(row.rounding.rawValue)
            writer.text(row.refund.rawValue)
            for day in [row.validFrom, row.validTo] { writer.optional(day.map { Int64($0.daysSinceEpoch) }) }
        }
        guard !isSimple else { return }
        for row in rows { row.terms.write(to: &writer) }
        writer.varint(UInt64(categories.count))
        for (merchant, category) in categories.sorted(by: { $0.key.text < $1.key.text }) {
            writer.text(merchant.text)
            writer.varint(UInt64(category))
        }
    }

    init(from cursor: inout ByteCursor) throws(DecodeError) {
        guard let currency = Currency(code: try cursor.text("currency", limit: 3)) else {
            throw DecodeError(.invalid, at: cursor.offset, field: "currency")
        }
        var rows: [TariffRow] = []
        let count = try cursor.varint("rows")
        let hasTerms = count >= Self.withTerms
        for _ in 0..<(hasTerms ? count - Self.withTerms : count) { rows.append(try TariffRow(from: &cursor)) }
        var categories: [MerchantID: UInt16] = [:]
        if hasTerms {
            for index in rows.indices { rows[index].terms = try FeeTerms(from: &cursor) }
            for _ in 0..<(try cursor.varint("categories")) {
                let name = try cursor.text("merchant", limit: 64)
                guard let merchant = MerchantID(name), let code = UInt16(exactly: try cursor.varint("category")) else {
                    throw DecodeError(.invalid, at: cursor.offset, field: "category")
                }
                categories[merchant] = code
            }
        }
        self.init(rows: rows, currency: currency, categories: categories)
    }
}

extension TariffRow {
    fileprivate init(from cursor: inout ByteCursor) throws(DecodeError) {
        self.init(product: try cursor.text("product", limit: 200))
        let acquirer = try cursor.text("acquirer", limit: 200)
        self.acquirer = acquirer.isEmpty ? nil : acquirer
        merchant = MerchantID(try cursor.text("merchant", limit: 64))
        let refused = DecodeError(.invalid, at: cursor.offset, field: "row")
        guard let rate = Rate(partsPerBillion: try cursor.signed("rate")) else { throw refused }
        self.rate = rate
        fixed = try cursor.signed("fixed")
        floor = try cursor.optional("floor")
        cap = try cursor.optional("cap")
        minAmount = try cursor.optional("minAmount")
        maxAmount = try cursor.optional("maxAmount")
        guard let rounding = Rounding(rawValue: try cursor.text("rounding", limit: 40)) else { throw refused }
        self.rounding = rounding
        guard let refund = RefundFee(rawValue: try cursor.text("refund", limit: 40)) else { throw refused }
        self.refund = refund
        validFrom = try cursor.optional("validFrom").map { CivilDate(daysSinceEpoch: Int32(clamping: $0)) }
        validTo = try cursor.optional("validTo").map { CivilDate(daysSinceEpoch: Int32(clamping: $0)) }
    }
}

extension ByteWriter {
    mutating func optional(_ value: Int64?) {
        byte(value == nil ? 0 : 1)
        if let value { signed(value) }
    }
}

extension ByteCursor {
    mutating func optional(_ field: String) throws(DecodeError) -> Int64? {
        try byte(field) == 0 ? nil : try signed(field)
    }
}
