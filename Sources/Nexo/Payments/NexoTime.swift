// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Times as messages write them (ISO 8601): `2019-04-29T09:19:51.000Z`, `2026-03-26T10:15:30+08:00`.
public enum NexoTime {
    /// The instant, to the millisecond; nil for anything else, and for a time that does not say its zone.
    public static func instant(of text: some StringProtocol) -> Instant? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40,
            let date = CivilDate(text: String(decoding: bytes[..<10], as: UTF8.self)),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let second = CivilTime.secondOfDay(text: String(decoding: bytes[11..<19], as: UTF8.self))
        else { return nil }
        var rest = bytes[19...]
        var milliseconds: Int64 = 0
        if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
            let digits = rest.dropFirst().prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { return nil }
            for place in 0..<3 {
                let index = digits.startIndex + place
                milliseconds = milliseconds * 10 + (index < digits.endIndex ? Int64(digits[index] - 48) : 0)
            }
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = secondsAhead(rest) else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(second) - offset
        return Instant(milliseconds: seconds * 1_000 + milliseconds)
    }

    /// The text of an instant, in UTC and to the millisecond.
    public static func text(of instant: Instant) -> String {
        let milliseconds = instant.milliseconds
        let seconds = milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
        let time = CivilTime(secondsSinceEpoch: seconds)
        let rest = String(milliseconds - seconds * 1_000)
        return "\(time.date)T\(time.clock).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest)Z"
    }

    /// `Z`, `+08:00`, `+0800` or `+08` in seconds.
    private static func secondsAhead(_ zone: ArraySlice<UInt8>) -> Int64? {
        if zone.elementsEqual([UInt8(ascii: "Z")]) || zone.elementsEqual([UInt8(ascii: "z")]) { return 0 }
        guard let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let isColonPlaced = zone.count == 6 && zone[zone.startIndex + 3] == UInt8(ascii: ":")
        let digits = zone.dropFirst().filter { (48...57).contains($0) }.map { Int64($0 - 48) }
        guard digits.count == zone.count - (isColonPlaced ? 2 : 1), digits.count == 2 || digits.count == 4 else {
            return nil
        }
        let hours = digits[0] * 10 + digits[1]
        let minutes = digits.count == 4 ? digits[2] * 10 + digits[3] : 0
        guard hours <= 18, minutes < 60 else { return nil }
        return (hours * 3_600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
}
