// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
public import Statements
public import Store
public import Tender

/// What a person may say about files before they are imported.
public struct ImportOptions: Sendable {
    /// Format name, where the content alone does not tell; nil recognises.
    public var format: String?
    /// The user's own formats, tried before the built-in ones.
    public var profiles: [Profile]
    /// The clock of the store, in which times are kept.
    public var zone: Zone
    /// Acquirer of rows whose file does not name one, for choosing the tariff.
    public var acquirer: String?
    /// Put before the name of the file, and so of every row's origin: `sample:`.
    public var originPrefix: String
    /// Rows given to the shop at a time.
    public var batchRows: Int
    public var clock: any WallClock

    /// - Parameter profile: read every file by this profile, whatever it looks like, unless `format` says otherwise.
    public init(
        format: String? = nil, profile: Profile? = nil, profiles: [Profile] = [], zone: Zone = .shanghai,
        acquirer: String? = nil, originPrefix: String = "", batchRows: Int = 10_000,
        clock: any WallClock = SystemWallClock()
    ) {
        self.format = format ?? profile.map { "profile:\($0.name)" }
        self.profiles = (profile.map { [$0] } ?? []) + profiles
        self.zone = zone
        self.acquirer = acquirer
        self.originPrefix = originPrefix
        self.batchRows = max(1, min(batchRows, 50_000))
        self.clock = clock
    }
}

/// The clock of this computer.
public struct SystemWallClock: WallClock {
    public init() {}

    public func now() -> Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
