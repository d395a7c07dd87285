// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender

/// Requests of one till, for tests.
enum Till {
    static let start = Instant(milliseconds: 1_795_680_000_000)

    static func request(
        _ number: Int = 1, _ kind: MovementKind = .sale, yuan: Int64 = 58, order: String = "R1", original: Int? = nil,
        terminal: TerminalID = "30100001", key: String? = nil
    ) -> AttemptRequest {
        AttemptRequest(
            id: AttemptID("A\(number)") ?? "A", order: OrderNumber(order) ?? "R", kind: kind,
            amount: Money(minor: yuan * 100, currency: .cny), terminal: terminal,
            voucher: VoucherNumber("\(100_000 + number)") ?? "1",
            original: original.flatMap { AttemptID("A\($0)") }, key: key ?? "key-\(number)",
            batch: original == nil ? nil : "000007", linkNote: original == nil ? "" : "till 3")
    }

    static func attempt(
        _ number: Int = 1, _ kind: MovementKind = .sale, _ ability: LinkAbility = .acquirer, original: Int? = nil,
        yuan: Int64 = 58, _ kinds: AttemptEvent.Kind...
    ) throws -> Attempt {
        var attempt = Attempt(
            request(number, kind, yuan: yuan, original: original), ability: ability, policy: RecoveryPolicy(), at: start
        )
        for (place, kind) in kinds.enumerated() {
            try attempt.step(AttemptEvent(at: start.adding(milliseconds: Int64(place + 1) * 1_000), kind: kind))
        }
        return attempt
    }

    static func approved(_ yuan: Int64 = 58) -> AttemptEvent.Kind {
        .answered(Answer(.approved, amount: Money(minor: yuan * 100, currency: .cny), code: "00"))
    }

    static func declined() -> AttemptEvent.Kind {
        .answered(Answer(.declined, amount: Money(minor: 0, currency: .cny), code: "51"))
    }
}
