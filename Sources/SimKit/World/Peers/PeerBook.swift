// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// One movement as the other side has it: the truth about the money.
struct PeerRow {
    enum Outcome: Hashable { case pending(paidAt: Int64?), approved, declined }

    let request: AttemptRequest
    let price: Int64
    var outcome: Outcome
    /// What was approved, in minor units; less than asked for a partial approval.
    var minor: Int64
    var isReversed = false
    /// It came to be although the other side had said that it knew nothing of it: no rule of ours can prevent what
    /// follows, but the clearing file shows it.
    var isExcused = false
    let time: Int64
    var decidedAt: Int64

    var stands: Bool { outcome == .approved && !isReversed }
}

/// The books of everybody who moves money, by the numbers of the exchanges.
struct PeerBook {
    private(set) var rows: [PeerKey: PeerRow] = [:]
    /// In the order in which they came, for a repeatable walk.
    private(set) var keys: [PeerKey] = []
    private var byOrder: [OrderNumber: [PeerKey]] = [:]
    /// How often somebody was told that there is no such exchange; a reversal that found none counts for many.
    private(set) var denials: [PeerKey: Int] = [:]
    /// Cancelled by word only, so far: the next cancellation is true.
    var lies: Set<PeerKey> = []

    subscript(key: PeerKey) -> PeerRow? {
        get { rows[key] }
        set {
            if rows[key] == nil, let newValue {
                keys.append(key)
                byOrder[newValue.request.order, default: []].append(key)
            }
            rows[key] = newValue
        }
    }

    mutating func deny(_ key: PeerKey, weight: Int) { denials[key, default: 0] += weight }

    var all: [PeerRow] { keys.compactMap { rows[$0] } }

    func rows(of order: OrderNumber) -> [PeerRow] { (byOrder[order] ?? []).compactMap { rows[$0] } }

    /// Minor units that the customer has paid for a sale and not got back.
    func paid(for order: OrderNumber) -> Int64 {
        rows(of: order).reduce(0) { $0 + ($1.stands ? ($1.request.kind.takes ? $1.minor : -$1.minor) : 0) }
    }

    /// Minor units that were given back of one charge.
    func givenBack(of charge: AttemptID, order: OrderNumber) -> Int64 {
        rows(of: order).reduce(0) { sum, row in
            row.stands && !row.request.kind.takes && row.request.original == charge ? sum + row.minor : sum
        }
    }

    func row(of id: AttemptID, order: OrderNumber) -> PeerRow? { rows(of: order).first { $0.request.id == id } }
}
