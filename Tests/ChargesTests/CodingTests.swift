// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Charges
import Tender
import Testing

@Suite struct CodingTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `an observation comes back as it was written`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        for _ in 0..<50 {
            let observation = chance.observation()
            let bytes = observation.encoded()
            #expect(try Observation(decoding: bytes) == observation)
            #expect(observation.encoded() == bytes)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `facts have the same bytes only when they are the same`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let all = (0..<60).map { _ in chance.facts() }
        for facts in all {
            #expect(try Facts(decoding: facts.canonicalBytes()[...]) == facts)
        }
        #expect(Set(all.map { $0.canonicalBytes() }).count == Set(all).count)
    }

    @Test func `where and when a row was read is not part of its facts`() {
        var chance = Chance(seed: 1)
        let observation = chance.observation()
        var again = observation
        again.recordedAt = observation.recordedAt.adding(milliseconds: 5_000)
        again.origin = Origin(name: "another.csv", line: 7, byte: 9)
        #expect(again.facts.canonicalBytes() == observation.facts.canonicalBytes())
        #expect(again.encoded() != observation.encoded())
    }

    @Test func `the bytes of a known observation never change`() {
        var facts = Facts(type: .sale)
        facts.status = .approved
        facts.amount = Money(minor: 5_800)
        facts.terminal = "T0000001"
        facts.printed = false
        let observation = Observation(
            source: .till, origin: Origin(name: "till.csv", line: 2, byte: 40),
            recordedAt: Instant(milliseconds: 1_000), facts: facts)
        #expect(
            Hexadecimal.text(of: observation.encoded())
                == "01" + "0206" + "04d00f" + "070874696c6c2e637376" + "0a04" + "0c50" + "2002" + "2202" + "24d05a"
                + "2b085430303030303031" + "4800")
    }

    @Test func `what a newer program added is passed over`() throws {
        var chance = Chance(seed: 5)
        let observation = chance.observation()
        let newer = observation.encoded() + [126 << 1, 0x07] + [127 << 1 | 1, 3, 1, 2, 3]
        #expect(try Observation(decoding: newer) == observation)
    }

    @Test(
        arguments: [
            ("a field given twice", [1, 2, 6, 2, 6, 4, 2, 32, 2]),
            ("fields out of order", [1, 4, 2, 2, 6, 32, 2]),
            ("an unknown version", [9, 2, 6, 4, 2, 32, 2]),
            ("an unknown source", [1, 2, 40, 4, 2, 32, 2]),
            ("an unknown type", [1, 2, 6, 4, 2, 32, 40]),
            ("no type", [1, 2, 6, 4, 2]),
            ("no source", [1, 4, 2, 32, 2]),
            ("a number where a text belongs", [1, 2, 6, 4, 2, 6, 2, 32, 2]),
            ("a length beyond the end", [1, 2, 6, 4, 2, 7, 200, 1, 32, 2]),
            ("a length beyond memory", [1, 2, 6, 4, 2, 7, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
            ("nothing", []),
        ] as [(String, [UInt8])])
    func `a broken record is refused`(_ name: String, _ bytes: [UInt8]) {
        #expect(throws: DecodeError.self) { try Observation(decoding: bytes) }
    }

    @Test func `every cut and every changed byte is refused or read, and never traps`() {
        var chance = Chance(seed: 11)
        for _ in 0..<20 {
            let bytes = chance.observation().encoded()
            for length in bytes.indices { _ = try? Observation(decoding: bytes[..<length]) }
            for index in bytes.indices {
                var changed = bytes
                changed[index] = UInt8(truncatingIfNeeded: chance.next())
                guard let read = try? Observation(decoding: changed) else { continue }
                #expect((try? Observation(decoding: read.encoded())) == read)
            }
        }
    }
}
