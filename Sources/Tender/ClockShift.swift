// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a clock in one zone shows, as a clock in another shows it: the seconds to add, by stretches of the first
/// clock's time.
///
///     New York 2026-11-01   …00:59:59 │ 01:00:00 …  (shown twice: the first time is taken)
///     add                    12 hours │ 12 hours, from 02:00:00 on 13 hours      ─▶ Shanghai
///
/// A time that is skipped in spring is read with the offset before the gap, as `Zone.instant(of:)` does.
public struct ClockShift: Hashable, Sendable {
    private struct Stretch: Hashable, Sendable {
        let from: Int64
        let seconds: Int64
    }

    /// In time order; the first one holds for all that is before.
    private let stretches: [Stretch]

    /// nil where the two clocks always show the same.
    public init?(from first: Zone, to second: Zone) {
        guard first.spans != second.spans else { return nil }
        let seconds = { (wall: Int64) -> Int64 in
            second.civil(at: first.instant(of: CivilTime(secondsSinceEpoch: wall))).secondsSinceEpoch - wall
        }
        // Nothing changes but where one of the clocks is put forward or back, seen on the first one before and after.
        var places: Set<Int64> = []
        for change in first.changes + second.changes {
            for offset in first.offsets(around: change) { places.insert(change + Int64(offset)) }
        }
        var stretches: [Stretch] = []
        for place in [-62_135_596_800 + 172_800] + places.sorted() {
            let found = seconds(place)
            if stretches.last?.seconds != found { stretches.append(Stretch(from: place, seconds: found)) }
        }
        guard stretches.contains(where: { $0.seconds != 0 }) else { return nil }
        self.stretches = stretches
    }

    /// The second clock's time when the first shows a time; both as seconds since 1970-01-01 on the wall.
    public func seconds(_ wall: Int64) -> Int64 {
        var (low, high) = (0, stretches.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if stretches[middle].from <= wall { low = middle } else { high = middle }
        }
        return wall &+ stretches[low].seconds
    }

    public func time(_ wall: CivilTime) -> CivilTime {
        CivilTime(secondsSinceEpoch: seconds(wall.secondsSinceEpoch))
    }
}

extension Zone {
    /// Seconds (UTC) at which the clock is put forward or back.
    var changes: [Int64] { spans.dropFirst().map(\.from) }

    /// Offsets that hold within two days of a second (UTC).
    func offsets(around second: Int64) -> Set<Int32> {
        let first = index(atSecond: second - 172_800)
        return Set(spans[first...index(atSecond: second + 172_800)].map(\.offset))
    }
}
