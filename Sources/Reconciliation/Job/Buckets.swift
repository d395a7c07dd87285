// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Rows and money of one bucket: every row that was read ends in exactly one on its side.
public struct Bucket: Sendable, Hashable {
    public internal(set) var rows = 0
    /// Sum of the amounts as written, in minor units.
    public internal(set) var amount: Int128 = 0

    mutating func add(_ minor: Int64) {
        rows &+= 1
        amount += Int128(minor)
    }

    mutating func add(_ other: Bucket) {
        rows += other.rows
        amount += other.amount
    }
}

/// Where the rows of both sides went.
public struct Buckets: Sendable, Hashable {
    /// First till rows with an acquirer row.
    public internal(set) var tillMatched = Bucket()
    /// Till rows after the first of their key (PY-07).
    public internal(set) var tillRepeated = Bucket()
    /// Approved, no acquirer row, due (ST-01).
    public internal(set) var notSettled = Bucket()
    /// Approved, no acquirer row, not yet due.
    public internal(set) var inTransit = Bucket()
    /// Outcome unknown, no acquirer row (PY-01).
    public internal(set) var unknown = Bucket()
    /// Declined, no acquirer row: in order.
    public internal(set) var declined = Bucket()
    /// First acquirer rows with a till row.
    public internal(set) var acquirerMatched = Bucket()
    /// Acquirer rows after the first of their key (PY-06).
    public internal(set) var acquirerRepeated = Bucket()
    /// First acquirer rows without a till row (PY-04).
    public internal(set) var withoutSale = Bucket()
    /// First acquirer rows of days that the till's files have not reached, while they may still come.
    public internal(set) var acquirerInTransit = Bucket()
    /// Chargebacks: payments that the customers' banks took back, given again or not.
    public internal(set) var chargedBack = Bucket()
    /// Representments: money of chargebacks that came again.
    public internal(set) var represented = Bucket()

    mutating func add(_ other: Buckets) {
        tillMatched.add(other.tillMatched)
        tillRepeated.add(other.tillRepeated)
        notSettled.add(other.notSettled)
        inTransit.add(other.inTransit)
        unknown.add(other.unknown)
        declined.add(other.declined)
        acquirerMatched.add(other.acquirerMatched)
        acquirerRepeated.add(other.acquirerRepeated)
        withoutSale.add(other.withoutSale)
        acquirerInTransit.add(other.acquirerInTransit)
        chargedBack.add(other.chargedBack)
        represented.add(other.represented)
    }

    /// All till rows.
    var till: Bucket {
        [tillMatched, tillRepeated, notSettled, inTransit, unknown, declined].reduce(
            into: Bucket()
        ) { $0.add($1) }
    }

    /// All acquirer rows.
    var acquirer: Bucket {
        [acquirerMatched, acquirerRepeated, withoutSale, acquirerInTransit, chargedBack, represented].reduce(
            into: Bucket()
        ) { $0.add($1) }
    }
}
