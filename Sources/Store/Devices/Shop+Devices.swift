// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import Foundation
internal import GRDB
public import Tender

/// A terminal that ever reported, and what is not in order with it.
public struct TerminalHealth: Sendable, Hashable {
    public let terminal: TerminalID
    /// nil while the terminal is bound to no store.
    public let store: StoreID?
    public let lastHeard: Instant
    /// DV-01, DV-03 to DV-07, PY-16 and ST-03, sorted; one ST-03 for each batch.
    public let findings: [Finding]
    /// Its latest readings.
    public let state: DeviceState
    /// What is expected of it.
    public let policy: DevicePolicy
    /// Its batches of the last days; empty for one that reports none.
    public let batches: [BatchBook]
    /// What shows that the other codes do not hold.
    public let proofs: [FindingCode: DeviceState.Proof]
}

extension Shop {
    /// Takes what a terminal says of itself.
    ///
    /// - Throws: `.invalid` with the field that is beyond reason.
    public func report(_ report: DeviceReport, by actor: Actor) async throws(StoreError) {
        try Self.check(report)
        let store = try await terminals().first { $0.terminal == report.terminal }?.store
        try await write { planning throws(StoreError) in
            try planning.add(.device(.report(report)), by: actor)
            planning.announcements.append((.setting, report.terminal.text, store))
        }
        watchTimes.report()
    }

    /// Sets what is expected of a terminal, or of all that have no rule of their own.
    public func putDevicePolicy(
        _ policy: DevicePolicy, of terminal: TerminalID?, by actor: Actor
    ) async throws(StoreError) {
        let texts = [policy.versionMin, policy.settings, policy.network].compactMap { $0 }
        guard texts.allSatisfy({ $0.utf8.count <= 128 }) else { throw .invalid("policy: texts of at most 128 bytes") }
        let limits = [policy.heartbeat, policy.radius, policy.clockTolerance, policy.offlinePatience]
        guard limits.allSatisfy({ $0 > 0 && $0 <= 1 << 31 }) else { throw .invalid("policy: limits above 0") }
        try await write { planning throws(StoreError) in
            try planning.add(.device(.policy(terminal, policy)), by: actor)
            planning.announcements.append((.setting, "devices", nil))
        }
    }

    /// What is expected of a terminal.
    public func devicePolicy(of terminal: TerminalID?) async throws(StoreError) -> DevicePolicy {
        try await read { database in
            let policies = try DeviceTable.policies(in: database)
            return policies[terminal] ?? policies[nil] ?? DevicePolicy()
        }
    }

    /// Terminals of the caller's stores that ever reported, judged by the shop's clock.
    public func terminalHealth(in scope: StoreScope) async throws(StoreError) -> [TerminalHealth] {
        let now = clock.now()
        return try await read { [known] database in
            try DeviceReader(Reader(database, known), now: now).all().filter { health in
                scope == .all || health.store.map({ scope.holds($0) }) == true
            }
        }
    }

    private static func check(_ report: DeviceReport) throws(StoreError) {
        for (name, text) in [
            ("version", report.version), ("settings", report.settings), ("network", report.network),
        ] where (text?.utf8.count ?? 0) > 128 {
            throw .invalid("\(name): at most 128 bytes")
        }
        guard (0...100).contains(report.battery ?? 0) else { throw .invalid("battery: 0 to 100") }
        guard (-100...200).contains(report.celsius ?? 0) else { throw .invalid("celsius: -100 to 200") }
        guard (0...1_000_000).contains(report.unsent ?? 0), (0...1_000_000).contains(report.batch?.count ?? 0) else {
            throw .invalid("unsent and count: 0 to 1,000,000")
        }
    }
}
