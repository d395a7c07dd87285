// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What the shop expects of a terminal. Every limit is a default that the shop may change; what is nil is not
/// checked.
public struct DevicePolicy: Hashable, Sendable {
    /// Hours in which the terminal must be heard, in seconds of the day; they may run past midnight.
    public struct Hours: Hashable, Sendable {
        public let opens: Int
        public let closes: Int

        /// - Parameters:
        ///   - opens: 0 to 86,399.
        ///   - closes: 0 to 86,399; earlier than `opens` means the next morning, equal means always open.
        public init?(opens: Int, closes: Int) {
            guard (0..<86_400).contains(opens), (0..<86_400).contains(closes) else { return nil }
            self.opens = opens
            self.closes = closes
        }

        /// Seconds since opening; nil while closed.
        func secondsOpen(at time: CivilTime) -> Int? {
            let day = 86_400
            let now = Int(time.secondsSinceEpoch % Int64(day) + Int64(day)) % day
            if opens == closes { return day }
            let (open, length) = ((now - opens + day) % day, (closes - opens + day) % day)
            return open < length ? open : nil
        }
    }

    /// Seconds of silence after which a terminal counts as offline.
    public var heartbeat: Int64 = 180
    public var hours: Hours?
    /// Per cent at or below which a battery that is not charging is low.
    public var batteryMin = 20
    public var celsiusMin = -10
    public var celsiusMax = 50
    public var versionMin: String?
    /// Digest of the approved settings.
    public var settings: String?
    /// Where it belongs, and how far it may stray in metres.
    public var place: Place?
    public var radius: Int64 = 300
    public var network: String?
    /// Seconds by which its clock may be off.
    public var clockTolerance: Int64 = 60
    /// Seconds in which payments taken offline must have been sent.
    public var offlinePatience: Int64 = 86_400

    public init() {}

    /// Whether the shop is open: at night nobody expects to hear a terminal.
    public func isOpen(at time: CivilTime) -> Bool { hours.map { $0.secondsOpen(at: time) != nil } ?? true }
}

/// Compares versions as makers write them: `2.10.1` is newer than `2.9`, and `V1.04` is `1.4`.
public enum VersionNumber {
    /// Whether one version is older than another. Words beside the numbers are passed over.
    public static func isOlder(_ version: String, than other: String) -> Bool {
        let (left, right) = (parts(version), parts(other))
        guard !left.isEmpty, !right.isEmpty else { return false }
        for index in 0..<max(left.count, right.count) {
            let one = index < left.count ? left[index] : ""
            let two = index < right.count ? right[index] : ""
            // Digits without leading zeros: the longer is the larger, and no number is too large to compare.
            if one.count != two.count { return one.count < two.count }
            if one != two { return one < two }
        }
        return false
    }

    private static func parts(_ text: String) -> [String] {
        text.utf8.split { $0 < 48 || $0 > 57 }.map { digits in
            String(decoding: digits.drop { $0 == 48 }, as: UTF8.self)
        }
    }
}
