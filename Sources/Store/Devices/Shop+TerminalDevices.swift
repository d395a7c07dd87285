// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import Cases
internal import GRDB
public import Tender

/// One hour of a terminal, for its bars: in which minutes it was heard.
public struct HeardHour: Sendable, Hashable {
    public static let milliseconds: Int64 = 3_600_000
    /// Hours that are kept of a terminal, back from the last in which it was heard.
    static let kept: Int64 = 192

    /// When the hour begins.
    public let start: Instant
    /// Bit n: heard in minute n.
    public let minutes: UInt64

    /// Minutes in which it was heard, 0 to 60.
    public var heard: Int { minutes.nonzeroBitCount }

    /// The longest run of minutes without a word, of those up to `until`; 60 for a silent hour.
    ///
    /// - Parameter until: minutes of the hour that are over, 1 to 60.
    public func longestSilence(until: Int = 60) -> Int {
        var (longest, run) = (0, 0)
        for minute in 0..<max(0, min(60, until)) {
            run = minutes >> UInt64(minute) & 1 == 1 ? 0 : run + 1
            longest = max(longest, run)
        }
        return longest
    }
}

/// A terminal as the page of devices shows it.
public struct TerminalDevice: Sendable, Hashable {
    public let terminal: TerminalID
    /// nil while it is bound to no store.
    public let store: StoreID?
    public let merchant: MerchantID?
    /// nil for one that never reported.
    public let health: TerminalHealth?
    /// The last 24 hours, the oldest first; the last one is under way.
    public let hours: [HeardHour]
}

/// One terminal with what it told lately.
public struct TerminalStory: Sendable, Hashable {
    public let device: TerminalDevice
    /// Whether it has a rule of its own, beside that for all.
    public let hasOwnPolicy: Bool
    public let policy: DevicePolicy
    /// Reports that held a reading, newest first; at most 50 are kept.
    public let reports: [DeviceReport]
}

extension Shop {
    /// Terminals of the caller's stores, bound or heard of, by number.
    public func terminalDevices(in scope: StoreScope) async throws(StoreError) -> [TerminalDevice] {
        let now = clock.now()
        return try await read { [known] database in
            let reader = try Reader(database, known)
            let devices = try DeviceReader(reader, now: now)
            let hours = try DeviceHourTable.last(24, until: now, in: database)
            let all = Set(reader.known.terminals.keys).union(try DeviceTable.terminals(in: database))
            return try all.sorted().compactMap { terminal in
                let binding = reader.known.terminals[terminal]
                guard scope == .all || binding.map({ scope.holds($0.store) }) == true else { return nil }
                return TerminalDevice(
                    terminal: terminal, store: binding?.store, merchant: binding?.merchant,
                    health: try devices.health(of: terminal),
                    hours: DeviceHourTable.whole(hours[terminal.text] ?? [:], count: 24, until: now))
            }
        }
    }

    /// One terminal with its reports.
    ///
    /// - Throws: `.missing` outside the caller's stores.
    public func terminalStory(_ terminal: TerminalID, in scope: StoreScope) async throws(StoreError) -> TerminalStory {
        let now = clock.now()
        let story = try await read { [known] database -> TerminalStory? in
            let reader = try Reader(database, known)
            let binding = reader.known.terminals[terminal]
            guard scope == .all || binding.map({ scope.holds($0.store) }) == true else { return nil }
            let health = try DeviceReader(reader, now: now, of: terminal).health(of: terminal)
            guard binding != nil || health != nil else { return nil }
            let hours = try DeviceHourTable.last(24, of: terminal, until: now, in: database)
            let policies = try DeviceTable.policies(in: database)
            let device = TerminalDevice(
                terminal: terminal, store: binding?.store, merchant: binding?.merchant, health: health,
                hours: DeviceHourTable.whole(hours[terminal.text] ?? [:], count: 24, until: now))
            return TerminalStory(
                device: device, hasOwnPolicy: policies[terminal] != nil,
                policy: policies[terminal] ?? policies[nil] ?? DevicePolicy(),
                reports: try DeviceTable.history(of: terminal, in: database))
        }
        guard let story else { throw .missing }
        return story
    }
}
