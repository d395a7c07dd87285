// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tariffs
internal import Tender

/// What all readers of a job share: the texts they number, the clock, the tariff.
struct ReadingPlan: Sendable {
    static let mostProducts = 1 << 20
    static let mostReferences = Int(UInt32.max) - 1
    /// Leaves most of the second cache level to the tables; larger chunks push them out, smaller cost calls.
    static let usualChunkBytes = 256 << 10

    let tables: [InputTable]
    var terminals = TextPool(limit: MatchRow.mostTerminals)
    var merchants = TextPool(limit: MatchRow.mostMerchants)
    var products = TextPool(limit: Self.mostProducts)
    var references = TextPool(limit: Self.mostReferences)
    let feeBook = FeeBook()
    let currency: Currency
    let currencyCode: [UInt8]
    let amounts: AmountText
    let tariff: Tariff
    /// Whether any of its rows holds for some days only.
    let isDated: Bool
    let calendar: SettlementCalendar
    let clocks: SourceClocks
    /// Of sales, receipts and orders alike: they wait for the same acquirers.
    var due: DueTest { clocks.due }
    let clock = ClockText()
    /// Whether rows join by order number: all of them, or, where `mixed` is set, those that it names.
    let joinsByOrder: Bool
    let mixed: MixedKeys?
    let partitions: Int
    /// Where rows go that do not fit the memory; nil when all of them stay.
    var space: SpillSpace?
    let expectedTills: Int
    let expectedAcquirers: Int
    var expectedReceipts = 0
    var expectedOrders = 0
    let chunkBytes: Int
    var usesReceipts = false
    var usesOrders = false
    /// What earlier runs left; nil for a run that stands alone.
    var carried: Carried?
    var usesSides: Bool { usesReceipts || usesOrders }

    /// Goes on with the texts of earlier runs, so that their numbers mean the same.
    mutating func carry(_ carried: Carried) {
        self.carried = carried
        terminals = carried.terminals
        merchants = carried.merchants
        products = carried.products
        references = carried.references
    }
}
