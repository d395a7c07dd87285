// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
public import Tender

/// The same payments by two tariffs; amounts in minor units.
public struct WhatIfResult: Sendable {
    /// Payments and what they cost by each tariff.
    public struct Sum: Sendable, Hashable {
        public internal(set) var rows = 0
        public internal(set) var amount: Int128 = 0
        public internal(set) var present: Int128 = 0
        public internal(set) var other: Int128 = 0

        /// Positive where the other tariff costs more.
        public var difference: Int128 { other - present }
    }

    /// From which row of the present tariff to which of the other, from 1.
    public struct Move: Sendable, Hashable {
        public let from: Int
        public let to: Int
    }

    /// One payment whose fee moves much.
    public struct Payment: Sendable, Hashable {
        public let merchant: String
        public let terminal: String
        public let rrn: String
        public let product: String
        public let amount: Int64
        public let present: Int64
        public let other: Int64

        public var difference: Int128 { Int128(other) - Int128(present) }
    }

    /// Payments listed one by one.
    public static let mostPayments = 10

    public let currency: Currency
    public internal(set) var total = Sum()
    public internal(set) var products: [String: Sum] = [:]
    public internal(set) var moves: [Move: Sum] = [:]
    /// The ones that move most, whichever way; among equals the one that stands first.
    public internal(set) var payments: [Payment] = []
    /// Rows that one of the tariffs has no price for; they are in no sum.
    public internal(set) var notCovered = 0
    /// Rows that cannot be read.
    public internal(set) var unread = 0

    /// The largest difference first; among equals by name.
    public var productsByDifference: [(product: String, sum: Sum)] {
        products.sorted {
            ($1.value.difference.magnitude, $0.key) < ($0.value.difference.magnitude, $1.key)
        }.map { ($0.key, $0.value) }
    }

    /// The same for the rows of the tariffs.
    public var movesByDifference: [(move: Move, sum: Sum)] {
        moves.sorted {
            ($1.value.difference.magnitude, $0.key.from, $0.key.to)
                < ($0.value.difference.magnitude, $1.key.from, $1.key.to)
        }.map { ($0.key, $0.value) }
    }

    init(currency: Currency) { self.currency = currency }
}

/// Adds up rows by both tariffs.
struct WhatIfJudge {
    /// Products beyond it are added up under one name.
    private static let mostProducts = 1_000

    let present: WhatIf.Side
    let other: WhatIf.Side
    var result: WhatIfResult

    init(present: WhatIf.Side, other: WhatIf.Side, currency: Currency) {
        self.present = present
        self.other = other
        result = WhatIfResult(currency: currency)
    }

    mutating func add(_ record: AcquirerRecord, day: CivilDate?) {
        guard let mine = present.fee(record, day: day, currency: result.currency),
            let theirs = other.fee(record, day: day, currency: result.currency)
        else {
            result.notCovered += 1
            return
        }
        let sum = WhatIfResult.Sum(
            rows: 1, amount: Int128(record.amount), present: Int128(mine.fee.minor), other: Int128(theirs.fee.minor))
        result.total.add(sum)
        let isKnown = result.products[record.product] != nil || result.products.count < Self.mostProducts
        result.products[isKnown ? record.product : "…", default: .init()].add(sum)
        result.moves[.init(from: mine.rowNumber, to: theirs.rowNumber), default: .init()].add(sum)
        note(record, sum)
    }

    private mutating func note(_ record: AcquirerRecord, _ sum: WhatIfResult.Sum) {
        let size = sum.difference.magnitude
        guard size > 0 else { return }
        if result.payments.count == WhatIfResult.mostPayments, let last = result.payments.last,
            last.difference.magnitude >= size
        {
            return
        }
        let place = result.payments.firstIndex { $0.difference.magnitude < size } ?? result.payments.count
        result.payments.insert(
            WhatIfResult.Payment(
                merchant: record.merchant, terminal: record.terminal, rrn: record.rrn, product: record.product,
                amount: record.amount, present: Int64(clamping: sum.present), other: Int64(clamping: sum.other)),
            at: place)
        if result.payments.count > WhatIfResult.mostPayments { result.payments.removeLast() }
    }

    func finish() -> WhatIfResult { result }
}

extension WhatIfResult.Sum {
    mutating func add(_ more: Self) {
        rows += more.rows
        amount += more.amount
        present += more.present
        other += more.other
    }
}
