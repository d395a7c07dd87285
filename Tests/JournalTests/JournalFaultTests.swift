// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Journal
import Testing

@Suite struct JournalFaultTests {
    let digesting = ReferenceDigesting()

    @Test func `short writes are carried on`() throws {
        let disk = FaultyDisk()
        disk.plan { $0.writeLimit = 3 }
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        try writer.append(type: 7, payload: [1, 2, 3, 4, 5].span)
        try writer.commit()
        #expect(disk.files == (try Written([[[1, 2, 3, 4, 5]]])).disk.files)
    }

    @Test(arguments: 0...120)
    func `a full disk keeps nothing of the group, and later goes on`(_ room: Int) throws {
        let disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        try writer.append(type: 7, payload: [1].span)
        try writer.commit()
        let before = disk.files
        let used = before.values.reduce(0) { $0 + $1.count }
        disk.plan { $0.room = used + room }
        try writer.append(type: 7, payload: [2, 2].span)
        try writer.append(type: 7, payload: [UInt8](repeating: 3, count: 60).span)
        #expect(throws: JournalError.full) { try writer.commit() }
        #expect(disk.files == before)
        #expect(writer.durableRecords == 1 && writer.nextNumber == 2)
        disk.plan { $0.room = .max }
        try writer.append(type: 7, payload: [4].span)
        try writer.commit()
        #expect(disk.files == (try Written([[[1]], [[4]]])).disk.files)
    }

    @Test func `a full disk at a new segment leaves no half file`() throws {
        let disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: digesting, segmentLimit: 100)
        try writer.append(type: 7, payload: [1].span)
        try writer.commit()
        let before = disk.files
        disk.plan { $0.room = before.values.reduce(0) { $0 + $1.count } + 50 }
        try writer.append(type: 7, payload: [2].span)
        #expect(throws: JournalError.full) { try writer.commit() }
        #expect(disk.files == before)
        disk.plan { $0.room = .max }
        try writer.append(type: 7, payload: [2].span)
        try writer.commit()
        #expect(try JournalCheck.verify(disk: disk, digesting: digesting).records == 2)
    }

    @Test func `a failed sync poisons the writer`() throws {
        let disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        disk.plan { $0.failingSync = 0 }
        try writer.append(type: 7, payload: [1].span)
        #expect(throws: JournalError.failed(DiskFault(.sync, code: 5))) { try writer.commit() }
        #expect(writer.durableRecords == 0)
        disk.plan { $0.failingSync = nil }
        #expect(throws: JournalError.poisoned) { try writer.append(type: 7, payload: [1].span) }
        #expect(throws: JournalError.poisoned) { try writer.commit() }
    }

    @Test func `a failed write poisons the writer and what was durable stays`() throws {
        let disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        try writer.append(type: 7, payload: [1].span)
        try writer.commit()
        disk.plan { $0.failingWrite = 0 }
        try writer.append(type: 7, payload: [2].span)
        #expect(throws: JournalError.failed(DiskFault(.write, code: 5))) { try writer.commit() }
        #expect(throws: JournalError.poisoned) { try writer.commit() }
        #expect(try JournalCheck.verify(disk: disk, digesting: digesting).records == 1)
    }

    @Test func `a cut that fails poisons the writer`() throws {
        let disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        disk.plan {
            $0.room = 100
            $0.failsTruncate = true
        }
        try writer.append(type: 7, payload: [UInt8](repeating: 1, count: 200).span)
        #expect(throws: JournalError.failed(DiskFault(.truncate, code: 5))) { try writer.commit() }
        #expect(throws: JournalError.poisoned) { try writer.commit() }
    }

    @Test func `a payload above the limit is refused and nothing is lost`() throws {
        let disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        try writer.append(type: 7, payload: [1].span)
        let huge = [UInt8](repeating: 0, count: RecordFrame.payloadLimit + 1)
        #expect(throws: JournalError.tooLarge) { try writer.append(type: 7, payload: huge.span) }
        try writer.commit()
        #expect(writer.durableRecords == 1)
    }
}
