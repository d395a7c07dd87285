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
        guard field.count == 19, let day = day(field) else { return slowSeconds(field) }
        // " HH:MM:S" as bytes 10 to 17; the last digit is byte 18.
        let clock = field.raw(at: 10)
        let ones = field.raw(at: 17)
        let digitPlaces: UInt64 = 0x0000_F0F0_00F0_F000
        let threes: UInt64 = 0x0000_3030_0030_3000
        // Marks, then digits: high nibble 3, and still 3 after adding 6.
        guard clock & 0x00FF_0000_FF00_00FF == 0x003A_0000_3A00_0020, clock & digitPlaces == threes,
            (clock &+ 0x0000_0606_0006_0600) & digitPlaces == threes, ones & 0xF0F0 == 0x3030,
            (ones &+ 0x0606) & 0xF0F0 == 0x3030
        else { return slowSeconds(field) }
        let hour = ((clock >> 8) & 15) &* 10 &+ ((clock >> 16) & 15)
        let minute = ((clock >> 32) & 15) &* 10 &+ ((clock >> 40) & 15)
        let second = (ones & 15) &* 10 &+ ((ones >> 8) & 15)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return Int64(day) &* 86_400 &+ Int64(truncatingIfNeeded: hour &* 3_600 &+ minute &* 60 &+ second)
    }

    /// Days since 1970 of a date alone.
    @inline(__always)
    func days(_ field: FieldText) -> Int32? {
        guard field.count == 10, let day = day(field) else { return slowDays(field) }
        return day
    }

    /// `YYYY-MM-DD` at the beginning of a field of at least ten bytes, years 2000 to 2099.
    @inline(__always)
    private func day(_ field: FieldText) -> Int32? {
        let head = field.raw(at: 0)
        // Y Y Y Y - M M - : marks at bytes 4 and 7.
        guard head & 0xFF00_00FF_0000_FFFF == 0x2D00_002D_0000_3032 else { return nil }
        let tail = field.raw(at: 8)
        let digitPlaces: UInt64 = 0x00F0_F000_F0F0_0000
        let threes: UInt64 = 0x0030_3000_3030_0000
        guard head & digitPlaces == threes, (head &+ 0x0006_0600_0606_0000) & digitPlaces == threes,
            tail & 0xF0F0 == 0x3030, (tail &+ 0x0606) & 0xF0F0 == 0x3030
        else { return nil }
        let yearTens = (head >> 16) & 15
        let yearOnes = (head >> 24) & 15
        let monthTens = (head >> 40) & 15
        let monthOnes = (head >> 48) & 15
        let dayTens = tail & 15
        let dayOnes = (tail >> 8) & 15
        let month = Int(monthTens &* 10 &+ monthOnes)
        guard month >= 1, month <= 12 else { return nil }
        let entry = months[Int(yearTens &* 10 &+ yearOnes) &* 12 &+ month &- 1]
        let day = Int32(truncatingIfNeeded: dayTens &* 10 &+ dayOnes)
        return day >= 1 && day <= entry.length ? entry.start &+ day &- 1 : nil
    }

    @inline(never)
    private func slowSeconds(_ field: FieldText) -> Int64? { CivilTime(text: field.text)?.secondsSinceEpoch }

    @inline(never)
    private func slowDays(_ field: FieldText) -> Int32? { CivilDate(text: field.text)?.daysSinceEpoch }
}
