// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Reconciliation
import Tender

/// One file job of the console: who asked for it, over which files, and how far it is.
struct Comparison: Sendable {
    enum Phase: String, CaseIterable, Sendable {
        case waiting
        /// Files are read, rows joined, results written; `percent` says how far.
        case reading, joining, writing
        /// The results are there.
        case done
        /// The files cannot be compared; `problem` says why.
        case refused
        /// A person ended it.
        case stopped
    }

    /// What a file says: the roles of the command line.
    enum Side: String, CaseIterable, Codable, Sendable { case till, acquirer, bank, receipts, orders, tariff, calendar }

    /// A file that was given.
    struct File: Codable, Sendable, Equatable {
        let side: Side
        let name: String
        let byteCount: Int64
    }

    /// What stays of a comparison beside its results, so that it is known after a restart.
    struct About: Codable, Sendable, Equatable {
        let owner: String
        /// Seconds since 1970.
        let askedAt: Int64
        let files: [File]
    }

    /// Name in addresses.
    let id: String
    let about: About
    var phase = Phase.waiting
    /// 0 to 100, of its phase.
    var percent = 0
    var problem: Bilingual?

    /// The page refreshes itself while this is true.
    var isMoving: Bool {
        switch phase {
        case .waiting, .reading, .joining, .writing: true
        case .done, .refused, .stopped: false
        }
    }

    mutating func update(_ progress: FileJobProgress) {
        phase =
            switch progress.phase {
            case .reading: .reading
            case .joining: .joining
            case .writing: .writing
            }
        percent = progress.total > 0 ? Int(min(100, progress.done * 100 / progress.total)) : 0
    }
}
