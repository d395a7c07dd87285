// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// Where the rows of receipts and orders went: every row that was read ends in exactly one.
public struct SideBuckets: Sendable, Hashable {
    /// First receipts of a charge or of a till row that may still be settled.
    public internal(set) var receiptMatched = Bucket()
    /// Receipts after the first of their key: copies.
    public internal(set) var receiptCopies = Bucket()
    /// Receipts that nobody charged for, due (PY-03).
    public internal(set) var receiptWithoutCharge = Bucket()
    /// Receipts that nobody charged for, not yet due.
    public internal(set) var receiptInTransit = Bucket()
    /// Orders that were charged.
    public internal(set) var orderCharged = Bucket()
    /// Orders whose till row still waits for the acquirer, or has a finding of its own.
    public internal(set) var orderAtTill = Bucket()
    /// Orders that say they are unpaid or closed, and were not charged: in order.
    public internal(set) var orderOpen = Bucket()
    /// Paid orders that nobody charged for, due (PY-05).
    public internal(set) var orderWithoutCharge = Bucket()
    /// Paid orders that nobody charged for, not yet due.
    public internal(set) var orderInTransit = Bucket()
    /// Order rows after the first of their number (PY-07).
    public internal(set) var orderRepeated = Bucket()

    mutating func add(_ other: SideBuckets) {
        for path in Self.all { self[keyPath: path].add(other[keyPath: path]) }
    }

    func adding(_ other: SideBuckets) -> SideBuckets {
        var sum = self
        sum.add(other)
        return sum
    }

    private static var all: [WritableKeyPath<SideBuckets, Bucket>] {
        [
            \.receiptMatched, \.receiptCopies, \.receiptWithoutCharge, \.receiptInTransit, \.orderCharged,
            \.orderAtTill, \.orderOpen, \.orderWithoutCharge, \.orderInTransit, \.orderRepeated,
        ]
    }

    /// Sets the bucket that an engine names; false where there is none of that name.
    mutating func set(_ bucket: Bucket, named name: String) -> Bool {
        switch name {
        case "receipt_matched": receiptMatched = bucket
        case "receipt_copies": receiptCopies = bucket
        case "receipt_without_charge": receiptWithoutCharge = bucket
        case "receipt_in_transit": receiptInTransit = bucket
        case "order_charged": orderCharged = bucket
        case "order_at_till": orderAtTill = bucket
        case "order_open": orderOpen = bucket
        case "order_without_charge": orderWithoutCharge = bucket
        case "order_in_transit": orderInTransit = bucket
        case "order_repeated": orderRepeated = bucket
        default: return false
        }
        return true
    }

    /// Names of the receipts' buckets, as in the summary.
    var receipts: [(String, Bucket)] {
        [
            ("matched", receiptMatched), ("copies", receiptCopies), ("without_charge", receiptWithoutCharge),
            ("in_transit", receiptInTransit),
        ]
    }

    /// Names of the orders' buckets, as in the summary.
    var orders: [(String, Bucket)] {
        [
            ("charged", orderCharged), ("at_till", orderAtTill), ("open", orderOpen),
            ("without_charge", orderWithoutCharge), ("in_transit", orderInTransit), ("repeated", orderRepeated),
        ]
    }
}

/// What the joining of keys leaves for the orders.
struct SideOutcome: Sendable {
    var buckets = SideBuckets()
    /// Acquirer rows of orders, by the order number.
    var charges: [Partitions<OrderLink>] = []
    /// Till rows of orders that the acquirer has not, by the order number.
    var waiting: [Partitions<OrderLink>] = []

    mutating func add(_ other: SideOutcome) {
        buckets.add(other.buckets)
        charges += other.charges
        waiting += other.waiting
    }
}
