// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Journal
import Testing

@Suite struct JournalDamageTests {
    let digesting = ReferenceDigesting()

    /// Four groups; the last has two records.
    static let groups: [[[UInt8]]] = [
        [[1, 2, 3]], [[4], [5, 6]], [Array(repeating: 9, count: 30)], [[7, 7], [8, 8, 8]],
    ]

    /// What the journal is reopened with: its records, or why not.
    private func reopen(_ files: [String: [UInt8]], known: UInt64 = 0) -> Result<(UInt64, TornTail?), JournalError> {
        do throws(JournalError) {
            let writer = try JournalWriter.open(disk: FaultyDisk(files), digesting: digesting, known: known)
            return .success((writer.durableRecords, writer.opening.tail))
        } catch {
            return .failure(error)
        }
    }

    @Test func `a group torn at any byte is cut off as a whole and nothing before it`() throws {
        let before = try Written(Array(Self.groups.dropLast()))
        let after = try Written(Self.groups)
        let whole = try #require(after.disk.files[Written.name])
        let start = try #require(before.disk.files[Written.name]).count
        for length in start..<whole.count {
            let (records, tail) = try reopen([Written.name: Array(whole[..<length])]).get()
            // Its first record may be there to the last byte: what belongs together is not kept in part.
            #expect(records == before.records)
            #expect(tail?.count ?? 0 == length - start)
            #expect(length == start || tail?.byte == start)
        }
    }

    @Test func `a tail of zeros is cut off`() throws {
        let written = try Written(Self.groups)
        let whole = try #require(written.disk.files[Written.name])
        for zeros in [1, 44, 45, 46, 4_096] {
            let (records, tail) = try reopen([Written.name: whole + [UInt8](repeating: 0, count: zeros)]).get()
            #expect(records == written.records)
            #expect(tail?.count == zeros)
        }
    }

    @Test func `after a torn tail the journal goes on and verifies`() throws {
        let written = try Written(Self.groups)
        let whole = try #require(written.disk.files[Written.name])
        let disk = FaultyDisk([Written.name: Array(whole.dropLast(5))])
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        try writer.append(type: 7, payload: [1].span)
        try writer.commit()
        let check = try JournalCheck.verify(disk: disk, digesting: digesting)
        // Four records stood before the torn group of two, and the new one.
        #expect(check.records == written.records - 1 && check.tail == nil)
    }

    @Test(arguments: [UInt8(0x01), 0x80, 0xFF])
    func `every changed byte is detected, or lies in the last group`(_ mask: UInt8) throws {
        let written = try Written(Self.groups)
        let acknowledged = try Written(Array(Self.groups.dropLast()))
        let whole = try #require(written.disk.files[Written.name])
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= mask
            switch reopen([Written.name: bytes]) {
            case .failure(.damaged): break
            case .failure(let error): Issue.record("byte \(index): \(error)")
            case .success((let records, let tail)):
                #expect(records >= acknowledged.records, "byte \(index): an acknowledged record was cut")
                #expect(tail != nil, "byte \(index): the change went unnoticed")
            }
            // Whoever relies on the last group, as the projection does, notices its loss too.
            guard case .failure(.damaged) = reopen([Written.name: bytes], known: written.records) else {
                Issue.record("byte \(index): lost what others rely on")
                continue
            }
        }
    }

    @Test func `every changed byte of closed segments is detected by a whole reading`() throws {
        let written = try Written(Self.groups + Self.groups, segmentLimit: 250)
        let names = written.disk.files.keys.sorted()
        #expect(names.count >= 3)
        for name in names.dropLast() {
            let whole = try #require(written.disk.files[name])
            for index in whole.indices {
                var files = written.disk.files
                files[name]?[index] ^= 0x10
                #expect(throws: JournalError.self, "\(name) byte \(index)") {
                    try JournalCheck.verify(disk: FaultyDisk(files), digesting: digesting)
                }
            }
        }
    }

    @Test func `a closed segment that is missing, shorter or longer is noticed at the start`() throws {
        let written = try Written(Self.groups + Self.groups, segmentLimit: 250)
        let names = written.disk.files.keys.sorted()
        for name in names.dropLast() {
            var missing = written.disk.files
            missing[name] = nil
            var shorter = written.disk.files
            shorter[name]?.removeLast()
            var longer = written.disk.files
            longer[name]?.append(0)
            for files in [missing, shorter, longer] {
                guard case .failure(.damaged(let damage)) = reopen(files) else {
                    Issue.record("\(name): not noticed")
                    continue
                }
                #expect(!damage.description.isEmpty)
            }
        }
    }

    @Test func `an exchanged segment is noticed`() throws {
        let first = try Written(Self.groups + Self.groups, segmentLimit: 250)
        let second = try Written(Self.groups.reversed() + Self.groups, segmentLimit: 250)
        var files = first.disk.files
        files[Written.name] = second.disk.files[Written.name]
        guard case .failure(.damaged) = reopen(files) else {
            Issue.record("not noticed")
            return
        }
    }

    @Test func `a segment whose header never became durable is made again`() throws {
        let written = try Written(Self.groups + Self.groups, segmentLimit: 250)
        let names = written.disk.files.keys.sorted()
        let last = try #require(names.last)
        for length in [0, 1, 60] {
            var files = written.disk.files
            files[last] = Array(try #require(files[last]).prefix(length))
            let (records, tail) = try reopen(files).get()
            #expect(records < written.records)
            #expect(tail?.count == length)
        }
    }

    @Test func `damage says where it is`() throws {
        let written = try Written(Self.groups)
        var whole = try #require(written.disk.files[Written.name])
        whole[96 + 13] ^= 1
        guard case .failure(.damaged(let damage)) = reopen([Written.name: whole]) else {
            Issue.record("not noticed")
            return
        }
        #expect(damage.segment == 1 && damage.record == 1 && damage.byte == 96)
        #expect(damage.description.hasPrefix("segment 1, record 1, byte 96: "))
    }

    @Test func `hostile bytes are refused, never a trap`() {
        var state: UInt64 = 42
        for round in 0..<400 {
            var bytes: [UInt8] = round % 2 == 0 ? Array("CFOILJRN".utf8) : []
            for _ in 0..<(round * 3) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: state >> 56))
            }
            if case .success((let records, _)) = reopen([Written.name: bytes]) { #expect(records == 0) }
        }
    }
}
