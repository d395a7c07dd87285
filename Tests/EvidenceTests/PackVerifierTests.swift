// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import Journal
import Testing

@Suite struct PackVerifierTests {
    @Test func `a pack as it was made is verified, and made twice it is the same`() throws {
        let pack = try #require(SmallPack.made())
        let report = SmallPack.report(pack.bytes)
        #expect(report.problems.isEmpty)
        #expect(report.manifest == pack.manifest)
        #expect(report.proved == 1)
        #expect(report.checkpoint?.size == 1)
        #expect(SmallPack.made() == pack)
    }

    @Test func `no byte of a pack can be changed`() throws {
        let bytes = try #require(SmallPack.made()).bytes
        var missed: [Int] = []
        var changed = bytes
        for index in bytes.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80, 0xFF] {
                changed[index] = bytes[index] ^ mask
                if SmallPack.report(changed).isVerified { missed.append(index) }
            }
            changed[index] = bytes[index]
        }
        #expect(missed.isEmpty, "of \(bytes.count) bytes")
    }

    @Test func `no byte of a pack can be left out, doubled or added`() throws {
        let bytes = try #require(SmallPack.made()).bytes
        for index in bytes.indices {
            var shorter = bytes
            shorter.remove(at: index)
            var longer = bytes
            longer.insert(bytes[index], at: index)
            #expect(!SmallPack.report(shorter).isVerified)
            #expect(!SmallPack.report(longer).isVerified)
        }
        #expect(!SmallPack.report(bytes + [0]).isVerified)
        #expect(!SmallPack.report([]).isVerified)
    }

    @Test func `a part that was exchanged with its check sums mended is found by name`() throws {
        let pack = try #require(SmallPack.made())
        var entries = try ZipReader.entries(of: pack.bytes)
        let index = try #require(entries.firstIndex { $0.name == "chronology.txt" })
        entries[index] = ZipEntry(name: "chronology.txt", bytes: Array("07:00 declined\n".utf8))
        let forged = try #require(ZipWriter.archive(entries))
        #expect(SmallPack.report(forged).problems == [.changed("chronology.txt")])
        #expect(SmallPack.report(forged).problems.map(\.part) == ["chronology.txt"])
    }

    @Test func `a part left out, added or moved is found`() throws {
        let entries = try ZipReader.entries(of: try #require(SmallPack.made()).bytes)
        let without = try #require(ZipWriter.archive(entries.filter { $0.name != "chronology.txt" }))
        #expect(SmallPack.report(without).problems == [.missing("chronology.txt")])
        let more = try #require(ZipWriter.archive(entries + [ZipEntry(name: "x", bytes: [])]))
        #expect(SmallPack.report(more).problems == [.unknown("x")])
        var moved = entries
        moved.swapAt(2, 3)
        #expect(SmallPack.report(try #require(ZipWriter.archive(moved))).problems == [.unreadable("manifest.json")])
    }

    @Test func `a record that the journal does not hold is not proved`() throws {
        var journal = SmallPack.journal
        journal = PackJournal(
            checkpoint: journal.checkpoint, proofs: journal.proofs, records: [1: SmallPack.record + [0]])
        let pack = try #require(SmallPack.made(journal: journal))
        #expect(SmallPack.report(pack.bytes).problems == [.notProved(record: 1)])
    }

    @Test func `a record whose content is withheld is proved by its leaf`() throws {
        let whole = SmallPack.journal
        let pack = try #require(
            SmallPack.made(journal: PackJournal(checkpoint: whole.checkpoint, proofs: whole.proofs, records: [:])))
        #expect(SmallPack.report(pack.bytes).isVerified)
        #expect(SmallPack.report(pack.bytes).proved == 1)
        #expect(!pack.manifest.parts.contains { $0.name.hasSuffix(".bin") && $0.name.hasPrefix("journal") })
    }

    @Test func `a whole pack signed by somebody else is found by who knows the key`() throws {
        let pack = try #require(SmallPack.made())
        let key = try #require(SmallPack.report(pack.bytes).key)
        #expect(SmallPack.report(pack.bytes, key: key).isVerified)
        #expect(SmallPack.report(pack.bytes, key: key + "x").problems == [.otherKey])
    }
}
