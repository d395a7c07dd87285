// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import ISO8583
import Tender

/// Attempts at one terminal, for tests.
enum Counter {
    /// 2026-11-26 15:03:07 in Shanghai.
    static let now = Zone.shanghai.instant(
        of: CivilTime(text: "2026-11-26 15:03:07") ?? CivilTime(secondsSinceEpoch: 0))

    static let unionPay = AcquirerExchange(.unionPay, terminal: "30100001", merchant: "898410154110001")
    static let standard = AcquirerExchange(.standard, terminal: "30100001", merchant: "898410154110001")

    static let card = CardInput(
        number: "6222021234567894", expiry: "3012", track2: "6222021234567894=30122010000000000",
        pinBlock: [1, 2, 3, 4, 5, 6, 7, 8],
        chip: [0x95, 0x05, 0, 0, 0, 0, 0, 0x9F, 0x36, 0x02, 0, 9, 0x5A, 0x02, 0x62, 0x22],
        entryMode: "05", sequence: "001")

    static func attempt(
        _ kind: MovementKind = .sale, number: Int = 1, yuan: Int64 = 58, original: Int? = nil, note: String = "",
        _ kinds: AttemptEvent.Kind...
    ) throws -> Attempt {
        let request = AttemptRequest(
            id: AttemptID("A\(number)") ?? "A", order: "R1", kind: kind, amount: Money(minor: yuan * 100),
            terminal: "30100001", voucher: VoucherNumber("\(number)") ?? "1",
            original: original.flatMap { AttemptID("A\($0)") }, key: "k\(number)", batch: "727", linkNote: note)
        var attempt = Attempt(request, ability: .acquirer, policy: RecoveryPolicy(), at: now)
        for kind in kinds { try attempt.step(AttemptEvent(at: now, kind: kind)) }
        return attempt
    }

    /// What was approved on 25 November, with all its numbers.
    static func approved(_ kind: MovementKind = .sale, number: Int = 69, yuan: Int64 = 58) throws -> Attempt {
        try attempt(
            kind, number: number, yuan: yuan, .sent,
            .answered(
                Answer(
                    .approved, amount: Money(minor: yuan * 100), code: "00", reference: "112615030001",
                    authorisation: "654321", linkNote: "d=1125;t=150307;o=CUP")))
    }

    /// The answer of a host that says what it was asked.
    static func reply(
        to request: Message, _ code: String, _ change: (inout Message) -> Void = { _ in }
    ) throws -> Message {
        var reply = Message(request.type.reply ?? request.type)
        for field in [3, 4, 11, 41, 42, 49, 60] { request[field].map { reply.set(field, bytes: $0) } }
        reply.set(12, "150308")
        reply.set(13, "1126")
        reply.set(37, "112615030002")
        reply.set(38, "123456")
        reply.set(39, code)
        change(&reply)
        return reply
    }
}
