// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Journal
import Testing

@Suite struct JournalRoundTripTests {
    let digesting = ReferenceDigesting()

    @Test func `the reference digest is SHA-256`() {
        let abc = ReferenceDigesting.hash(Array("abc".utf8)).prefix(8)
        #expect(Array(abc) == [0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea])
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func `what was written is read back in its groups`(_ size: Int) throws {
        let groups = (1...5).map { group in (0..<size).map { [UInt8](repeating: UInt8(group), count: $0 % 40) } }
        let written = try Written(groups)
        var cursor = try JournalCursor(disk: written.disk, digesting: digesting)
        var read: [[[UInt8]]] = []
        var number: UInt64 = 1
        while let group = try cursor.nextGroup() {
            for frame in group {
                #expect(frame.number == number && frame.type == 7)
                number += 1
            }
            read.append(group.map { Array($0.payload) })
        }
        #expect(read == groups)
        #expect(cursor.tail == nil)
    }

    @Test func `reading can begin at any record`() throws {
        let written = try Written((0..<30).map { [[UInt8($0)], [UInt8($0), 1]] }, segmentLimit: 400)
        for start in UInt64(1)...61 {
            var cursor = try JournalCursor(disk: written.disk, digesting: digesting, from: start)
            var first: UInt64?
            var count: UInt64 = 0
            while let group = try cursor.nextGroup() {
                first = first ?? group.first?.number
                count += UInt64(group.count)
            }
            #expect(first == (start <= 60 ? start : nil))
            #expect(count == 61 - start)
        }
    }

    @Test func `segments roll between groups and verify as one`() throws {
        let groups = (0..<40).map { [[UInt8](repeating: UInt8($0), count: 50)] }
        let rolled = try Written(groups, segmentLimit: 500)
        let whole = try Written(groups)
        #expect(rolled.disk.files.count > 5)
        let check = try JournalCheck.verify(disk: rolled.disk, digesting: digesting)
        #expect(check.records == 40)
        #expect(check.root == whole.root, "the tree does not depend on where segments end")
        #expect(check.head == rolled.head)
        #expect(check.segments == rolled.disk.files.count)
        #expect(rolled.disk.folderSyncs == rolled.disk.files.count)
    }

    @Test func `a journal is carried on where it ended`() throws {
        let groups = (0..<9).map { [[UInt8($0)]] }
        let disk = FaultyDisk()
        for group in groups {
            var writer = try JournalWriter.open(disk: disk, digesting: digesting, segmentLimit: 300)
            #expect(writer.opening.tail == nil)
            for payload in group { try writer.append(type: 7, payload: payload.span) }
            try writer.commit()
        }
        let once = try Written(groups, segmentLimit: 300)
        #expect(disk.files == once.disk.files)
    }

    @Test func `one sync acknowledges a whole group`() throws {
        let written = try Written([])
        var writer = try JournalWriter.open(disk: written.disk, digesting: digesting)
        let before = written.disk.syncs
        for index in 0..<500 { try writer.append(type: 1, payload: [UInt8(index % 256)].span) }
        #expect(writer.durableRecords == 0)
        try writer.commit()
        #expect(writer.durableRecords == 500)
        #expect(written.disk.syncs == before + 1)
    }

    @Test func `discarded records leave no trace`() throws {
        let disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: digesting)
        try writer.append(type: 1, payload: [1].span)
        writer.discard()
        try writer.commit()
        try writer.append(type: 7, payload: [2].span)
        try writer.commit()
        #expect(disk.files == (try Written([[[2]]])).disk.files)
    }

    @Test func `the tree is the one of RFC 6962`() throws {
        // Root of the leaves "", 00, 10, 20 21, 30 31, 40 41 42 43, 50…57, 60…6f (transparency-dev's test tree).
        let leaves: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
            Array(0x60...0x6f),
        ]
        var edge = RightEdge()
        for leaf in leaves { edge.append(digesting.sha256(prefix: 0, leaf.span), by: digesting) }
        let root = edge.root(by: digesting).bytes.prefix(4)
        #expect(Array(root) == [0x5d, 0xc9, 0xda, 0x79])
        #expect(edge.peaks.count == 1)
    }

    @Test func `the edge gives the root of the recursive definition`() {
        var edge = RightEdge()
        var leaves: [Digest] = []
        for index in 0..<70 {
            #expect(edge.root(by: digesting) == recursiveRoot(leaves[...]))
            let leaf = digesting.sha256(prefix: 0, [UInt8(index)].span)
            leaves.append(leaf)
            edge.append(leaf, by: digesting)
            #expect(edge.peaks.count == edge.count.nonzeroBitCount)
        }
    }

    private func recursiveRoot(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return digesting.sha256(prefix: nil, [UInt8]().span) }
        guard leaves.count > 1 else { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        let both = recursiveRoot(leaves[..<middle]).bytes + recursiveRoot(leaves[middle...]).bytes
        return digesting.sha256(prefix: 1, both.span)
    }
}
