// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Cases
import Charges
import Tender
import Testing

@Suite struct CaseCodingTests {
    @Test(arguments: UInt64(1)...400)
    func `an event is read as it was written`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let event = chance.event()
        #expect(try CaseEvent(decoding: event.encoded()[...]) == event)
        let ids = [nil, CaseID(number: seed), CaseID(transaction: Int64(seed), family: .receipts)]
        let record = CaseRecord(id: chance.pick(ids), event: event, store: chance.pick([nil, "S1"]))
        #expect(try CaseRecord(decoding: record.encoded()) == record)
        #expect(record.id(inRecord: 5) == record.id ?? CaseID(number: 5))
    }

    @Test(arguments: UInt64(1)...200)
    func `bytes that were cut or changed are refused or read, and never trap`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let record = CaseRecord(id: CaseID(number: 3), event: chance.event())
        let bytes = record.encoded()
        for cut in 0..<min(bytes.count, 200) { _ = try? CaseRecord(decoding: bytes[..<cut]) }
        for _ in 0..<50 {
            var changed = bytes
            changed[Int.random(in: 0..<changed.count, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
            guard let read = try? CaseRecord(decoding: changed) else { continue }
            #expect(try CaseRecord(decoding: read.encoded()) == read)
        }
    }

    @Test func `a field of a later version is passed over`() throws {
        let event = Given.event(.note("hello"), reason: "because")
        var bytes = event.encoded()
        bytes.append(contentsOf: [100 << 1, 8, 101 << 1 | 1, 2, 65, 66])
        #expect(try CaseEvent(decoding: bytes[...]) == event)
    }

    @Test func `an event of a later version is refused by name`() {
        var writer = TaggedWriter(reserving: 16)
        writer.version(1)
        writer.number(16, 0)
        writer.text(17, "wang")
        writer.number(18, 99)
        let error = DecodeError(.invalid, at: writer.writer.count, field: "case event.kind")
        #expect(throws: error) { try CaseEvent(decoding: writer.writer.bytes[...]) }
    }

    /// Written by the first version: these bytes keep their meaning for ever.
    @Test func `the first version's bytes are still read`() throws {
        let record = CaseRecord(
            id: CaseID(transaction: 1_234, family: .receipts),
            event: CaseEvent(
                at: Instant(milliseconds: 1_790_000_000_000), by: "wang",
                kind: .resolved(.thirdParty, proof: "RF7Q2M"), reason: "line"), store: "S1")
        let text =
            "01030e4b303030303030313233342d5243050253312080b083c59868230477616e67241027046c696e6533065246375132"
            + "4d340a"
        #expect(Hexadecimal.text(of: record.encoded()) == text)
    }
}
