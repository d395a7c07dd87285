// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Testing

/// Rows beyond the limit go to disk and come back, every one of them in its partition.
@Suite struct SpillTests {
    static func filled(
        _ space: SpillSpace?, rows: Int, partitions: Int, seed: Int
    ) -> (Partitions<UInt64>, [[UInt64]]) {
        var dice = Dice(seed: UInt64(seed))
        let kept = Partitions<UInt64>(count: partitions, expectedRows: rows, space: space)
        var plain = [[UInt64]](repeating: [], count: partitions)
        for row in 0..<rows {
            // Some partitions get most of the rows, as one busy terminal does.
            let partition = min(dice.roll(partitions), dice.roll(partitions))
            kept.append(UInt64(row), to: partition)
            plain[partition].append(UInt64(row))
        }
        kept.finish()
        return (kept, plain)
    }

    static func rows(_ kept: Partitions<UInt64>, _ partition: Int) -> [UInt64] {
        let count = kept.rowCount(of: partition)
        return unsafe [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = unsafe buffer.baseAddress.map { unsafe kept.copy(partition, to: $0) } ?? 0
        }
    }

    @Test(arguments: [nil, 0, 1, 300, 5_000, 1 << 30], [1, 3, 16])
    func `every row comes back from its partition, whatever the limit`(_ limit: Int64?, _ partitions: Int) {
        for seed in 0..<4 {
            let space = limit.map { SpillSpace(limit: $0, folder: "/tmp") }
            let (kept, plain) = Self.filled(space, rows: 3_000, partitions: partitions, seed: seed)
            for partition in 0..<partitions {
                #expect(Self.rows(kept, partition).sorted() == plain[partition])
            }
            var seen: [UInt64] = []
            kept.forEachBlock { block in for index in block.indices { seen.append(block[index]) } }
            #expect(seen.sorted() == Array(0..<3_000))
            #expect(kept.rowTotal == 3_000)
            #expect(space?.fault == nil)
            if let space, space.limit < 300 { #expect(space.spilledBytes > 0) }
            if limit == 1 << 30 { #expect(space?.spilledBytes == 0) }
        }
    }

    @Test func `a folder that cannot take rows is a fault with a reason`() {
        let space = SpillSpace(limit: 0, folder: "/tmp/a folder that is not there")
        _ = Self.filled(space, rows: 100_000, partitions: 2, seed: 1)
        #expect(space.fault?.folder == space.folder)
        #expect(space.fault?.reason.isEmpty == false)
    }
}
