// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Testing

@Suite struct FuzzTests {
    @Test func `damaged messages are refused with a byte, or come back member for member`() {
        var (read, refused) = (0, 0)
        for seed in UInt64(1)...20_000 {
            var maker = MessageMaker(seed: seed)
            let bytes = maker.message()
            switch MessageTrial.run(bytes) {
            case .read: read += 1
            case .refused: refused += 1
            case .wrong(let what): Issue.record("seed \(seed): \(what): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
        // Both happen, or the maker makes nothing worth trying.
        #expect(read > 2_000 && refused > 2_000)
    }
}
