// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization

/// Rows given for each file since it was begun or taken up again; the journal learns the sum at the end.
final class ImportCounters: Sendable {
    private let rows = Mutex<[Int64: Int64]>([:])

    func begin(_ file: Int64) { rows.withLock { $0[file] = 0 } }
    func add(_ count: Int, to file: Int64) { rows.withLock { $0[file, default: 0] += Int64(count) } }
    func end(_ file: Int64) -> Int64 { rows.withLock { $0.removeValue(forKey: file) ?? 0 } }
    func isOpen(_ file: Int64) -> Bool { rows.withLock { $0[file] != nil } }
}
