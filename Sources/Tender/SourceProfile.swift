// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is known of a source of files beforehand: its clock, where its day ends, how late its rows come, and on which
/// days none come.
///
/// What it leaves open is as the calendar says.
public struct SourceProfile: Hashable, Sendable {
    /// Which files it speaks of.
    public enum Side: String, Hashable, Sendable, CaseIterable { case till, acquirer, receipts, orders }

    public let side: Side
    /// Names of its files, `*` for any letters; nil for all of the side.
    public let file: String?
    /// The clock of the times in them.
    public let zone: Zone?
    /// Where its day ends, on its own clock.
    public let businessDay: BusinessDay?
    /// Its rows are here so many days after the day of the payment.
    public let lagDays: Int?
    /// Days on which none of its rows come.
    public let closedDays: Set<CivilDate>?

    public init(
        side: Side, file: String? = nil, zone: Zone? = nil, businessDay: BusinessDay? = nil, lagDays: Int? = nil,
        closedDays: Set<CivilDate>? = nil
    ) {
        self.side = side
        self.file = file
        self.zone = zone
        self.businessDay = businessDay
        self.lagDays = lagDays.map { max(0, $0) }
        self.closedDays = closedDays
    }

    /// Whether it speaks of a file.
    public func fits(_ side: Side, file name: String) -> Bool {
        guard side == self.side else { return false }
        guard let file else { return true }
        return Self.fits(Array(file.utf8)[...], Array(name.utf8)[...])
    }

    /// Each star takes as little as it can; it grows when what follows does not fit.
    private static func fits(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        var (at, place) = (pattern.startIndex, name.startIndex)
        var star: (at: Int, place: Int)?
        while place < name.endIndex {
            if at < pattern.endIndex, pattern[at] == UInt8(ascii: "*") {
                star = (at, place)
                at += 1
            } else if at < pattern.endIndex, pattern[at] == name[place] {
                (at, place) = (at + 1, place + 1)
            } else if let last = star {
                star = (last.at, last.place + 1)
                (at, place) = (last.at + 1, last.place + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
