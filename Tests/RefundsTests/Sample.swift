// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Tender

extension Money {
    /// Yuan and fen as people write them.
    static func yuan(_ text: String) -> Money { (try? Money(text: text)) ?? Money(minor: -1) }
}

extension RefundOrder {
    static func sample(
        _ amount: Money = .yuan("58.00"), approval: RefundApproval = .none, by person: String = "li",
        exception: RefundException = .none, id: UInt64 = 1
    ) -> RefundOrder {
        RefundOrder(
            id: RefundID(bits: id), transaction: "T0000000001", amount: amount, route: .refund, channel: .card,
            exception: exception, reason: .doubleCharge, requestedBy: person, role: .cashier, approval: approval)
    }
}

/// The same seed gives the same run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
