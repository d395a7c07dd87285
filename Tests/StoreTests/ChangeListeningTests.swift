// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender
import Testing

@Suite struct ChangeListeningTests {
    @Test(.timeLimit(.minutes(2)))
    func `readers may leave at any moment while changes are handed out`() async throws {
        let folder = DataFolder()
        let shop = try await folder.open(TurnedClock("2025-11-22 12:00:00"))
        let leaving = Task {
            while !Task.isCancelled {
                let changes = shop.changes()
                let reader = Task { for await _ in changes {} }
                await Task.yield()
                reader.cancel()
            }
        }
        let staying = Task {
            var sequences: [UInt64] = []
            for await change in shop.changes() { sequences.append(change.sequence) }
            return sequences
        }
        for number in 1...300 {
            let told = try Told.by(.till, "\(number).00", at: "2025-11-20 15:00:00", line: number) {
                $0.reference = ReferenceNumber("R\(number)")
            }
            _ = try await shop.record([told], by: .system)
        }
        leaving.cancel()
        await shop.close()
        let heard = await staying.value
        #expect(heard == heard.sorted())
    }
}
