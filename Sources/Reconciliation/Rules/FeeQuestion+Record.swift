// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

extension FeeQuestion {
    /// What an acquirer's row asks of a tariff; the month's volume is asked for apart.
    init(_ record: AcquirerRecord, currency: Currency, day: CivilDate?) {
        self.init(
            amount: Money(minor: record.amount, currency: currency), isRefund: record.type == "refund",
            product: record.product.isEmpty ? nil : record.product, acquirer: record.acquirer,
            merchant: MerchantID(record.merchant), day: day)
        isDispute = record.type == RowType.names[Int(RowType.chargeback)]
        brand = record.brand.isEmpty ? nil : record.brand
        channel = record.channel.isEmpty ? nil : record.channel
        instalments = Int(record.instalments)
    }
}
