// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Refunds
import Synchronization
import Tender

/// The acquirer's side: pays a refund number once, and sometimes its answer does not come back.
///
/// It also knows when the shop's machine has died: whatever was not told to a client before that was told to
/// nobody, and nothing is paid for a dead machine.
final class Portal: Sendable {
    struct Payout: Sendable, Hashable {
        let number: RefundID
        let amount: Int64
        let reason: RefundReason
    }

    private struct Memory {
        var payouts: [RefundID: Payout] = [:]
        var isDead = false
        /// Acts of clients that may still happen before the machine dies.
        var left: Int
        /// The journal's file, and how long it was when the machine died: all that anybody was told is in there.
        var journal = ""
        var safe: Int?
        var asked = 0
        var lost = 0
        var dice: Seeded
    }

    private let memory: Mutex<Memory>

    init(seed: UInt64) { memory = Mutex(Memory(left: .max, dice: Seeded(seed))) }

    var payouts: [Payout] { memory.withLock { Array($0.payouts.values) } }
    var asked: Int { memory.withLock { $0.asked } }
    var lost: Int { memory.withLock { $0.lost } }
    var isDead: Bool { memory.withLock { $0.isDead } }

    /// The machine runs, and dies after so many more acts.
    func start(dyingAfter acts: Int, journal: String) {
        memory.withLock { memory in
            (memory.isDead, memory.left, memory.journal, memory.safe) = (false, acts, journal, nil)
        }
    }

    /// Bytes of the journal that were there when the machine died; nil while it lives.
    var safe: Int? { memory.withLock { $0.safe } }

    /// A client heard from the shop.
    ///
    /// - Returns: false when the machine was dead by then, so that nobody heard anything.
    func hears() -> Bool {
        memory.withLock { memory in
            if memory.left <= 0, !memory.isDead {
                memory.isDead = true
                memory.safe = try? Data(contentsOf: URL(filePath: memory.journal)).count
            }
            memory.left -= 1
            return !memory.isDead
        }
    }

    /// Asks for a refund; the same number again is the same refund.
    ///
    /// - Returns: the reference, or nil when no answer came.
    func pay(_ order: RefundOrder) -> String? {
        memory.withLock { memory in
            guard !memory.isDead else { return nil }
            memory.asked += 1
            if memory.payouts[order.id] == nil {
                memory.payouts[order.id] = Payout(
                    number: order.id, amount: order.amount.minor, reason: order.reason)
            }
            guard memory.dice.next() % 5 != 0 else {
                memory.lost += 1
                return nil
            }
            return "P\(order.id)"
        }
    }
}

/// The same seed gives the same dice.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
