// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Tender

/// Dates and times of rows, read a word at a time; what does not have the usual form is read letter by letter.
struct ClockText: Sendable {
    /// Days since 1970 of the first of each month of 2000 to 2099, and the month's length.
    private let months: [(start: Int32, length: Int32)]

    init() {
        var months: [(start: Int32, length: Int32)] = []
        for year in 2000...2099 {
            for month in 1...12 {
                let start = CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
                months.append((start, Int32(CivilDate.length(ofMonth: month, year: year))))
            }
        }
        self.months = months
    }

    /// Seconds since 1970 on the wall clock.
    @inline(__always)
    func seconds(_ field: FieldText) -> Int64? {
        guard field.count == 19, let seconds = usualSeconds(field) else { return slowSeconds(field) }
        return seconds
    }

    /// Days since 1970 of a date alone.
    @inline(__always)
    func days(_ field: FieldText) -> Int32? {
        guard field.count == 10 else { return slowDays(field) }
        let date = field.head ^ Self.datePattern
        let day = (field.raw(at: 8) ^ 0x3030) & 0xFFFF
        guard (Self.strays(date, Self.dateLimit) | Self.strays(day, 0x7676)) & Self.highBits == 0,
            let days = days(date, day)
        else { return slowDays(field) }
        return days
    }

    // "0000-00-", "00 " and "00:00:00": less these, digits are 0 to 9 and marks are 0. Added to a byte that is within
    // its limit, the limit's complement leaves the highest bit clear.
    private static let datePattern: UInt64 = 0x2D30_302D_3030_3030
    private static let dateLimit: UInt64 = 0x7F76_767F_7676_7676
    private static let dayPattern: UInt64 = 0x20_3030
    private static let dayLimit: UInt64 = 0x7F_7676
    private static let clockPattern: UInt64 = 0x3030_3A30_303A_3030
    private static let clockLimit: UInt64 = 0x7676_7F76_767F_7676
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Highest bits of the bytes that are beyond their limit.
    @inline(__always)
    private static func strays(_ bytes: UInt64, _ limit: UInt64) -> UInt64 { (bytes &+ limit) | bytes }

    /// `YYYY-MM-DD HH:MM:SS`, years 2000 to 2099.
    @inline(__always)
    private func usualSeconds(_ field: FieldText) -> Int64? {
        let date = field.head ^ Self.datePattern
        let day = (field.raw(at: 8) & 0xFF_FFFF) ^ Self.dayPattern
        let clock = field.raw(at: 11) ^ Self.clockPattern
        let stray =
            Self.strays(date, Self.dateLimit) | Self.strays(day, Self.dayLimit) | Self.strays(clock, Self.clockLimit)
        // Pairs of digits as numbers: hours in byte 0, minutes in byte 3, seconds in byte 6.
        let pairs = (clock &* 10 &+ clock &>> 8) & 0x00FF_0000_FF00_00FF
        let late = pairs &+ 0x0044_0000_4400_0068
        guard (stray | (late & 0x0080_0000_8000_0080)) & Self.highBits == 0, let days = days(date, day) else {
            return nil
        }
        let hours = Int64(truncatingIfNeeded: pairs & 0xFF)
        let minutes = Int64(truncatingIfNeeded: pairs &>> 24 & 0xFF)
        let seconds = Int64(truncatingIfNeeded: pairs &>> 48)
        return Int64(days) &* 86_400 &+ hours &* 3_600 &+ minutes &* 60 &+ seconds
    }

    /// - Parameters:
    ///   - date: digits of year and month, as bytes; the marks are 0.
    ///   - day: the two digits of the day in the lowest bytes.
    @inline(__always)
    private func days(_ date: UInt64, _ day: UInt64) -> Int32? {
        let pairs = date &* 10 &+ date &>> 8
        let month = Int(truncatingIfNeeded: pairs &>> 40 & 0xFF) &- 1
        guard pairs & 0xFF == 20, month >= 0, month < 12 else { return nil }
        let entry = months[Int(truncatingIfNeeded: pairs &>> 16 & 0xFF) &* 12 &+ month]
        let day = Int32(truncatingIfNeeded: (day & 0xFF) &* 10 &+ (day &>> 8 & 0xFF))
        return day >= 1 && day <= entry.length ? entry.start &+ day &- 1 : nil
    }

    @inline(never)
    private func slowSeconds(_ field: FieldText) -> Int64? { CivilTime(fileText: field.text)?.secondsSinceEpoch }

    @inline(never)
    private func slowDays(_ field: FieldText) -> Int32? { CivilDate(fileText: field.text)?.daysSinceEpoch }
}
