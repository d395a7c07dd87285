// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A time zone as a table: its name, and from which instant which offset from UTC holds.
///
/// The table is made in the shell from the system's time-zone data; here it is only read.
public struct Zone: Hashable, Sendable {
    /// One stretch of time with one offset.
    public struct Span: Hashable, Sendable {
        /// First second (UTC) at which the offset holds.
        public let from: Int64
        /// Seconds east of UTC.
        public let offset: Int32

        public init(from: Int64, offset: Int32) {
            self.from = from
            self.offset = offset
        }
    }

    /// IANA name, for example `Asia/Shanghai`.
    public let name: String
    let spans: [Span]

    /// A zone whose offset never changes.
    public init(name: String, fixedOffset: Int32) {
        self.name = name
        spans = [Span(from: .min, offset: fixedOffset)]
    }

    /// - Parameter spans: at least one, in time order.
    public init(name: String, spans: [Span]) {
        precondition(!spans.isEmpty, "a zone has at least one offset")
        self.name = name
        self.spans = spans
    }

    public static let shanghai = Zone(name: "Asia/Shanghai", fixedOffset: 28_800)
    public static let utc = Zone(name: "UTC", fixedOffset: 0)

    /// Seconds east of UTC at an instant.
    public func offset(at instant: Instant) -> Int32 {
        let second = instant.milliseconds >= 0 ? instant.milliseconds / 1_000 : (instant.milliseconds - 999) / 1_000
        return offset(atSecond: second)
    }

    private func offset(atSecond second: Int64) -> Int32 { spans[index(atSecond: second)].offset }

    func index(atSecond second: Int64) -> Int {
        var low = 0
        var high = spans.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if spans[middle].from <= second { low = middle } else { high = middle }
        }
        return low
    }

    /// What a clock in this zone shows at an instant.
    public func civil(at instant: Instant) -> CivilTime {
        let seconds = instant.milliseconds >= 0 ? instant.milliseconds / 1_000 : (instant.milliseconds - 999) / 1_000
        return CivilTime(secondsSinceEpoch: seconds + Int64(offset(atSecond: seconds)))
    }

    /// The instant at which a clock here shows a time. In a repeated hour the first one; in a skipped hour the
    /// instant the offset before the gap gives.
    public func instant(of civil: CivilTime) -> Instant {
        // No offset is larger than a day, so only the spans of the days around can show this time.
        let first = index(atSecond: civil.secondsSinceEpoch - 2 * 86_400)
        let last = index(atSecond: civil.secondsSinceEpoch + 2 * 86_400)
        var beforeGap = civil.secondsSinceEpoch - Int64(spans[first].offset)
        for span in first...last {
            let candidate = civil.secondsSinceEpoch - Int64(spans[span].offset)
            let isOver = span + 1 < spans.count && candidate >= spans[span + 1].from
            if isOver { beforeGap = candidate }
            if !isOver, candidate >= spans[span].from { return Instant(milliseconds: candidate * 1_000) }
        }
        return Instant(milliseconds: beforeGap * 1_000)
    }

    /// RFC 3339 with offset: `2026-11-20T15:03:07+08:00`.
    public func rfc3339(_ instant: Instant) -> String {
        let civil = civil(at: instant)
        let minutes = Int(offset(at: instant)) / 60
        let sign = minutes < 0 ? "-" : "+"
        let zone = "\(sign)\(pad(abs(minutes) / 60, to: 2)):\(pad(abs(minutes) % 60, to: 2))"
        return "\(civil.date)T\(civil.clock)\(zone)"
    }
}
