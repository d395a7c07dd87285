// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Store
import Synchronization
import Tender

/// A clock that the test turns.
final class TurnedClock: WallClock {
    private let time: Mutex<Instant>

    init(_ text: String) {
        let civil = CivilTime(text: text) ?? CivilTime(secondsSinceEpoch: 0)
        time = Mutex(Zone.shanghai.instant(of: civil))
    }

    func now() -> Instant { time.withLock { $0 } }
    func turn(seconds: Int64) { time.withLock { $0 = $0.adding(milliseconds: seconds * 1_000) } }
}

/// A data folder that is gone when the test is over.
final class DataFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appending(path: "counterfoil-\(UUID().uuidString)").path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(_ clock: any WallClock, _ change: (inout ShopOptions) -> Void = { _ in }) async throws -> Shop {
        var options = ShopOptions()
        options.passwordCost = 5
        options.cacheBytes = 8 << 20
        change(&options)
        return try await Shop.open(directory: path, clock: clock, options: options)
    }

    func rebuild(_ clock: any WallClock) async throws -> RebuildReport {
        try await Shop.rebuild(directory: path, clock: clock)
    }
}

/// Observations as tests write them.
enum Told {
    static func by(
        _ source: Source, _ amount: String, at time: String, line: Int = 0, file: String = "test",
        recorded: Int64 = 1_700_000_000_000, occurrence: Int = 1, _ more: (inout Facts) -> Void = { _ in }
    ) throws -> Observation {
        var facts = Facts(type: .sale)
        facts.amount = try Money(text: amount)
        facts.occurredAt = CivilTime(text: time)
        facts.terminal = "T0000001"
        more(&facts)
        return Observation(
            source: source, origin: Origin(name: file, line: line, byte: Int64(line) * 100),
            recordedAt: Instant(milliseconds: recorded), facts: facts, occurrence: occurrence)
    }
}
