// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Bytes
import Tender
import Testing

@Suite struct AttemptRecordTests {
    static let kinds: [AttemptEvent.Kind] = [
        .sent, .notSent, .lost(.wrongCode), .asked, .notFound, .stillOpen, .reversalSent, .reversalDone,
        .reversalNotFound, .reversalRefused("58 不允许"), .repeated, .settled(.charged), Till.declined(),
        .answered(
            Answer(
                .partial, amount: Money(minor: 1, currency: .cny), code: "10", reference: "123456789012",
                authorisation: "A1B2C3", card: MaskedPAN(bin: "622200", last4: "1234"), linkNote: "BV0q001")),
    ]

    static var records: [AttemptRecord] {
        let policy = RecoveryPolicy(
            answerWithin: 30_000, askAfter: [5], asksBeforeRemedy: 0, notFoundsToBelieve: 3, remedyAfter: [], slowly: 7,
            endsOnNotFound: false)
        var records = MovementKind.allCases.map { kind in
            AttemptRecord.intended(
                Attempt(
                    Till.request(1, kind, original: kind.takes ? nil : 7), ability: .wallet, policy: policy,
                    at: Till.start))
        }
        for kind in kinds {
            records.append(.event("A1", AttemptEvent(at: Till.start, by: "finance1", kind: kind, words: "对账单第 3 行")))
            records.append(.event("A1", AttemptEvent(at: Till.start, kind: kind)))
        }
        return records
    }

    @Test(arguments: records)
    func `what is written is read as it was`(_ record: AttemptRecord) throws {
        let bytes = record.encoded()
        #expect(try AttemptRecord(decoding: bytes) == record)
        #expect(try AttemptRecord(decoding: bytes).encoded() == bytes)
    }

    @Test func `bytes cut or changed are read as something whole or refused`() {
        for record in Self.records {
            let bytes = record.encoded()
            for count in 0..<bytes.count { _ = try? AttemptRecord(decoding: Array(bytes.prefix(count))) }
            for place in bytes.indices {
                for mask in [0x01, 0x80, 0xFF] as [UInt8] {
                    var changed = bytes
                    changed[place] ^= mask
                    guard let read = try? AttemptRecord(decoding: changed) else { continue }
                    #expect((try? AttemptRecord(decoding: read.encoded())) == read)
                }
            }
        }
    }
}
