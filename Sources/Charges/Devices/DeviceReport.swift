// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What a terminal says of itself at one time, or what somebody read off it (设备自检). A nil field was not told.
public struct DeviceReport: Hashable, Sendable {
    public var terminal: TerminalID
    /// When it was heard; by our clock, not by the terminal's.
    public var at: Instant
    /// Charge of the battery, 0 to 100.
    public var battery: Int?
    public var isCharging: Bool?
    /// Temperature in degrees Celsius.
    public var celsius: Int?
    /// Version of its software, as the maker writes it.
    public var version: String?
    /// Digest of its settings in hexadecimal, or the name of the settings file it runs on.
    public var settings: String?
    public var place: Place?
    /// Name of the network or SIM it speaks through.
    public var network: String?
    /// What its own clock showed when it spoke; wall clock of the store.
    public var clock: CivilTime?
    /// Payments taken offline that it has not sent.
    public var unsent: Int?
    /// Sum of those payments.
    public var unsentAmount: Money?
    /// When the oldest of them was taken.
    public var unsentSince: CivilTime?
    public var batch: BatchReport?
    /// What it told without being asked.
    public var event: DeviceEvent?
    /// Its own printer.
    public var paper: DevicePaper?

    public init(terminal: TerminalID, at: Instant) {
        self.terminal = terminal
        self.at = at
    }

    /// Whether it only says that the terminal lives.
    public var isHeartbeat: Bool { self == DeviceReport(terminal: terminal, at: at) }
}

/// What a terminal prints at the end of a batch (结算单).
public struct BatchReport: Hashable, Sendable {
    public var number: BatchNumber
    /// nil while the batch is open.
    public var closedAt: CivilTime?
    /// Approved transactions.
    public var count: Int
    /// Charges less what was given back.
    public var amount: Money

    public init(number: BatchNumber, closedAt: CivilTime?, count: Int, amount: Money) {
        self.number = number
        self.closedAt = closedAt
        self.count = count
        self.amount = amount
    }
}

/// A point on the map, in millionths of a degree.
public struct Place: Hashable, Sendable {
    public let latitude: Int32
    public let longitude: Int32

    /// nil outside the globe.
    public init?(latitude: Int32, longitude: Int32) {
        guard latitude.magnitude <= 90_000_000, longitude.magnitude <= 180_000_000 else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Metres to another point, to about one in a hundred; enough to tell a shop from the next street.
    public func metres(to other: Place) -> Int64 {
        let perDegree = 111_320.0
        let north = Double(Int64(latitude) - Int64(other.latitude)) / 1e6
        var east = abs(Double(Int64(longitude) - Int64(other.longitude)) / 1e6)
        // The short way round the globe.
        if east > 180 { east = 360 - east }
        let middle = Double(Int64(latitude) + Int64(other.latitude)) / 2e6
        // Bhāskara's cosine: no mathematics library below the shells.
        let shrink = (32_400 - 4 * middle * middle) / (32_400 + middle * middle)
        let (up, across) = (north * perDegree, east * perDegree * max(0, shrink))
        return Int64((up * up + across * across).squareRoot())
    }
}
