// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the proxy knows of one connected till.
struct TillPost: Sendable {
    var session: TillSession
    /// Whether it is read from.
    var isRead = true
    /// Bytes taken within the second that began then.
    var second: Int64
    var taken = 0
    /// The job its last bytes belong to, and the process IDs it waits for.
    var lastJob: PrintJobID?
    var waitsFor: [(mark: UInt32, job: PrintJobID)] = []
    /// What automatic status told it last.
    var told: [UInt8]?

    /// Process IDs a till may wait for at once.
    static let markLimit = 64
}
