// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

extension BatchNumber {
    /// The batch after this one: 000001 follows 999999. What is no number stays as it is.
    public var next: BatchNumber {
        guard (1...6).contains(text.utf8.count), let number = Int(text), number >= 0 else { return self }
        let digits = String(number >= 999_999 ? 1 : number + 1)
        return BatchNumber(String(repeating: "0", count: 6 - digits.utf8.count) + digits) ?? self
    }
}
