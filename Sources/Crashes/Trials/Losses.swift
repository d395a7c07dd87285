// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a shop lost, told from the host's books and its own.
public struct Losses: Hashable, Sendable {
    /// Money moved and nobody in the shop knows of it.
    public var lostApprovals = 0
    /// One wish, and its money moved more than once.
    public var doubles = 0
    /// A reversal that was begun and given up while the money is gone.
    public var droppedReversals = 0
    /// Known to be approved, and no slip is printed or to be printed.
    public var slipless = 0
    /// Believed to be paid while the host holds no money.
    public var phantoms = 0
    /// Not over although nothing is in the way.
    public var neverOver = 0
    /// The program refused to start from what was left.
    public var unreadable = 0

    public init() {}

    public var isEmpty: Bool { self == Losses() }

    public static func += (left: inout Losses, right: Losses) {
        left.lostApprovals += right.lostApprovals
        left.doubles += right.doubles
        left.droppedReversals += right.droppedReversals
        left.slipless += right.slipless
        left.phantoms += right.phantoms
        left.neverOver += right.neverOver
        left.unreadable += right.unreadable
    }

    /// Compares both books.
    ///
    /// - Parameters:
    ///   - isEnd: nothing is left to do; before that a row may be open.
    ///   - told: what the screen said of each wish.
    public init(host: Host, books: Books, isEnd: Bool, told: [Shown] = []) {
        var standing: [Int: Int] = [:]
        for (voucher, row) in host.rows where row.stands {
            standing[row.wish, default: 0] += 1
            let ours = books.rows[voucher]
            if ours?.isApproved == true {
                if ours?.hasSlip != true { slipless += 1 }
            } else if ours?.isOpen == true {
                if isEnd { neverOver += 1 }
            } else if host.chased.contains(voucher) {
                droppedReversals += 1
            } else {
                lostApprovals += 1
            }
        }
        for (voucher, row) in books.rows where row.isApproved && host.rows[voucher]?.stands != true { phantoms += 1 }
        guard isEnd else { return }
        doubles = standing.values.reduce(0) { $0 + $1 - 1 }
        for (wish, shown) in told.enumerated() where shown == .waiting && standing[wish] == nil { neverOver += 1 }
        if books.isBatchClosed == false { neverOver += 1 }
    }
}
